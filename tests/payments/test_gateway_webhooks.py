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
    ("body", "header", "secrets"),
    [
        (BODY, sign(BODY, "whsec_other", int(time.time())), SECRETS),
        (BODY + " ", sign(BODY, "whsec_new", int(time.time())), SECRETS),
        (BODY, sign(BODY, "whsec_new", int(time.time()) - 400), SECRETS),
        (BODY, "", SECRETS),
        (BODY, "t=1,v1=é", SECRETS),
        (BODY, "t=x,v1=abc", SECRETS),
        (BODY, "v1=abc", SECRETS),
        (BODY, "t=1", SECRETS),
        (BODY, sign(BODY, "", int(time.time())), [""]),
        (BODY, sign(BODY, "whsec_new", int(time.time())), []),
        ("not json", sign("not json", "whsec_new", int(time.time())), SECRETS),
    ],
)
def test_webhook_not_from_stripe_is_refused(body, header, secrets):
    with pytest.raises(gateway.BadSignature):
        gateway.verify_webhook(body.encode(), header, secrets)


def test_webhook_that_is_no_text_is_refused():
    with pytest.raises(gateway.BadSignature):
        gateway.verify_webhook(b"\xff\xfe", "t=1,v1=abc", SECRETS)
