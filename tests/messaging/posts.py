"""Posts as Mailgun makes them: mails by its routes, and events; signed with a key of the tests'.

The shapes and sample values are published. Mails by routes:
https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store/receive-http and the data of
django-anymail's tests (BSD-3-Clause), tests/test_mailgun_inbound.py. Events:
https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads and
tests/test_mailgun_webhooks.py there.
"""

import hashlib
import hmac
import json
import secrets
from datetime import datetime

SIGNING_KEY = "signing-key-of-the-tests"
BOUNDARY = "BoUnDaRy"

# Of an actual mail, with what Mailgun adds on top.
HEADERS = [
    ["X-Mailgun-Spam-Rules", "DKIM_SIGNED, DKIM_VALID, DKIM_VALID_AU, ..."],
    ["X-Mailgun-Dkim-Check-Result", "Pass"],
    ["X-Mailgun-Spf", "Pass"],
    ["X-Mailgun-Sscore", "1.7"],
    ["X-Mailgun-Sflag", "No"],
    ["X-Mailgun-Incoming", "Yes"],
    ["X-Envelope-From", "<from+test@example.org>"],
    ["Received", "from mail.example.org by mxa.mailgun.org ..."],
    ["Received", "by mail.example.org for <stay@embassy-sf.mail.localhost.example> ..."],
    ["Dkim-Signature", "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=20161025; h=from:to; ..."],
    ["Mime-Version", "1.0"],
    ["Received", "by 10.10.1.71 with HTTP; Wed, 11 Oct 2017 18:31:04 -0700 (PDT)"],
    ["From", '"Displayed From" <from+test@example.org>'],
    ["Date", "Wed, 11 Oct 2017 18:31:04 -0700"],
    ["Message-Id", "<CAEPk3R+4Zr@mail.example.org>"],
    ["Subject", "Test subject"],
    ["To", '"Test Inbound" <stay@embassy-sf.mail.localhost.example>, other@example.com'],
    ["Cc", "cc@example.com"],
    ["Content-Type", 'multipart/mixed; boundary="089e0825ccf874a0bb055b4f7e23"'],
]
RAW = """\
From: A tester <test@example.org>
Date: Thu, 12 Oct 2017 18:03:30 -0700
Message-ID: <CAEPk3RKEx@mail.example.org>
Subject: Raw MIME test
To: stay@embassy-sf.mail.localhost.example
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="94eb2c05e174adb140055b6339c5"

--94eb2c05e174adb140055b6339c5
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

It's a body=E2=80=A6

--94eb2c05e174adb140055b6339c5
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<div dir=3D"ltr">It's a body=E2=80=A6</div>

--94eb2c05e174adb140055b6339c5--
"""


def signed(fields: dict[str, object], *, at: datetime, key: str = SIGNING_KEY) -> dict[str, object]:
    """`fields` with a timestamp, a token unless there is one, and the signature over both."""
    said = {"timestamp": str(int(at.timestamp())), "token": secrets.token_hex(25), **fields}
    text = f"{said['timestamp']}{said['token']}".encode()
    return {**said, "signature": hmac.new(key.encode(), text, hashlib.sha256).hexdigest()}


def headers(**changes: str | None) -> list[list[str]]:
    """HEADERS with those named changed, taken away (None) or added; "_" for "-"."""
    wanted = {name.replace("_", "-").lower(): value for name, value in changes.items()}
    kept = [[name, wanted.get(name.lower(), value)] for name, value in HEADERS]
    there = {name.lower() for name, _value in HEADERS}
    added = [[name, value] for name, value in wanted.items() if name not in there]
    return [pair for pair in kept + added if pair[1] is not None]


def mail(to: str, **changes: str | None) -> dict[str, object]:
    """The fields of a parsed mail; `changes` are of its headers, `body` and `envelope` of the rest."""
    body = changes.pop("body", "Test body plain")
    sender = changes.get("From", "") or '"Displayed From" <from+test@example.org>'
    envelope = changes.pop("envelope", None)
    bare = sender.rpartition("<")[2].rstrip(">")
    return {
        "recipient": to,
        "sender": bare if envelope is None else envelope,
        "from": sender,
        "subject": changes.get("Subject") or "Test subject",
        "message-headers": json.dumps(headers(**changes)),
        "body-plain": body,
        "body-html": f"<div>{body}</div>",
        "stripped-html": f"<div>{body}</div>",
        "stripped-text": body,
    }


def written(author: str, to: str, **changes: str | None) -> dict[str, object]:
    """A mail from `author`, for whose domain everything passes."""
    domain = author.rpartition("@")[2].rstrip(">")
    ours = {
        "From": author,
        "Dkim_Signature": f"v=1; a=rsa-sha256; d={domain}; s=x; ...",
        "Message_Id": f"<{secrets.token_hex(8)}@{domain}>",
    }
    return mail(to, **(ours | changes))


def multipart(fields: dict[str, object], files: dict[str, tuple[str, str, bytes]] | None = None) -> bytes:
    """As Mailgun posts a mail with files: field → (name, kind, content)."""
    parts = [
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s'
        % (name.encode(), value if isinstance(value, bytes) else str(value).encode())
        for name, value in fields.items()
    ]
    parts += [
        b'Content-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s'
        % (field.encode(), name.encode(), kind.encode(), content)
        for field, (name, kind, content) in (files or {}).items()
    ]
    between = b"\r\n--%s\r\n" % BOUNDARY.encode()
    return b"--%s\r\n" % BOUNDARY.encode() + between.join(parts) + b"\r\n--%s--\r\n" % BOUNDARY.encode()


MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"

DELIVERED = {
    "tags": [],
    "timestamp": 1534108637.153125,
    "storage": {
        "url": "https://sw.api.mailgun.net/v3/domains/example.org/messages/eyJwI...",
        "key": "eyJwI...",
    },
    "recipient-domain": "example.com",
    "id": "hTWCTD81RtiDN-...",
    "campaigns": [],
    "user-variables": {},
    "flags": {"is-routed": False, "is-authenticated": True, "is-system-test": False, "is-test-mode": False},
    "log-level": "info",
    "envelope": {
        "sending-ip": "333.123.123.200",
        "sender": "test@example.org",
        "transport": "smtp",
        "targets": "recipient@example.com",
    },
    "message": {
        "headers": {
            "to": "recipient@example.com",
            "message-id": "20180812211713.1.DF5966851B4BAA99@example.org",
            "from": "test@example.org",
            "subject": "Testing",
        },
        "attachments": [],
        "size": 809,
    },
    "recipient": "recipient@example.com",
    "event": "delivered",
    "delivery-status": {
        "tls": True,
        "mx-host": "smtp-in.example.com",
        "attempt-no": 1,
        "description": "",
        "session-seconds": 3.5700838565826416,
        "utf8": True,
        "code": 250,
        "message": "OK",
        "certificate-verified": True,
    },
}
NO_SUCH_MAILBOX = {
    "event": "failed",
    "severity": "permanent",
    "reason": "bounce",
    "log-level": "error",
    "delivery-status": {
        "tls": True,
        "mx-host": "aspmx.l.example.org",
        "attempt-no": 1,
        "description": "",
        "session-seconds": 2.952177047729492,
        "utf8": True,
        "code": 550,
        "message": "5.1.1 The email account that you tried to reach does not exist. Please try\n"
        "5.1.1 double-checking the recipient's email address for typos",
        "certificate-verified": True,
    },
}
GREYLISTED = {
    "event": "failed",
    "severity": "temporary",
    "reason": "greylisted",
    "log-level": "warn",
    "delivery-status": {
        "mx-host": "mx.example.com",
        "attempt-no": 1,
        "description": "Recipient address rejected: Greylisted",
        "session-seconds": 0.0,
        "retry-seconds": 300,
        "code": 450,
        "message": "Recipient address rejected: Greylisted",
    },
}
COMPLAINED = {"event": "complained", "flags": {"is-test-mode": False}, "delivery-status": {}}
UNSUBSCRIBED = {"event": "unsubscribed", "ip": "127.0.0.1", "client-info": {"client-name": "Chrome"}}
OPENED = {"event": "opened", "ip": "127.0.0.1", "geolocation": {"country": "US"}}


def event(kind: dict[str, object], message, *, at: datetime) -> dict[str, object]:
    """The event-data of `kind` about a mail of ours."""
    told = {"message": {"headers": {"message-id": f"{message.uid}@mail.localhost.example"}}}
    return {
        **DELIVERED,
        **kind,
        **told,
        "recipient": message.to,
        "timestamp": at.timestamp(),
        "user-variables": {"message": str(message.uid)},
    }


def told(data: dict[str, object], *, at: datetime, key: str = SIGNING_KEY, **block: object) -> str:
    """An event as Mailgun posts it, signed at that moment."""
    return json.dumps({"signature": signed(dict(block), at=at, key=key), "event-data": data})
