"""`manage.py anonymise --confirm DATABASE`: makes a copy of production fit for staging."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.models import FileField

from config.anonymise import blank_everything, files_of_people


class Command(BaseCommand):
    help = (
        "Take names, addresses, words, cards and secrets out of this database. Only for staging; no way back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--confirm", required=True, metavar="DATABASE", help="the database's name")
        parser.add_argument(
            "--bucket", default="", help="also delete people's files in this bucket, which is staging's own"
        )

    def handle(self, *args: Any, confirm: str, bucket: str, **options: Any) -> None:
        _refuse(confirm, bucket)
        files = files_of_people()
        for label, rows in blank_everything().items():
            self.stdout.write(f"{label}: {rows}")
        self._delete(files, bucket)
        call_command("update_index", verbosity=0)
        self.stdout.write(
            "Nobody is left in this database. Make yourself an account: manage.py createsuperuser"
        )

    def _delete(self, files: list[tuple[FileField, str]], bucket: str) -> None:
        if settings.BUCKET and not bucket:
            # The bucket may be production's: nothing in it goes without being named.
            self.stdout.write(f"{len(files)} files of people stay in {settings.BUCKET.name} (see --bucket).")
            return
        for field, name in files:
            field.storage.delete(name)
        self.stdout.write(f"Files deleted: {len(files)}")


def _refuse(confirm: str, bucket: str) -> None:
    name = connection.settings_dict["NAME"]
    if not settings.STAGING:
        raise CommandError(
            "STAGING=1 is not set: this would empty production of its people. Nothing was changed."
        )
    if confirm != name:
        raise CommandError(f"This database is called {name}, not {confirm}. Nothing was changed.")
    if "_live_" in settings.STRIPE_SECRET_KEY:
        raise CommandError("STRIPE_SECRET_KEY is a live one: staging has a test key. Nothing was changed.")
    if bucket and (settings.BUCKET is None or settings.BUCKET.name != bucket):
        raise CommandError(f"BUCKETEER_BUCKET_NAME is not {bucket}. Nothing was changed.")
