"""Storages: a bucket that fails as a disk does, and a disk that replaces a file as a bucket does.

Source: https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import IO, Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.module_loading import import_string
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

from config.media import Bucket

# A picture never changes under its name; a rendition may be made again under its own.
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400, stale-while-revalidate=604800"
NOBODY = "private, no-store"


class StoreUnavailable(OSError):
    """The bucket did not answer, or refused."""


@contextmanager
def bucket_errors() -> Iterator[None]:
    """Turn what boto raises into an OSError, which Django and Wagtail expect of a file."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError, RetriesExceededError) as error:
        raise StoreUnavailable(str(error)) from error


class BucketFile(S3File):
    """A file whose content is fetched when it is first read."""

    def _get_file(self) -> Any:
        try:
            with bucket_errors():
                return super()._get_file()
        except StoreUnavailable:
            self.close()
            raise

    file = property(_get_file, S3File._set_file)


class BucketStorage(S3Storage):
    """Files in `settings.BUCKET`; raises FileNotFoundError or StoreUnavailable."""

    # Seconds to wait for the next byte; two tries end well within the thirty seconds of Heroku's router.
    patience = 8.0

    def get_default_settings(self) -> dict[str, Any]:
        bucket = _bucket()
        return {
            **super().get_default_settings(),
            "bucket_name": bucket.name,
            "access_key": bucket.key,
            "secret_key": bucket.secret,
            "region_name": bucket.region,
            "endpoint_url": bucket.endpoint or None,
            "max_memory_size": 5 * 1024 * 1024,
            "client_config": Config(
                connect_timeout=3,
                read_timeout=self.patience,
                retries={"mode": "standard", "total_max_attempts": 2},
            ),
        }

    def _open(self, name: str, mode: str = "rb") -> File:
        with bucket_errors():
            try:
                return BucketFile(self._normalize_name(clean_name(name)), mode, self)
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                    raise FileNotFoundError(name) from error
                raise

    def _save(self, name: str, content: File) -> str:
        with bucket_errors():
            return super()._save(name, content)

    def exists(self, name: str) -> bool:
        with bucket_errors():
            return super().exists(name)

    def delete(self, name: str) -> None:
        with bucket_errors():
            super().delete(name)

    def size(self, name: str) -> int:
        with bucket_errors():
            return super().size(name)


def _bucket() -> Bucket:
    if settings.BUCKET is None:
        raise ImproperlyConfigured("Set BUCKETEER_BUCKET_NAME in the environment to keep files in a bucket.")
    return settings.BUCKET


class PublicFiles(BucketStorage):
    """What everybody may see, at an address that needs no signature."""

    caching = FOREVER

    def get_default_settings(self) -> dict[str, Any]:
        scheme, _, domain = _bucket().address.partition("//")
        return {
            **super().get_default_settings(),
            "location": "public",
            "url_protocol": scheme,
            "custom_domain": domain,
            "querystring_auth": False,
            "object_parameters": {"CacheControl": self.caching},
        }


class Originals(PublicFiles):
    """Uploads: never overwritten, so never stale."""

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "file_overwrite": False}


class KeptWhileInUse:
    """Files that go only if no rendition has them.

    Wagtail deletes a rendition's file by its name, some time after the row: it may be made again by then.
    """

    def delete(self, name: str) -> None:
        # Models ask for their storage while they are made, so it can't import what asks models.
        with import_string("home.images.alone_with")(name):
            if not import_string("home.images.is_in_use")(name):
                super().delete(name)  # type: ignore[misc]


class Renditions(KeptWhileInUse, PublicFiles):
    """Pictures in the sizes that pages ask for: the same rendition keeps its address."""

    caching = A_DAY

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "file_overwrite": True}


class Private(BucketStorage):
    """People's photos and documents: read through our views, which ask who is there."""

    def get_default_settings(self) -> dict[str, Any]:
        return {
            **super().get_default_settings(),
            "location": "private",
            "custom_domain": None,
            "querystring_auth": True,
            "querystring_expire": 60,
            "file_overwrite": False,
            "object_parameters": {"CacheControl": NOBODY},
        }


class ReplacingFiles(KeptWhileInUse, FileSystemStorage):
    """A disk that puts a new file in the place of an old one at once, never half of it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_overwrite": True})

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        name = self.get_available_name(str(name or content.name), max_length)
        written = super().save(f"{name}.{uuid.uuid4().hex}", content)
        os.replace(self.path(written), self.path(name))
        return name
