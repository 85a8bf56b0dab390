"""Links that let somebody else pay: signed, capped, revocable."""

from decimal import Decimal

import pytest
from django.utils import timezone

from payments import queries
from payments.actions import Refused, links
from payments.models import Payment, PaymentLink
from tests.factories.payments import NOW, BareHouseFactory, BillFactory, PaymentFactory
from tests.payments.opening import opened, pay

pytestmark = pytest.mark.django_db


def made(bill, amount=None, *, name="Aunt") -> PaymentLink:
    return links.make(bill, name=name, amount=amount and Decimal(amount), by=bill.payer, now=NOW)


def test_link_is_found_by_what_we_signed_only(settings) -> None:
    link = made(BillFactory())
    address = queries.signed(link)

    assert queries.link_of(address) == link
    assert queries.link_of(str(link.pk)) is queries.link_of(f"{link.pk + 1}{address[1:]}") is None
    assert queries.link_of("") is queries.link_of("\0~x") is None
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert queries.link_of(address) == link
    settings.SECRET_KEY_FALLBACKS = []
    assert queries.link_of(address) is None


@pytest.mark.parametrize(
    ("cap", "paid", "asked"),
    [(None, "0", "200"), ("50", "0", "50"), ("50", "170", "30"), (None, "200", "0"), ("50", "200", "0")],
)
def test_link_asks_for_its_amount_and_never_more_than_is_owed(cap, paid, asked) -> None:
    bill = BillFactory()
    link = made(bill, cap)
    if Decimal(paid):
        PaymentFactory(bill=bill, amount=Decimal(paid))

    assert queries.asked_of(link) == Decimal(asked)


def test_link_asks_for_what_is_left_of_its_amount() -> None:
    bill = BillFactory()
    link = made(bill, "50")

    PaymentFactory(bill=bill, amount=Decimal(20), link=link)

    assert (queries.asked_of(link), queries.paid_through(link)) == (30, 20)


@pytest.mark.parametrize("amount", ["200.01", "0", "-1", "10.001", "NaN", "Infinity"])
def test_link_for_nonsense_or_more_than_is_owed_is_refused(amount) -> None:
    with pytest.raises(Refused):
        made(BillFactory(), amount)

    assert PaymentLink.objects.count() == 0


def test_link_in_yen_takes_no_places() -> None:
    bill = BillFactory(house=BareHouseFactory(currency="JPY"), amount="9000")

    with pytest.raises(Refused, match="decimal places"):
        made(bill, "10.5")


def test_no_more_than_twenty_links_are_open_at_once() -> None:
    bill = BillFactory()
    for _ in range(20):
        made(bill)

    with pytest.raises(Refused, match="many links"):
        made(bill)
    links.revoke(bill.links.first(), by=bill.payer, now=NOW)

    assert made(bill).pk


def test_revoking_ends_its_open_page_and_no_other(transactional_db, standin) -> None:
    bill = BillFactory()
    link, other = made(bill), made(bill)
    payment = opened(bill, amount="40.00", link=link)

    links.revoke(other, by=bill.payer, now=timezone.now())
    payment.refresh_from_db()
    assert payment.state == "CREATED"
    links.revoke(link, by=bill.payer, now=timezone.now())

    payment.refresh_from_db()
    assert (payment.state, queries.asked_of(PaymentLink.objects.get(pk=link.pk))) == ("CANCELLED", 0)
    with pytest.raises(Refused, match="nothing like that"):
        opened(bill, amount="40.00", link=link)


def test_each_payer_gets_a_page_of_their_own(standin) -> None:
    """A page holds the mail address of whom it was opened for: nobody else is led to it."""
    bill = BillFactory()
    mine, link = opened(bill), made(bill)

    theirs = opened(bill, link=link)

    mine.refresh_from_db()
    assert (mine.state, theirs.link, theirs.pk != mine.pk) == ("FAILED", link, True)
    assert "client_reference_id" not in theirs.parameters
    assert opened(bill, link=link).pk == theirs.pk


def test_link_never_pays_more_than_its_amount(standin, told) -> None:
    bill = BillFactory()
    link = made(bill, "50")

    with pytest.raises(Refused):
        opened(bill, amount="50.01", link=link)
    pay(standin, opened(bill, amount="50.00", link=link))
    with pytest.raises(Refused, match="paid already"):
        opened(bill, amount="10.00", link=link)

    assert list(Payment.objects.values_list("state", "amount", "link")) == [("SUCCEEDED", 50, link.pk)]
    with pytest.raises(Refused):
        opened(bill, amount="10.00", link=link)


def test_link_asks_for_something() -> None:
    bill = BillFactory()

    with pytest.raises(Exception, match="link_asks_for_something"):
        PaymentLink.objects.create(bill=bill, amount=0, by=bill.payer, created_at=NOW)
