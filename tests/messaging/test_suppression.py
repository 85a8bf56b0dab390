"""Which mail an address is sent no more, and that nothing goes there."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from wagtail.models import Collection, ModelLogEntry

from locations.models import House
from messaging.actions import release, suppress
from messaging.models import Message, MessageState, Reason, Scope, Suppression
from messaging.queries import suppressed
from messaging.send import deliver_due
from tests.messaging.conftest import NOW

pytestmark = pytest.mark.django_db

ANA = "ana@example.org"
LEFT = "This address is sent no more of these mails."


@pytest.fixture
def other_house(house) -> House:
    return House.objects.create(
        name="Amsterdam",
        slug="amsterdam",
        page_key=uuid.uuid4(),
        group=Group.objects.create(name="Amsterdam"),
        collection=Collection.add_root(name="Amsterdam"),
        currency="EUR",
        time_zone="Europe/Amsterdam",
    )


def stop(address=ANA, *, reason=Reason.UNSUBSCRIBE, **what) -> Suppression:
    return suppress(address, reason=reason, source="a test", now=NOW, **what)


# What stands, and which kinds of mail of the house it stops.
OPTIONAL = {Scope.DIGEST, Scope.LIST, Scope.ANNOUNCE, Scope.ALL}
STOPS = [
    (Scope.ALL, Reason.BOUNCE, None, {*OPTIONAL, Scope.OWN}),
    (Scope.ALL, Reason.COMPLAINT, None, OPTIONAL),
    (Scope.ALL, Reason.UNSUBSCRIBE, None, OPTIONAL),
    (Scope.ALL, Reason.ASKED, None, OPTIONAL),
    (Scope.DIGEST, Reason.UNSUBSCRIBE, None, {Scope.DIGEST}),
    (Scope.LIST, Reason.ASKED, "house", {Scope.LIST}),
    (Scope.LIST, Reason.ASKED, "other_house", set()),
]


@pytest.mark.parametrize(("scope", "reason", "of", "stopped"), STOPS)
def test_suppressed_goes_by_kind_house_and_reason(request, house, scope, reason, of, stopped) -> None:
    stop(scope=scope, reason=reason, house=request.getfixturevalue(of) if of else None)

    found = {each for each in Scope if suppressed([ANA, "bo@example.org"], scope=each, house=house)}

    assert found == stopped


def test_suppressed_reads_any_number_of_addresses_at_once(django_assert_num_queries) -> None:
    stop("Ana@Example.org ")
    stop("bo@example.org")

    with django_assert_num_queries(1):
        assert suppressed(["ANA@example.org", "cy@example.org", "bo@example.org"]) == {ANA, "bo@example.org"}


def test_suppress_keeps_each_reason_once_and_logs_it(guest) -> None:
    first = stop(by=guest)
    stop(reason=Reason.BOUNCE)

    assert stop() == first
    assert Suppression.objects.count() == 2
    assert [entry.action for entry in ModelLogEntry.objects.all()] == ["messaging.suppress"] * 2


def test_release_takes_back_one_reason_and_leaves_the_others(guest) -> None:
    bounce, left = stop(reason=Reason.BOUNCE), stop()

    assert [release(bounce, by=guest, now=NOW), release(bounce, by=guest, now=NOW)] == [True, False]
    assert list(Suppression.objects.all()) == [left]
    assert suppressed([ANA], scope=Scope.OWN) == set()


def test_database_refuses_what_is_twice_or_makes_no_sense(house) -> None:
    row = stop()
    wrong = [
        {"address": row.address, "reason": row.reason},
        {"address": "Bo@example.org", "reason": row.reason},
        {"address": "bo@example.org", "reason": row.reason, "house": house},
        {"address": "bo@example.org", "reason": row.reason, "scope": Scope.OWN},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError, match="suppression_"), transaction.atomic():
            Suppression.objects.create(at=NOW, **fields)


@pytest.mark.parametrize(
    ("scope", "reason", "state"),
    [
        (Scope.OWN, Reason.UNSUBSCRIBE, MessageState.SENT),
        (Scope.OWN, Reason.BOUNCE, MessageState.SKIPPED),
        (Scope.DIGEST, Reason.UNSUBSCRIBE, MessageState.SKIPPED),
    ],
)
def test_deliver_due_skips_visibly_what_an_address_is_sent_no_more(mailgun, write, scope, reason, state):
    message = write(scope=scope)
    stop(reason=reason)

    deliver_due(NOW)

    message.refresh_from_db()
    assert message.state == state
    assert message.error == (LEFT if state == MessageState.SKIPPED else "")
    assert len(mailgun.taken) == (state == MessageState.SENT)


def test_deliver_due_sends_codes_to_any_address(mailgun, settings) -> None:
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"
    stop(reason=Reason.BOUNCE)
    send_mail("Your code", "12345678", None, [ANA])
    message = Message.objects.get()

    deliver_due(message.next_at)

    assert [sent["to"] for sent in mailgun.taken] == [ANA]
