"""What is asked of the image, one question a function; AssertionError says what it answered."""

import http.client
import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import boto3

from tests.image.dyno import Dyno
from tests.image.engine import ROOT

SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
COMPILERS = ["cc", "gcc", "g++", "c++", "clang", "make", "ld", "rustc"]
ENCODINGS = {"br", "gzip"}

Run = Callable[[dict[str, str]], subprocess.CompletedProcess[str]]


def no_compiler(root: Path) -> None:
    found = [
        str(path.relative_to(root))
        for folder in ("bin", "usr/bin", "usr/local/bin", "venv/bin")
        for name in COMPILERS
        if (path := root / folder / name).exists()
    ]
    assert found == []


def nothing_secret(root: Path, config: dict) -> None:
    """Nothing but what .dockerignore lets in, and no variable that production must be given."""
    allowed = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    held = {path.name for path in (root / "app").iterdir()}
    assert held == {*allowed, "static-collected"}, held
    named = {entry.partition("=")[0] for entry in config["Env"]}
    required = re.findall(r"^(\w+)=", (ROOT / ".ci" / "production.env").read_text(), re.MULTILINE)
    assert named.isdisjoint(required), named


def make_bucket(endpoint: str, name: str) -> None:
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=endpoint, **keys).create_bucket(Bucket=name)


def succeeds(done: subprocess.CompletedProcess[str], said: str) -> None:
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}{done.stderr}"
    assert said in done.stdout, done.stdout


def refuses_each_missing(run: Run, settings: dict[str, str]) -> None:
    required = re.findall(r"^(\w+)=", (ROOT / ".ci" / "production.env").read_text(), re.MULTILINE)
    for name in required:
        done = run({key: value for key, value in settings.items() if key != name})
        assert done.returncode != 0, f"It was released without {name}."
        assert f"Set {name} in the environment" in done.stderr, done.stderr


def review_postdeploy() -> str:
    return json.loads((ROOT / "app.json").read_text())["environments"]["review"]["scripts"]["postdeploy"]


def listens(port: int) -> None:
    last = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"Nothing listens on {port}")


def becomes_healthy(port: int, dynos: dict[str, Dyno]) -> None:
    """/healthz answers 200 and sees a worker at work."""
    last = time.monotonic() + SECONDS_TO_START
    answer = "nothing"
    while time.monotonic() < last:
        for name, dyno in dynos.items():
            assert dyno.ended() is None, f"{name} ended by itself:\n{dyno.said}"
        try:
            status, _, body = get(port, "/healthz")
        except OSError:
            time.sleep(0.1)
            continue
        answer = f"{status} {body.decode()}"
        if status == 200 and json.loads(body)["worker"] == "ok":
            return
        time.sleep(0.1)
    raise AssertionError(f"/healthz still answers {answer}")


def serves_pages(port: int) -> None:
    """The home page and a house's, with every static file by a hashed name, compressed and kept for long."""
    found: set[str] = set()
    for path in ("/", "/embassy-sf/", "/accounts/login/"):
        status, headers, body = get(port, path)
        assert status == 200, f"{path} answers {status}"
        assert headers["Strict-Transport-Security"], path
        found |= set(re.findall(r'["\'(](/static/[^"\')]+)', body.decode()))
    assert found
    for path in sorted(found):
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", path), f"{path} has no hash in its name"
        status, headers, _ = get(port, path)
        assert status == 200, f"{path} answers {status}"
        assert "immutable" in headers["Cache-Control"], f"{path} is kept {headers['Cache-Control']}"
        if path.endswith((".css", ".js")):
            assert headers["Content-Encoding"] in ENCODINGS, f"{path} comes in full length"


def stops(dyno: Dyno, port: int | None) -> None:
    """SIGTERM ends it within Heroku's 30 seconds, and what it was asked before is answered."""
    answers: list[int] = []
    asked = [threading.Thread(target=_ask, args=(port, answers)) for _ in range(4 if port else 0)]
    for thread in asked:
        thread.start()
    time.sleep(0.05 if port else 0)
    code, seconds = dyno.terminate()
    for thread in asked:
        thread.join()
    assert code == 0, f"exit code {code}\n{dyno.said[-2000:]}"
    assert seconds < SECONDS_TO_STOP, f"{seconds:.0f} seconds"
    assert answers == [200] * len(asked), answers


def _ask(port: int, answers: list[int]) -> None:
    answers.append(get(port, "/embassy-sf/")[0])


def get(port: int, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """As Heroku's router passes it on from somebody's browser."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    told = {"Host": "example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7, 172.71.0.1"}
    try:
        connection.request(
            "GET", path, headers=told | {"Accept-Encoding": "br, gzip" if "/static/" in path else ""}
        )
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()
