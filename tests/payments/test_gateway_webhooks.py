"""Webhooks are read only if Stripe signed them, lately, with a secret of ours."""

import json
import time
from datetime import UTC, datetime

import pytest

from payments import gateway
from payments.standin.webhooks import sign

SECRETS = ["whsec_new", "whsec_old"]
EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "refund.updated",
    "created": 1764000000,
    "livemode": False,
    "data": {
        "object": {
            "id": "re_1",
            "object": "refund",
            "payment_intent": "pi_1",
            "metadata": {"refund_id": "3", "key": "refund-3"},
        }
    },
}
BODY = json.dumps(EVENT)


@pytest.mark.parametrize("secret", SECRETS)
def test_webhook_signed_with_either_secret_is_read(secret):
    event = gateway.verify_webhook(BODY.encode(), sign(BODY, secret, int(time.time())), SECRETS)

    assert event == gateway.EventState(
        id="evt_1",
        kind="refund.updated",
        object_kind="refund",
        object_id="re_1",
        intent_id="pi_1",
        row_id=3,
        row_key="refund-3",
        created_at=datetime(2025, 11, 24, 16, 0, tzinfo=UTC),
        live=False,
        payload=EVENT,
    )


@pytest.mark.parametrize(
    ("sent", "signed", "secret", "age", "secrets"),
    [
        (BODY, BODY, "whsec_other", 0, SECRETS),
        (BODY + " ", BODY, "whsec_new", 0, SECRETS),
        (BODY, BODY, "whsec_new", 400, SECRETS),
        (BODY, BODY, "", 0, [""]),
        (BODY, BODY, "whsec_new", 0, []),
        ("not json", "not json", "whsec_new", 0, SECRETS),
    ],
    ids=["other secret", "changed", "old", "empty secret", "no secret", "no json"],
)
def test_webhook_not_from_stripe_is_refused(sent, signed, secret, age, secrets):
    with pytest.raises(gateway.BadSignature):
        gateway.verify_webhook(sent.encode(), sign(signed, secret, int(time.time()) - age), secrets)


@pytest.mark.parametrize("header", ["", "t=1,v1=é", "t=x,v1=abc", "v1=abc", "t=1"])
def test_webhook_without_a_readable_signature_is_refused(header):
    with pytest.raises(gateway.BadSignature):
        gateway.verify_webhook(BODY.encode(), header, SECRETS)


def test_webhook_that_is_no_text_is_refused():
    with pytest.raises(gateway.BadSignature):
        gateway.verify_webhook(b"\xff\xfe", "t=1,v1=abc", SECRETS)
