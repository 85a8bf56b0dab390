"""The sidecar's scripts are clean, and its image is told no secret."""

import json
import re
import subprocess
from pathlib import Path

import jsonschema
import yaml

from tests.backup.conftest import ROOT, need

BACKUP = ROOT / "backup"
BASH = "#!/usr/bin/env bash\n"


def scripts() -> list[Path]:
    found = [path for path in BACKUP.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return [*(path for path in found if path.read_text().startswith(BASH)), BACKUP / "steps.sh"]


def test_shellcheck_finds_nothing():
    need("shellcheck")
    done = subprocess.run(["shellcheck", *scripts()], cwd=BACKUP, capture_output=True, text=True, check=False)

    assert done.stdout == ""
    assert done.returncode == 0


def test_heroku_yml_keeps_herokus_rules():
    rules = json.loads((ROOT / "tests" / "deployment" / "heroku-yml.schema.json").read_text())

    jsonschema.validate(yaml.safe_load((BACKUP / "heroku.yml").read_text()), rules)


def test_the_image_is_told_no_secret():
    told = (BACKUP / "Dockerfile").read_text() + (BACKUP / "heroku.yml").read_text()

    assert re.findall(r"\w*(?:DATABASE_URL|SECRET|PASSWORD|_KEY\b|API_KEY|HEARTBEAT)\w*", told) == []


def test_every_script_stops_at_the_first_failure():
    strict = ("set -euo pipefail\n", 'steps.sh"\n')

    assert [path.name for path in scripts() if not any(words in path.read_text() for words in strict)] == []
