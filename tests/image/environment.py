"""The settings of an app that the image is tried with: production's, with stand-ins behind them."""

import re

import yaml

from tests.image.engine import ROOT

BUCKET = "media"
# What the stand-ins know the site by.
AS_ON_A_LAPTOP = ["ALLOW_STANDIN", "MAILGUN_API_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"]


COMPOSE = yaml.safe_load((ROOT / "docker-compose.production.yml").read_text())
# The stand-ins that the image holds, each with the port that it is given here.
PORTS = {"mail": 8263, "payment": 8264}


def stand_ins(web: int) -> dict[str, str]:
    """Their commands on a laptop, at ports of ours; the payments' tells the site at `web`."""
    elsewhere = {"web:8000": f"127.0.0.1:{web}"} | {
        re.search(r"--port (\d+)", COMPOSE["services"][name]["command"])[1]: str(port)
        for name, port in PORTS.items()
    }
    return {name: "exec " + _replaced(COMPOSE["services"][name]["command"], elsewhere) for name in PORTS}


def _replaced(text: str, pairs: dict[str, str]) -> str:
    for old, new in pairs.items():
        text = text.replace(old, new)
    return text


def environment(*, database: str, s3: str, port: int) -> dict[str, str]:
    """All that production needs (.ci/production.env), and where the stand-ins are."""
    lines = (ROOT / ".ci" / "production.env").read_text().splitlines()
    required = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return required | {
        "DATABASE_URL": database,
        "PORT": str(port),
        "MAILGUN_API_URL": f"http://127.0.0.1:{PORTS['mail']}/v3",
        "STRIPE_API_BASE": f"http://127.0.0.1:{PORTS['payment']}",
        **{name: COMPOSE["x-site"]["environment"][name] for name in AS_ON_A_LAPTOP},
        "WEB_CONCURRENCY": "2",
        "BUCKETEER_BUCKET_NAME": BUCKET,
        "BUCKETEER_AWS_ACCESS_KEY_ID": "testing",
        "BUCKETEER_AWS_SECRET_ACCESS_KEY": "testing",
        "BUCKETEER_AWS_REGION": "us-east-1",
        "AWS_S3_ENDPOINT_URL": s3,
    }
