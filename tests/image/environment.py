"""The settings of an app that the image is tried with: production's, with stand-ins behind them."""

from tests.image.engine import ROOT

BUCKET = "media"


def environment(*, database: str, s3: str, port: int) -> dict[str, str]:
    """All that production needs (.ci/production.env), and where the stand-ins are."""
    lines = (ROOT / ".ci" / "production.env").read_text().splitlines()
    required = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return required | {
        "DATABASE_URL": database,
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
        "BUCKETEER_BUCKET_NAME": BUCKET,
        "BUCKETEER_AWS_ACCESS_KEY_ID": "testing",
        "BUCKETEER_AWS_SECRET_ACCESS_KEY": "testing",
        "BUCKETEER_AWS_REGION": "us-east-1",
        "AWS_S3_ENDPOINT_URL": s3,
    }
