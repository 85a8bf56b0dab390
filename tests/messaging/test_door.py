"""Mailgun's posts of mails: whose, how old, how often, and whatever is wrong with them."""

import json
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIRequest

from locations.models import OldSlug
from messaging.models import Attachment, Inbound, InboundState
from messaging.views.mailgun import take_mail
from tests.messaging import posts
from tests.messaging.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door", "house")]

INBOUND = "/mail/inbound/"
STAY = "stay@embassy-sf.mail.localhost.example"
URL_ENCODED = "application/x-www-form-urlencoded"
MB = 1024 * 1024


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def post(client, fields, *, files=None, path=INBOUND, **headers):
    if files is None:
        return client.post(path, urlencode(fields), content_type=URL_ENCODED, **headers)
    return client.post(path, posts.multipart(fields, files), content_type=posts.MULTIPART, **headers)


def signed(fields=None, **kwargs):
    return posts.signed(posts.mail(STAY) if fields is None else fields, **({"at": NOW} | kwargs))


def test_published_sample_is_stored_as_it_came(client, house):
    fields = signed({"token": "06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f0", **posts.mail(STAY)})
    response = post(client, fields)

    assert (response.status_code, response.content) == (200, b"stored")
    stored = Inbound.objects.get()
    assert (stored.house, stored.list_name, stored.recipient) == (house, "stay", STAY)
    assert (stored.sender_name, stored.sender, stored.aligned) == (
        "Displayed From",
        "from+test@example.org",
        True,
    )
    assert (stored.subject, stored.text, stored.stripped) == (
        "Test subject",
        "Test body plain",
        "Test body plain",
    )
    assert (stored.message_id, stored.in_reply_to) == ("<CAEPk3R+4Zr@mail.example.org>", "")
    assert stored.headers == posts.HEADERS
    assert (stored.state, stored.received_at, stored.next_at) == (InboundState.WAITING, NOW, NOW)


def test_published_raw_sample_is_stored(client):
    fields = signed({"recipient": STAY, "sender": "envelope-from@example.org", "body-mime": posts.RAW})

    assert post(client, fields).status_code == 200
    stored = Inbound.objects.get()
    assert (stored.sender_name, stored.sender) == ("A tester", "test@example.org")
    assert (stored.subject, stored.text) == ("Raw MIME test", "It's a body…\n")
    assert (stored.envelope_sender, stored.aligned) == ("envelope-from@example.org", False)


def test_files_are_kept_by_whatever_name(client):
    files = {
        "attachment-1": ("test.txt", "text/plain", b"test attachment"),
        "attachment-2": ("", "image/png", b"\x89PNG"),
        "attachment-3": ("\\share\\mail\\forwarded.msg", "message/rfc822", b"Subject: x\r\n\r\nx"),
        "attachment-4": ("../../etc/passwd", "text/html", b"<script>"),
    }
    fields = signed(
        posts.mail(STAY) | {"attachment-count": "4", "content-id-map": '{"<abc123>": "attachment-2"}'}
    )

    assert post(client, fields, files=files).status_code == 200
    kept = list(Attachment.objects.order_by("pk"))
    assert [(file.name, file.content_type, file.size) for file in kept] == [
        ("test.txt", "text/plain", 15),
        ("attachment-2", "image/png", 4),
        ("forwarded.msg", "message/rfc822", 15),
        ("passwd", "text/html", 8),
    ]
    assert [file.file.read() for file in kept] == [content for _name, _kind, content in files.values()]
    assert all(file.file.name.startswith("inbound/2027/03/") for file in kept)


def test_token_seen_before_is_answered_and_nothing_is_done(client):
    fields = signed()
    assert post(client, fields).content == b"stored"
    again = posts.signed(posts.mail(STAY, Subject="Another") | {"token": fields["token"]}, at=NOW)

    assert [post(client, fields).content, post(client, again).content] == [b"known", b"known"]
    assert [mail.subject for mail in Inbound.objects.all()] == ["Test subject"]


@pytest.mark.parametrize(
    ("late", "status"),
    [
        (timedelta(hours=8), 200),
        (timedelta(hours=8, minutes=59), 200),
        (timedelta(hours=9, seconds=1), 406),
        (timedelta(days=30), 406),
        (timedelta(hours=-1), 406),
    ],
)
def test_post_may_be_nine_hours_late(client, late, status):
    assert post(client, signed(at=NOW - late)).status_code == status
    assert Inbound.objects.exists() is (status == 200)


@pytest.mark.parametrize(
    "change",
    [
        {"signature": "0" * 64},
        {"signature": ""},
        {"token": "another"},
        {"timestamp": "1"},
        {"timestamp": "x"},
    ],
)
def test_forged_post_is_refused_for_good(client, change):
    assert post(client, signed() | change).status_code == 406
    assert post(client, signed(key="guessed")).status_code == 406
    assert not Inbound.objects.exists()


@pytest.mark.parametrize("missing", ["timestamp", "token", "signature", "recipient"])
def test_post_without_what_tells_whose_it_is_is_refused_for_good(client, missing):
    fields = signed()
    del fields[missing]

    assert post(client, fields).status_code == 406


def test_post_waits_while_no_key_is_set_up(client, settings):
    settings.MAILGUN_WEBHOOK_SIGNING_KEY = ""

    assert post(client, signed(key="")).status_code == 503


@pytest.mark.parametrize(
    "recipient",
    ["stay@nowhere.mail.localhost.example", "stay@example.org", "all@embassy-sf.mail.localhost.example", ""],
)
def test_post_to_no_address_of_ours_is_refused_for_good(client, recipient):
    assert post(client, signed(posts.mail(recipient))).status_code == 406


def test_post_to_an_address_of_before_reaches_the_house(client, house):
    OldSlug.objects.create(house=house, slug="the-embassy")

    assert post(client, signed(posts.mail("stay@the-embassy.mail.localhost.example"))).status_code == 200
    assert Inbound.objects.get().house == house


def test_post_to_several_addresses_is_stored_for_each(client):
    residents = STAY.replace("stay", "residents")

    assert post(client, signed(posts.mail(f"{STAY}, x@example.org,{residents}"))).status_code == 200
    assert {mail.list_name for mail in Inbound.objects.all()} == {"stay", "residents"}


@pytest.mark.parametrize("size", [5 * MB, 25 * MB])
def test_mail_of_the_largest_size_is_stored(client, size):
    file = {"attachment-1": ("photo.jpg", "image/jpeg", b"\xff" * size)}

    assert post(client, signed(), files=file).status_code == 200
    assert Attachment.objects.get().size == size


def test_body_of_more_than_django_takes_elsewhere_is_stored(client):
    assert post(client, signed(posts.mail(STAY, body="x" * 3 * MB))).status_code == 200
    assert len(Inbound.objects.get().text) == 1_000_000


def test_larger_post_is_refused_for_good(client):
    file = {"attachment-1": ("photo.jpg", "image/jpeg", b"\xff" * 41 * MB)}

    assert post(client, signed(), files=file).status_code == 406
    said = client.generic("POST", INBOUND, b"x", content_type=URL_ENCODED, CONTENT_LENGTH=str(41 * MB))
    assert said.status_code == 406


@pytest.mark.parametrize("part", [0.3, 0.9, 0.99])
def test_post_that_broke_off_is_asked_for_again(client, rf, part):
    body = posts.multipart(signed(), {"attachment-1": ("a.txt", "text/plain", b"x" * 500)})
    cut = body[: int(len(body) * part)]

    asked = rf.post(INBOUND, content_type=posts.MULTIPART).environ
    short = take_mail(WSGIRequest(asked | {"wsgi.input": BytesIO(cut), "CONTENT_LENGTH": str(len(body))}))
    as_if_whole = client.post(INBOUND, cut, content_type=posts.MULTIPART)
    assert (short.status_code, as_if_whole.status_code) == (503, 503)
    assert not Inbound.objects.exists()


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/mixed; boundary=x", ""])
def test_post_of_another_kind_is_refused_for_good(client, kind):
    assert client.generic("POST", INBOUND, b"{}", content_type=kind).status_code == 406


def test_door_takes_posts_only(client):
    assert client.get(INBOUND).status_code == 405


@pytest.mark.parametrize(
    "missing", ["message-headers", "body-plain", "stripped-text", "subject", "from", "sender"]
)
def test_mail_with_missing_parts_is_stored(client, missing):
    fields = posts.mail(STAY)
    del fields[missing]

    assert post(client, signed(fields)).status_code == 200
    stored = Inbound.objects.get()
    assert stored.sender == "from+test@example.org"
    assert stored.aligned is (missing != "message-headers")
    assert stored.text == "Test body plain"
    assert stored.stripped == "Test body plain"


def test_mail_with_next_to_nothing_is_stored(client):
    assert post(client, signed({"recipient": STAY})).status_code == 200
    stored = Inbound.objects.get()
    assert (stored.sender, stored.subject, stored.text, stored.headers) == ("", "", "", [])


@pytest.mark.parametrize("said", ["", "[]", "{}", "null", "[1, [2], [3, 4, 5]]", "[[", "[" * 100_000])
def test_mail_with_headers_of_another_shape_is_stored(client, said):
    assert post(client, signed(posts.mail(STAY) | {"message-headers": said})).status_code == 200
    assert Inbound.objects.get().headers == []


def test_mail_without_its_list_of_headers_still_tells_of_loops(client):
    fields = posts.mail(STAY) | {"message-headers": "", "List-Id": "<x.y>", "Message-Id": "<1@x>"}

    post(client, signed(fields))

    assert Inbound.objects.get().headers == [["Message-Id", "<1@x>"], ["List-Id", "<x.y>"]]


@pytest.mark.parametrize(
    ("subject", "read"),
    [
        ("=?utf-8?q?=C3=A9t=C3=A9?=", "été"),
        ("=?iso-8859-1?q?=E9t=E9?=", "été"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?no-such?q?=E9?=", "=?no-such?q?=E9?="),
        ("naïve ☕", "naïve ☕"),
        ("zero\0byte \ud800", "zerobyte ?"),
        ("x" * 500, "x" * 300),
    ],
)
def test_subject_of_any_charset_is_read(client, subject, read):
    headers = json.dumps(posts.headers(Subject=subject))

    assert post(client, signed(posts.mail(STAY) | {"message-headers": headers})).status_code == 200
    assert Inbound.objects.get().subject == read


def test_old_route_takes_what_modernomads_own_took(client, house):
    fields = signed(posts.mail("stay@embassysf.old.example"))

    assert post(client, fields, path="/locations/embassy-sf/email/stay").status_code == 200
    assert post(client, fields | {"token": "x"}, path="/locations/embassy-sf/email/stay").status_code == 406
    assert post(client, signed(), path="/locations/embassy-sf/email/test80085").status_code == 406
    assert post(client, signed(), path="/locations/nowhere/email/stay").status_code == 406
    stored = Inbound.objects.get()
    assert (stored.house, stored.list_name, stored.recipient) == (house, "stay", STAY)
