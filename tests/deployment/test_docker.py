"""The Dockerfile, what goes into it, and the compose file that runs it on a laptop."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
STEPS = re.findall(r"^([A-Z]+) (.*)$", DOCKERFILE.replace("\\\n", " "), re.MULTILINE)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.production.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
MANIFEST = yaml.safe_load((ROOT / "heroku.yml").read_text())
REQUIRED = set(re.findall(r"^(\w+)=", (ROOT / ".ci" / "production.env").read_text(), re.MULTILINE))
SETTINGS = "".join(
    path.read_text() for path in [ROOT / "gunicorn.conf.py", *(ROOT / "site" / "config").glob("*.py")]
)


def test_both_stages_stand_on_the_base_that_may_be_another():
    assert [step for step in STEPS if step[0] in ("ARG", "FROM")] == [
        ("ARG", "BASE=python:3.13-slim-trixie"),
        ("FROM", "${BASE} AS build"),
        ("FROM", "${BASE}"),
    ]


def test_the_dockerfile_is_written_for_builders_without_buildkit():
    assert not re.search(r"--mount|--chmod|--link|<<|^# *syntax", DOCKERFILE, re.MULTILINE)


def test_the_last_stage_runs_a_plain_command_as_an_ordinary_user():
    assert STEPS[-2:] == [("USER", "10001:10001"), ("CMD", '["gunicorn"]')]


def test_the_last_stage_installs_nothing():
    last = STEPS[max(place for place, step in enumerate(STEPS) if step[0] == "FROM") :]

    assert {name for name, _ in last} == {"FROM", "ENV", "WORKDIR", "COPY", "USER", "CMD"}


def test_no_setting_that_production_must_be_given_is_in_the_image():
    assert [name for name in REQUIRED if re.search(rf"\b{name}\b", DOCKERFILE)] == []


def test_packages_are_installed_by_their_hashes_and_without_compiling():
    assert "--only-binary :all: --require-hashes -r requirements.txt" in DOCKERFILE


def test_the_image_holds_every_app_and_nothing_else():
    rules = (ROOT / ".dockerignore").read_text().splitlines()
    apps = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    files = {"gunicorn.conf.py", "manage.py", "requirements.txt"}

    assert next(rule for rule in rules if not rule.startswith("#")) == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == {*apps, "site", *files} - {"config"}


def test_compose_runs_what_heroku_runs():
    run = {"web": MANIFEST["run"]["web"], "worker": MANIFEST["run"]["worker"]["command"][0]}
    commands = {name: command.removeprefix("exec ") for name, command in run.items()}
    commands["release"] = MANIFEST["release"]["command"][0]

    assert {name: SERVICES[name]["command"] for name in commands} == commands


def test_compose_gives_every_setting_that_production_needs_and_no_unknown_one():
    given = set(COMPOSE["x-site"]["environment"])

    assert REQUIRED - given == set()
    assert [name for name in given if f'"{name}"' not in SETTINGS] == []


def test_compose_gives_settings_that_the_site_starts_with():
    done = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; print(settings.DEBUG, settings.SITE_URL)"],
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
        | COMPOSE["x-site"]["environment"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("False http://localhost:8000\n", "")


def test_compose_gives_the_image_nothing_to_write_to():
    assert {name for name, service in OURS.items() if not service["read_only"]} == set()
    assert {tuple(service["tmpfs"]) for service in OURS.values()} == {("/tmp",)}
    assert {name for name, service in OURS.items() if "volumes" in service} == set()


def test_compose_waits_only_for_services_that_it_has():
    waited = {other for service in SERVICES.values() for other in service.get("depends_on", {})}

    assert waited - set(SERVICES) == set()


def test_compose_opens_its_ports_to_this_machine_alone():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert len(ports) == 4
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_foreign_images_are_pinned():
    images = [service["image"] for service in SERVICES.values() if "build" not in service]

    assert [image for image in images if not re.search(r":\d", image)] == []
