"""`configure_mailgun_routes` against the stand-in, over HTTP."""

import re
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from messaging.standin import Standin
from messaging.standin.account import mx

DOMAIN = "mail.localhost.example"


@pytest.fixture
def account(settings):
    with Standin(key="a-key") as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{running.server_port}/v3"
        settings.ANYMAIL = settings.ANYMAIL | {"MAILGUN_API_KEY": "a-key", "MAILGUN_API_URL": url}
        settings.SITE_URL = "https://embassy.example"
        yield running.account
        running.shutdown()


def run(**options) -> list[str]:
    out = StringIO()
    call_command("configure_mailgun_routes", stdout=out, stderr=out, **options)
    return out.getvalue().splitlines()


def test_everything_is_set_up_once(account):
    said = run()

    assert [line for line in said if line.startswith("kept")] == []
    [route] = account.routes
    assert route["actions"] == ['forward("https://embassy.example/mail/inbound/")', "stop()"]
    assert account.webhooks == dict.fromkeys(
        ["delivered", "permanent_fail", "temporary_fail", "complained", "unsubscribed"],
        ["https://embassy.example/mail/events/"],
    )
    assert (account.domain["wildcard"], account.domain["spam_action"]) == (True, "tag")
    assert not any(one["active"] for one in account.tracking.values())
    assert said[-1] == f"Mail to *.{DOMAIN} arrives."

    written = account.written
    again = run()
    assert all(line.startswith("kept: ") for line in again[:-1])
    assert account.written == written


@pytest.mark.parametrize(
    ("recipient", "matches"),
    [
        ("stay@embassy-sf.mail.localhost.example", True),
        ("booking+aB_-9@embassy-sf.mail.localhost.example", True),
        ("announce@a.mail.localhost.example", True),
        ("everybody@embassy-sf.mail.localhost.example", False),
        ("stay@mail.localhost.example", False),
        ("stay@embassy-sf.mailxlocalhost.example", False),
        ("stay@a.b.mail.localhost.example", False),
    ],
)
def test_route_takes_our_addresses_and_no_others(account, recipient, matches):
    run()

    pattern = re.fullmatch(r'match_recipient\("(.*)"\)', account.routes[0]["expression"])[1]
    assert bool(re.search(pattern, recipient)) is matches


def test_dry_run_says_what_would_be_done_and_does_nothing(account):
    account.domain["wildcard"] = True

    said = run(dry_run=True)

    assert "would set: route to https://embassy.example/mail/inbound/" in said
    assert f"kept: wildcard of {DOMAIN}: true" in said
    assert (account.written, account.routes) == (0, [])


def test_what_changed_is_brought_back_and_others_things_stay(account):
    run()
    theirs = {"id": "x", "description": "theirs", "expression": "catch_all()", "actions": ["stop()"]}
    account.routes.append(theirs)
    account.routes[0]["actions"] = ["stop()"]
    account.webhooks["delivered"] = ["https://other.example/"]
    account.tracking["open"] = {"active": True}

    said = run()

    assert [line for line in said if line.startswith("set: ")] == [
        "set: route to https://embassy.example/mail/inbound/",
        "set: webhook delivered to https://embassy.example/mail/events/",
        "set: tracking open: no",
    ]
    assert len(account.routes) == 2 and account.routes[1] == theirs
    assert account.routes[0]["actions"][1] == "stop()"
    assert account.webhooks["delivered"] == ["https://other.example/", "https://embassy.example/mail/events/"]


@pytest.mark.parametrize(
    ("domain", "receiving", "word"),
    [
        ({"state": "unverified"}, None, "unverified"),
        (
            {},
            [mx("mxa.mailgun.org"), mx("mxb.mailgun.org", valid="unknown")],
            "MX record for mxb.mailgun.org",
        ),
        ({}, [], "MX record"),
    ],
)
def test_what_only_the_domains_owner_can_mend_is_told_and_fails(account, domain, receiving, word):
    account.domain |= domain
    account.receiving = account.receiving if receiving is None else receiving
    out = StringIO()

    with pytest.raises(CommandError, match="does not arrive yet"):
        call_command("configure_mailgun_routes", stdout=out, stderr=out)

    assert word in out.getvalue()
    assert len(account.routes) == 1


def test_key_that_is_wrong_or_missing_is_told(account, settings):
    settings.ANYMAIL = settings.ANYMAIL | {"MAILGUN_API_KEY": "another"}
    with pytest.raises(CommandError, match="401 Invalid private key"):
        run()

    settings.ANYMAIL = settings.ANYMAIL | {"MAILGUN_API_KEY": ""}
    with pytest.raises(CommandError, match="MAILGUN_API_KEY is not set"):
        run()
