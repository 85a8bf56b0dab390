"""heroku.yml and app.json: by Heroku's rules, and of one mind with each other and with the settings."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
APP = json.loads((ROOT / "app.json").read_text())
REVIEW = APP["environments"]["review"]
MANIFEST = yaml.safe_load((ROOT / "heroku.yml").read_text())
# What the add-ons put into the environment themselves.
BY_ADDONS = {
    "heroku-postgresql": {"DATABASE_URL"},
    "bucketeer": {
        "BUCKETEER_BUCKET_NAME",
        "BUCKETEER_AWS_ACCESS_KEY_ID",
        "BUCKETEER_AWS_SECRET_ACCESS_KEY",
        "BUCKETEER_AWS_REGION",
    },
    "mailgun": {"MAILGUN_API_KEY"},
}
NEEDED = set(re.findall(r"^(\w+)=", (ROOT / ".ci" / "production.env").read_text(), re.MULTILINE))


def schema(name):
    return json.loads((HERE / name).read_text())


def as_objects(addons):
    return [addon if isinstance(addon, dict) else {"plan": addon} for addon in addons]


def given(env, addons):
    """The names of the variables that an app with these sections has when it is first released."""
    names = {
        name for name, entry in env.items() if entry.keys() & {"value", "generator"} or entry["required"]
    }
    return names.union(
        *(BY_ADDONS.get(addon["plan"].partition(":")[0], set()) for addon in as_objects(addons))
    )


@pytest.mark.parametrize(
    ("document", "name"), [(APP, "app-json.schema.json"), (MANIFEST, "heroku-yml.schema.json")]
)
def test_manifests_keep_herokus_rules(document, name):
    jsonschema.validate(document, schema(name))


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("app-json.schema.json", APP | {"stack": "cedar"}),
        ("app-json.schema.json", APP | {"formation": {"web": {"size": "basic"}}}),
        ("app-json.schema.json", APP | {"env": {"SECRET_KEY": {"generator": "random"}}}),
        ("heroku-yml.schema.json", MANIFEST | {"release": {"image": "web"}}),
        ("heroku-yml.schema.json", MANIFEST | {"run": {"worker": {"command": ["python"]}}}),
        ("heroku-yml.schema.json", MANIFEST | {"services": {}}),
    ],
)
def test_the_rules_refuse_what_heroku_refuses(name, faulty):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(faulty, schema(name))


def test_every_command_runs_in_an_image_that_is_built():
    built = MANIFEST["build"]["docker"]
    images = [MANIFEST["release"]["image"]]
    images += [
        process["image"] if isinstance(process, dict) else name for name, process in MANIFEST["run"].items()
    ]

    assert set(images) <= set(built)
    assert all((ROOT / dockerfile).is_file() for dockerfile in built.values())


def test_signals_reach_what_runs():
    """A shell that stays process 1 passes SIGTERM on to nobody."""
    commands = [MANIFEST["run"]["web"], *MANIFEST["run"]["worker"]["command"]]

    assert [command for command in commands if not command.startswith("exec ")] == []


def test_the_formation_is_what_runs():
    assert set(APP["formation"]) == set(REVIEW["formation"]) == set(MANIFEST["run"])


def test_both_manifests_set_up_the_same_app():
    assert MANIFEST["setup"]["addons"] == as_objects(APP["addons"])
    assert MANIFEST["setup"]["config"] == {
        name: entry["value"] for name, entry in APP["env"].items() if "value" in entry
    }


@pytest.mark.parametrize(
    ("env", "addons"),
    [(APP["env"], APP["addons"]), (APP["env"] | REVIEW["env"], REVIEW["addons"])],
    ids=["app", "review app"],
)
def test_an_app_asks_for_every_setting_that_the_release_needs(env, addons):
    assert NEEDED - given(env, addons) == set()


def test_a_review_app_is_filled_and_knows_no_secret_of_the_live_one():
    assert REVIEW["scripts"]["postdeploy"] == "python manage.py seed_demo --if-empty"
    assert "MAILGUN_CAUTION_SEND_REAL_MAIL" not in REVIEW["env"]
    assert {name for name, entry in REVIEW["env"].items() if entry.get("required")} == {
        "HEROKU_APP_NAME",
        "STRIPE_SECRET_KEY",
    }


SOURCES = [ROOT / "gunicorn.conf.py", *(ROOT / "site" / "config").glob("*.py")]
READ = {
    name
    for path in SOURCES
    for name in re.findall(r'(?:env\.\w+|required|environ\.get)\(\s*[\'"]([A-Z_0-9]+)[\'"]', path.read_text())
}
# Development's alone, and what the platform or `docker-compose.production.yml` says.
NOT_ASKED_FOR = {"DEBUG", "PLAIN_HTTP", "ALLOW_STANDIN", "STRIPE_API_BASE", "SITE_URL", "AWS_S3_ENDPOINT_URL"}
NOT_ASKED_FOR |= {"PORT", "WEB_THREADS", "SLOW_QUERY_MS"}
# How long words are kept: there is a number for each.
NOT_ASKED_FOR |= {"KEEP_REQUESTS_MONTHS", "KEEP_STAYS_MONTHS", "KEEP_MAIL_MONTHS"}


def test_every_setting_is_in_the_table_of_the_guide():
    guide = (ROOT / "docs" / "deployment.md").read_text()
    table = re.search(r"^## Every setting$(.+?)^## ", guide, re.MULTILINE | re.DOTALL)[1]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]

    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == READ


def test_every_setting_is_asked_for_or_comes_by_itself():
    """By the add-ons or by Heroku; the rest, app.json has with what it is."""
    comes = set.union(*BY_ADDONS.values()) | {name for name in READ if name.startswith("HEROKU_")}

    assert READ - comes - NOT_ASKED_FOR == set(APP["env"])


def test_every_variable_is_one_that_something_reads():
    source = "".join(path.read_text() for path in SOURCES)

    assert [name for name in APP["env"] | REVIEW["env"] if f'"{name}"' not in source] == []
