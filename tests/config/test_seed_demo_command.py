"""The command that fills an empty database: what it says, and what it refuses."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bookings.models import Booking
from home.models import HomePage


def test_the_command_names_addresses_and_logins(db, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    out = StringIO()

    call_command("seed_demo", "--houses=1", "--rooms=1", "--bookings=12", stdout=out)

    assert "/embassy-sf/" in out.getvalue()
    assert "operator@example.org" in out.getvalue()
    assert "modernomad-demo" in out.getvalue()
    assert "steward@embassy-sf.example.org" in out.getvalue()
    assert Booking.objects.count() == 12

    again = StringIO()
    call_command("seed_demo", "--if-empty", stdout=again)

    assert out.getvalue().endswith(again.getvalue())
    assert Booking.objects.count() == 12
    with pytest.raises(CommandError, match="only an empty one is filled"):
        call_command("seed_demo", stdout=StringIO())


def test_more_bookings_than_there_is_room_for_are_refused_as_a_whole(db, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(CommandError, match="ask for fewer bookings, or for more rooms"):
        call_command("seed_demo", "--houses=1", "--rooms=1", "--bookings=4000", stdout=StringIO())

    assert not HomePage.objects.exists()
