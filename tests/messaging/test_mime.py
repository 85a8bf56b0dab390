"""Raw mails, whatever is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.rules.mime import mail, without_markup
from messaging.rules.posted import File
from tests.messaging.posts import RAW
from tests.texts import any_text


def test_mail_reads_the_published_sample():
    read = mail(RAW.encode())

    assert read.text == "It's a body…\n"
    assert read.files == ()
    assert dict(read.headers)["Message-ID"] == "<CAEPk3RKEx@mail.example.org>"


def test_mail_reads_files_and_the_words_beside_them():
    raw = (
        b"Subject: Two\r\n parts\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n\xe9t\xe9\r\n"
        b'--x\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nfile\r\n'
        b"--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--x--\r\n"
    )

    read = mail(raw)

    assert read.text == "été"
    assert read.headers[0] == ("Subject", "Two parts")
    assert read.files == (
        File("", "a.txt", "text/plain", b"file"),
        File("", "", "image/png", b"\x89PNG"),
    )


def test_mail_in_html_alone_gives_its_words():
    raw = b"Content-Type: text/html\n\n<style>p {}</style><p>Hello\n<b>you</b><br>two</p><p>three"

    assert mail(raw).text == "Hello you\ntwo\nthree"


@pytest.mark.parametrize("charset", ["utf-7x", "unknown-8bit", "", "utf-8"])
def test_mail_of_an_odd_charset_is_read_somehow(charset):
    raw = f"Content-Type: text/plain; charset={charset}\n\n".encode() + "é\0".encode()

    assert mail(raw).text == "é"


@given(st.binary())
def test_mail_reads_anything(raw):
    mail(raw)


@given(any_text())
def test_without_markup_reads_anything(html):
    assert "<script" not in without_markup(f"<script>{html}</script>")
