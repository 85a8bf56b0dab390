"""docker-compose.production.yml: by the specification's rules, and of one mind with what it starts."""

import importlib.util
import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.core.management import get_commands
from moto.server import ThreadedMotoServer

from config.media import Bucket
from tests.config.buckets import client_of

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.production.yml").read_text())
SCHEMA = json.loads((Path(__file__).parent / "compose.schema.json").read_text())
SERVICES = COMPOSE["services"]
GIVEN = COMPOSE["x-site"]["environment"]
# What the image of a service that is not ours listens on.
PORTS = {"s3": 5000, "database": 5432}


def words(service):
    command = service.get("command", [])
    return shlex.split(command) if isinstance(command, str) else command


def listens_on(name):
    if name in PORTS:
        return PORTS[name]
    given = words(SERVICES[name])
    return int(given[given.index("--port") + 1]) if "--port" in given else 8000


def with_service(**changes):
    return COMPOSE | {"services": SERVICES | {"web": SERVICES["web"] | changes}}


def test_it_keeps_the_specifications_rules():
    jsonschema.validate(COMPOSE, SCHEMA)


@pytest.mark.parametrize(
    "faulty",
    [
        COMPOSE | {"service": {}},
        COMPOSE | {"services": {"web": {"command": "gunicorn"}}},
        with_service(comand="gunicorn"),
        with_service(ports=[8000]),
        with_service(environment={"PLAIN_HTTP": True}),
        with_service(depends_on={"release": {"condition": "service_done"}}),
        with_service(healthcheck={"test": ["pg_isready", "--quiet"]}),
        with_service(stop_grace_period=30),
    ],
)
def test_the_rules_refuse_what_compose_refuses(faulty):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(faulty, SCHEMA)


def test_whose_health_is_waited_for_is_asked_how_it_is():
    conditions = [
        (name, other["condition"])
        for service in SERVICES.values()
        for name, other in service.get("depends_on", {}).items()
    ]

    assert [
        name for name, how in conditions if how == "service_healthy" and "healthcheck" not in SERVICES[name]
    ] == []


def test_what_ends_by_itself_is_not_waited_for_as_started():
    """A service that others wait for to end well runs one command; one that stays never ends."""
    ended = {
        name
        for service in SERVICES.values()
        for name, other in service.get("depends_on", {}).items()
        if other["condition"] == "service_completed_successfully"
    }

    assert ended == {"release", "bucket"}


def test_volumes_are_declared():
    used = {
        volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])
    }

    assert used == set(COMPOSE["volumes"])


def test_every_address_within_is_a_service_at_the_port_it_listens_on():
    said = [*GIVEN.values(), *(word for service in SERVICES.values() for word in words(service))]
    named = {
        (host, int(port))
        for text in said
        for host, port in re.findall(r"https?://([a-z0-9]+):(\d+)", text)
        if host != "localhost"
    }

    assert named == {(name, listens_on(name)) for name in ("s3", "mail", "payment", "web")}


def test_every_address_for_browsers_is_a_port_that_is_opened():
    opened = {
        int(port.split(":")[-2]): (name, int(port.split(":")[-1]))
        for name, service in SERVICES.items()
        for port in service.get("ports", [])
    }
    said = [*GIVEN.values(), *words(SERVICES["payment"])]
    browsers = {int(port) for text in said for port in re.findall(r"http://localhost:(\d+)", text)}

    assert browsers - set(opened) == set()
    assert {name: inner for name, inner in opened.values()} == {
        name: listens_on(name) for name, _ in opened.values()
    }


def test_every_command_is_there():
    for name, service in SERVICES.items():
        match words(service):
            case ["python", "manage.py", command, *_]:
                assert command in get_commands(), name
            case ["python", "-m", module, *_]:
                assert importlib.util.find_spec(f"{module}.__main__"), name
            case ["python", "-c", source]:
                compile(source, name, "exec")
            case other:
                assert other in (["gunicorn"], []), name


def as_in_the_image(settings):
    paths = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    return {"env": settings | paths, "cwd": ROOT}


def answer(address):
    """The status, once somebody answers."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            return urllib.request.urlopen(address, timeout=10).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.05)
    return None


@pytest.mark.parametrize(("name", "path", "status"), [("mail", "/", 200), ("payment", "/v1/refunds", 401)])
def test_stand_ins_start_by_the_commands_it_gives(name, path, status, tmp_path):
    """With the settings it gives, and no file but theirs in /tmp to write to."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    given = [
        {str(listens_on(name)): str(port), "/tmp/standin": str(tmp_path)}.get(word, word)
        for word in words(SERVICES[name])
    ]
    with subprocess.Popen([sys.executable, *given[1:]], **as_in_the_image(GIVEN)) as running:
        try:
            assert answer(f"http://127.0.0.1:{port}{path}") == status
        finally:
            running.terminate()


def test_pictures_in_its_bucket_are_there_for_everybody_and_people_s_files_for_nobody():
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        command = [sys.executable, *words(SERVICES["bucket"])[1:]]
        for _time in range(2):
            subprocess.run(command, check=True, **as_in_the_image(GIVEN | {"AWS_S3_ENDPOINT_URL": endpoint}))
        bucket = Bucket(
            name=GIVEN["BUCKETEER_BUCKET_NAME"],
            key=GIVEN["BUCKETEER_AWS_ACCESS_KEY_ID"],
            secret=GIVEN["BUCKETEER_AWS_SECRET_ACCESS_KEY"],
            region=GIVEN["BUCKETEER_AWS_REGION"],
            endpoint=endpoint,
        )
        for folder in ("public", "private"):
            client_of(bucket).put_object(Bucket=bucket.name, Key=f"{folder}/hall.txt", Body=b"1")

        assert answer(f"{bucket.url}hall.txt") == 200
        assert answer(f"{bucket.address}/private/hall.txt") == 403
    finally:
        server.stop()
