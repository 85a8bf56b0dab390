"""What is never passed on."""

import pytest

from messaging.rules.loops import never_passed_on
from tests.messaging.posts import headers

OWN = ["lists.example.org"]
ANN = "ann@example.org"


def why(changes: dict[str, str | None], *, sender: str = ANN, envelope: str = ANN) -> str:
    return never_passed_on(headers(**changes), sender=sender, envelope_sender=envelope, own_domains=OWN)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"Auto_Submitted": "no"}, ""),
        ({"Auto_Submitted": "No; why=x"}, ""),
        ({"Precedence": "first-class"}, ""),
        ({"Auto_Submitted": "auto-replied"}, "AUTOMATIC"),
        ({"auto_submitted": "auto-generated; x=y"}, "AUTOMATIC"),
        ({"Precedence": "Bulk"}, "AUTOMATIC"),
        ({"Precedence": "list"}, "AUTOMATIC"),
        ({"List_Id": "<other.example.com>"}, "LOOP"),
        ({"X_Loop": "stay@embassy-sf.lists.example.org"}, "LOOP"),
        ({"Return_Path": "<>"}, "BOUNCE"),
        ({"Content_Type": "multipart/report; report-type=delivery-status; boundary=x"}, "BOUNCE"),
        ({"Content_Type": "multipart/report; report-type=disposition-notification"}, ""),
    ],
)
def test_never_passed_on_by_header(changes, reason):
    assert why(changes) == reason


@pytest.mark.parametrize(
    ("sender", "envelope", "reason"),
    [
        (ANN, "", "BOUNCE"),
        (ANN, "<>", "BOUNCE"),
        ("MAILER-DAEMON@example.org", ANN, "BOUNCE"),
        ("postmaster@example.org", ANN, "BOUNCE"),
        ("stay@embassy-sf.lists.example.org", ANN, "LOOP"),
        ("anybody@lists.example.org", ANN, "LOOP"),
        (ANN, "bounce+x@lists.example.org", "LOOP"),
        ("ann@notlists.example.org", ANN, ""),
    ],
)
def test_never_passed_on_by_address(sender, envelope, reason):
    assert why({}, sender=sender, envelope=envelope) == reason
