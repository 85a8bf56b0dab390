"""Forms as they are posted: read as Django reads them, and refused where they are cut off."""

from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import given
from hypothesis import strategies as st

from messaging.rules.posted import File, NotAForm, form
from tests.messaging import posts
from tests.messaging.conftest import NOW

URL_ENCODED = "application/x-www-form-urlencoded"
KEPT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
NAMES = st.text("abcdefgh-", min_size=1)


@given(st.dictionaries(KEPT, KEPT))
def test_form_reads_what_is_url_encoded(fields):
    read = form(urlencode(fields).encode(), content_type=URL_ENCODED)

    assert {name: read.text(name) for name in fields} == fields


@given(st.dictionaries(NAMES, KEPT.filter(lambda text: BOUNDARY not in text)))
def test_form_reads_what_is_multipart(fields):
    read = form(encode_multipart(BOUNDARY, fields), content_type=MULTIPART_CONTENT)

    assert {name: read.text(name) for name in read.fields} == fields


def test_form_reads_files_of_any_name():
    files = {
        "attachment-1": ("notes é.txt", "text/plain", b"text\r\n--more"),
        "attachment-2": ("", "application/pdf", b"\0\xff"),
        "attachment-3": ("..", "text/plain", b""),
    }

    read = form(posts.multipart({"recipient": "x"}, files), content_type=posts.MULTIPART)

    assert read.text("recipient") == "x"
    assert read.files == tuple(File(field, *file) for field, file in files.items())


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 30, 200])
def test_form_refuses_a_multipart_that_is_cut_off(cut):
    body = posts.multipart(posts.signed(posts.mail("x"), at=NOW))

    with pytest.raises(NotAForm):
        form(body[: -cut - len("--\r\n")], content_type=posts.MULTIPART)


@pytest.mark.parametrize(
    "kind", ["", "application/json", "text/plain", "multipart/form-data", "multipart/mixed; boundary=x"]
)
def test_form_refuses_what_is_no_form(kind):
    with pytest.raises(NotAForm):
        form(b"a=b", content_type=kind)


def test_form_refuses_fields_without_end():
    with pytest.raises(NotAForm):
        form(b"&".join([b"a=b"] * 1001), content_type=URL_ENCODED)
    with pytest.raises(NotAForm):
        form(posts.multipart({f"n{number}": "" for number in range(1001)}), content_type=posts.MULTIPART)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"%E9t%E9", "\ufffdt\ufffd"),
        (b"a%00b", "ab"),
        (b"%C3%A9", "é"),
        (b"a+b%2Bc", "a b+c"),
        (b"%ED%A0%80", "\ufffd" * 3),
    ],
)
def test_form_reads_any_bytes_as_text_that_can_be_kept(raw, text):
    assert form(b"name=" + raw, content_type=URL_ENCODED).text("name") == text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r", "no-such-charset"])
def test_form_reads_a_part_in_its_own_charset(charset):
    words = "Привет" if charset == "koi8-r" else "été"
    encoded = words.encode("utf-8" if charset == "no-such-charset" else charset)
    top = f'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset={charset}'
    body = b"--x\r\n%s\r\n\r\n%s\r\n--x--\r\n" % (top.encode(), encoded)

    read = form(body, content_type="multipart/form-data; boundary=x")

    assert read.text("a") == words
