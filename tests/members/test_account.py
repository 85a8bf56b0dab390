"""Passwords for those who have one, signing out, one's own profile, and doors that are not there."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import get_resolver
from PIL import Image

from members.models import User
from tests.factories.locations import home_page
from tests.factories.members import UserFactory

PASSWORD, PROFILE = "/accounts/password/", "/accounts/profile/"
GPS, ORIENTATION = 0x8825, 0x0112
PHOTOS = User._meta.get_field("photo").storage


@pytest.fixture(autouse=True)
def private_files(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(PHOTOS, "location", str(tmp_path))


def photo(size=(400, 200), **exif: object) -> SimpleUploadedFile:
    """A JPEG that was taken sideways somewhere."""
    picture = Image.new("RGB", size, "teal")
    tags = picture.getexif()
    tags[ORIENTATION] = 6
    tags[GPS] = {1: "N", 2: (52.0, 22.0, 0.0)}
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=tags)
    return SimpleUploadedFile("me.jpg", written.getvalue(), "image/jpeg")


def profile(**changes: object) -> dict[str, object]:
    return {"name": "Ana", "phone": "", "language": "en", "bio": ""} | changes


def test_createsuperuser_needs_an_address_only_and_can_sign_in(client, monkeypatch):
    home_page()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")

    call_command("createsuperuser", interactive=False, email="Op@Example.org")
    answer = client.post(
        PASSWORD, {"email": "op@example.org", "password": "correct horse battery", "next": "/admin/"}
    )

    user = User.objects.get(email="op@example.org")
    assert (user.is_superuser, user.is_staff) == (True, True)
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("email", ["ana@example.org", "absent@example.org", "code-only@example.org"])
def test_wrong_password_and_no_account_say_the_same(client, email):
    UserFactory(email="ana@example.org", password="correct horse battery")
    UserFactory(email="code-only@example.org")

    answer = client.post(PASSWORD, {"email": email, "password": "wrong"})

    assert answer.status_code == 200
    assert "do not belong together" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_wrong_passwords_are_refused_after_five(client):
    UserFactory(email="ana@example.org", password="correct horse battery")
    for _ in range(5):
        client.post(PASSWORD, {"email": "ana@example.org", "password": "wrong"})

    answer = client.post(PASSWORD, {"email": "ana@example.org", "password": "correct horse battery"})

    assert "Wait five minutes" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_out_is_a_post(client):
    client.force_login(UserFactory())

    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "password/reset/",
        "password/change/",
        "password/set/",
        "reauthenticate/",
    ],
)
def test_other_doors_of_allauth_are_not_there(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_wagtail_s_doors_lead_to_ours(client, path):
    assert (
        client.get(path, {"next": "/admin/pages/"})["Location"] == "/accounts/login/?next=%2Fadmin%2Fpages%2F"
    )


def test_wagtail_s_password_reset_is_not_there(client):
    assert client.get("/admin/password_reset/").status_code == 404


def test_there_is_no_django_admin():
    assert "admin:index" not in get_resolver().reverse_dict


def test_profile_is_for_who_is_signed_in(client):
    assert client.get(PROFILE)["Location"] == f"/accounts/login/?next={PROFILE}"


def test_profile_keeps_what_is_said(client):
    user = UserFactory(email="ana@example.org")
    client.force_login(user)

    answer = client.post(PROFILE, profile(name="Ana B.", phone="+31 20 1", language="nl", bio="I cook."))

    assert answer["Location"] == PROFILE
    user.refresh_from_db()
    assert (user.name, user.phone, user.language, user.bio) == ("Ana B.", "+31 20 1", "nl", "I cook.")
    assert user.email == "ana@example.org"


def test_profile_turns_a_photo_upright_and_forgets_where_it_was_taken(client):
    user = UserFactory()
    client.force_login(user)

    client.post(PROFILE, profile(photo=photo()))

    user.refresh_from_db()
    with user.photo.open() as file, Image.open(file) as kept:
        assert (kept.size, kept.format, dict(kept.getexif())) == ((200, 400), "JPEG", {})
    assert "me" not in user.photo.name
    answer = client.get("/accounts/profile/photo/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "image/jpeg",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_profile_makes_a_large_photo_small(client):
    user = UserFactory()
    client.force_login(user)

    client.post(PROFILE, profile(photo=photo(size=(2400, 3000))))

    user.refresh_from_db()
    with user.photo.open() as file, Image.open(file) as kept:
        assert max(kept.size) == 1200


@pytest.mark.parametrize("change", [{"remove_photo": "on"}, {"photo": True}])
def test_profile_deletes_the_file_of_a_photo_that_is_gone(client, change, django_capture_on_commit_callbacks):
    user = UserFactory()
    client.force_login(user)
    client.post(PROFILE, profile(photo=photo()))
    user.refresh_from_db()
    before = user.photo.name
    assert PHOTOS.exists(before)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PROFILE, profile(**({"photo": photo()} if "photo" in change else change)))

    user.refresh_from_db()
    assert not PHOTOS.exists(before)
    assert bool(user.photo) == ("photo" in change)


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8 no picture"]
)
def test_profile_refuses_what_is_no_picture_and_keeps_what_was_typed(client, content):
    user = UserFactory(name="Before")
    client.force_login(user)

    answer = client.post(PROFILE, profile(name="Typed", photo=SimpleUploadedFile("me.jpg", content)))

    assert answer.status_code == 200
    assert 'value="Typed"' in answer.content.decode()
    user.refresh_from_db()
    assert (user.name, user.photo.name) == ("Before", "")
