"""`make image-test`: builds the image without Docker and does with it what Heroku does."""

import logging
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import yaml
from moto.server import ThreadedMotoServer

from tests.image import sidecar, trial
from tests.image.database import database
from tests.image.dyno import Dyno
from tests.image.engine import ROOT, CannotBuild, Engine, base_archive, need_tools, refuse_taken
from tests.image.environment import BUCKET, PORTS, environment, stand_ins
from tests.image.timing import timed

WEB, DATABASE, S3 = 8260, 8261, 8262
MOST_MEGABYTES = 450


def main() -> None:
    need_tools()
    if sys.argv[1:] == ["backup"]:
        sidecar.try_out()
        return
    refuse_taken(WEB, DATABASE, S3, *PORTS.values())
    with timed("A Debian with Python"):
        archive = base_archive()
    with Engine() as engine, ExitStack() as beside:
        with timed("Reading it"):
            engine.import_base(archive)
        with timed("Building the image"):
            engine.build()
        check_image(engine)
        folder = Path(beside.enter_context(tempfile.TemporaryDirectory(dir=engine.folder)))
        folder.chmod(0o755)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        s3 = ThreadedMotoServer(port=S3, verbose=False)
        s3.start()
        beside.callback(s3.stop)
        trial.make_bucket(f"http://127.0.0.1:{S3}", BUCKET)
        address = beside.enter_context(database(folder / "postgres", DATABASE))
        try_out(engine, environment(database=address, s3=f"http://127.0.0.1:{S3}", port=WEB))
    print("The image is good.")


def check_image(engine: Engine) -> None:
    config = engine.config()
    size = engine.megabytes()
    print(f"Its size: {size} MB, {engine.megabytes(engine.base)} MB of it the base")
    assert size < MOST_MEGABYTES, f"{size} MB are too many"
    assert config["User"] == "10001:10001"
    assert config["Cmd"] == ["gunicorn"]
    engine.mount()
    trial.no_compiler(engine.root)
    trial.nothing_secret(engine.root, config)


def command(process: str | dict) -> str:
    return process if isinstance(process, str) else " && ".join(process["command"])


def try_out(engine: Engine, settings: dict[str, str]) -> None:
    manifest = yaml.safe_load((ROOT / "heroku.yml").read_text())
    release = command(manifest["release"])
    with timed("Releases without a setting are refused"):
        trial.refuses_each_missing(lambda given: engine.run(release, given), settings)
    with timed("The first release"):
        trial.succeeds(engine.run(release, settings), "Ready to serve")
    with timed("The second release"):
        trial.succeeds(engine.run(release, settings), "No migrations to apply.")
    with timed("Seeding a review app"):
        trial.succeeds(engine.run(trial.review_postdeploy(), settings), "embassy-sf")
    with ExitStack() as running:
        with timed("Starting the stand-ins that it holds"):
            _started(running, engine, stand_ins(WEB), settings)
            for port in PORTS.values():
                trial.listens(port)
        run = {name: command(process) for name, process in manifest["run"].items()}
        dynos = _started(running, engine, run, settings)
        with timed("Until the site answers and its worker is at work"):
            trial.becomes_healthy(WEB, dynos)
        trial.serves_pages(WEB)
        print("Memory:", ", ".join(f"{name} {dyno.megabytes()} MB" for name, dyno in dynos.items()))
        with timed("The daily tasks"):
            trial.succeeds(engine.run("python manage.py run_daily_tasks", settings), "")
        for name, dyno in dynos.items():
            with timed(f"Stopping {name}, with requests under way" if name == "web" else f"Stopping {name}"):
                trial.stops(dyno, WEB if name == "web" else None)


def _started(
    running: ExitStack, engine: Engine, commands: dict[str, str], settings: dict[str, str]
) -> dict[str, Dyno]:
    image = engine.config()
    return {
        name: running.enter_context(Dyno(engine.root, image, words, settings, log=engine.folder / name))
        for name, words in commands.items()
    }


try:
    main()
except (CannotBuild, AssertionError) as problem:
    sys.exit(f"\n{problem}")
