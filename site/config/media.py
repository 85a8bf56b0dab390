"""Where uploads live: in an S3 bucket, or on this machine's disk in development.

Public objects lie below `public/`, the one folder that Bucketeer lets everybody read; private ones below
`private/`, read only through our own views. Source: https://devcenter.heroku.com/articles/bucketeer
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.env import env, required

Storages = dict[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """An S3 bucket as the environment describes it; `endpoint` and `domain` may be empty."""

    name: str
    key: str
    secret: str
    region: str
    endpoint: str = ""
    domain: str = ""

    @property
    def address(self) -> str:
        """Where browsers find the bucket, without a trailing slash; unsigned, so made without asking S3."""
        if self.domain:
            return (self.domain if "://" in self.domain else f"https://{self.domain}").rstrip("/")
        if self.endpoint:
            return f"{self.endpoint.rstrip('/')}/{self.name}"
        # A dot in the name is one more level than the certificate of *.s3.<region>.amazonaws.com covers.
        if "." in self.name:
            return f"https://s3.{self.region}.amazonaws.com/{self.name}"
        return f"https://{self.name}.s3.{self.region}.amazonaws.com"

    @property
    def url(self) -> str:
        """The `MEDIA_URL` of what everybody may see."""
        return f"{self.address}/public/"


def bucket_from_environment(*, debug: bool) -> Bucket | None:
    """The bucket of the Bucketeer variables; None in development without one."""
    if debug and not env.str("BUCKETEER_BUCKET_NAME", ""):
        return None
    return Bucket(
        name=required("BUCKETEER_BUCKET_NAME", "none"),
        key=required("BUCKETEER_AWS_ACCESS_KEY_ID", ""),
        secret=required("BUCKETEER_AWS_SECRET_ACCESS_KEY", ""),
        region=required("BUCKETEER_AWS_REGION", "us-east-1"),
        endpoint=env.str("AWS_S3_ENDPOINT_URL", ""),
        domain=env.str("MEDIA_DOMAIN", ""),
    )


# Without options: Wagtail writes a storage's into its tasks, where the bucket's keys have no place.
IN_BUCKET: Storages = {
    "default": {"BACKEND": "config.storage.Originals"},
    "renditions": {"BACKEND": "config.storage.Renditions"},
    "private": {"BACKEND": "config.storage.Private"},
}


def on_disk(folder: Path) -> Storages:
    """The same three on this machine."""
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "renditions": {"BACKEND": "config.storage.ReplacingFiles"},
        # People's photos and documents: no public address.
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder / "private", "base_url": None},
        },
    }
