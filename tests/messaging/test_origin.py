"""Whether a mail comes from the address that it names."""

import pytest

from messaging.rules.origin import is_aligned, is_spam
from tests.messaging.posts import headers

ENVELOPE = "from+test@example.org"
OF_ANOTHER = "v=1; a=rsa-sha256; d=evil.example; s=x; ..."


def test_published_sample_is_aligned_and_no_spam():
    assert is_aligned(headers(), envelope_sender=ENVELOPE)
    assert not is_spam(headers())


@pytest.mark.parametrize(
    ("changes", "envelope", "aligned"),
    [
        ({"X_Mailgun_Spf": "Fail"}, ENVELOPE, True),
        ({"X_Mailgun_Spf": "Neutral", "X_Mailgun_Dkim_Check_Result": "Fail"}, ENVELOPE, False),
        ({"X_Mailgun_Spf": None, "X_Mailgun_Dkim_Check_Result": None}, ENVELOPE, False),
        # SPF passed for whoever sent it, and the From line names somebody else.
        ({"X_Mailgun_Dkim_Check_Result": None}, "bounce@evil.example", False),
        ({"X_Mailgun_Dkim_Check_Result": None}, "", False),
        # So did DKIM.
        ({"Dkim_Signature": OF_ANOTHER}, "bounce@evil.example", False),
        ({"Dkim_Signature": None, "X_Mailgun_Spf": None}, ENVELOPE, False),
        ({"Dkim_Signature": "v=1; bh=d=example.org; d=evil.example", "X_Mailgun_Spf": None}, ENVELOPE, False),
        # A domain above speaks for one below, but not the other way round, and none for everybody.
        ({"From": "a@mail.example.org"}, "x@evil.example", True),
        ({"Dkim_Signature": "v=1; d=mail.example.org"}, "x@evil.example", False),
        ({"Dkim_Signature": "v=1; d=org"}, "x@evil.example", False),
        ({"Dkim_Signature": "v=1; d=ample.org"}, "x@evil.example", False),
        # Whom it is from must be plain.
        ({"From": "a@example.org, b@evil.example"}, ENVELOPE, False),
        ({"From": ""}, ENVELOPE, False),
        ({"From": None}, ENVELOPE, False),
    ],
)
def test_is_aligned(changes, envelope, aligned):
    assert is_aligned(headers(**changes), envelope_sender=envelope) is aligned


def test_is_aligned_counts_a_second_signature_of_another_against_it():
    twice = [*headers(X_Mailgun_Spf="Fail"), ["DKIM-Signature", OF_ANOTHER]]

    assert not is_aligned(twice, envelope_sender=ENVELOPE)


def test_is_aligned_needs_one_from_line():
    assert not is_aligned([*headers(), ["From", "b@evil.example"]], envelope_sender=ENVELOPE)


def test_is_aligned_believes_no_check_that_the_sender_wrote_below_the_first_trace():
    """Mailgun's own lines stand on top; anybody may write the same into a mail."""
    forged = headers(X_Mailgun_Spf=None, X_Mailgun_Dkim_Check_Result=None)
    forged += [["X-Mailgun-Spf", "Pass"], ["X-Mailgun-Dkim-Check-Result", "Pass"]]

    assert not is_aligned(forged, envelope_sender=ENVELOPE)


def test_is_spam_where_mailgun_says_so():
    assert is_spam(headers(X_Mailgun_Sflag="Yes"))
    assert not is_spam([["Received", "x"], ["X-Mailgun-Sflag", "Yes"]])
