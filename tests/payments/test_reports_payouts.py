"""The payouts report against two payouts worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from locations.models import House
from payments.actions.splits import freeze_all
from payments.models import Payment, Payout, PayoutEntry
from payments.queries.reports import movements, payouts
from payments.rules.period import Period
from tests.factories.members import UserFactory
from tests.factories.payments import NOW, BareHouseFactory, BillFactory, PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db
D = Decimal
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def payout(name, amount, day, *, status="paid", currency="USD"):
    return Payout.objects.create(
        payout_id=name, amount=D(amount), currency=currency, status=status, arrives_on=day, created_at=NOW
    )


def entry(of, kind, amount, fee="0", **about):
    return PayoutEntry.objects.create(
        payout=of, entry_id=f"txn_{PayoutEntry.objects.count()}", kind=kind, amount=D(amount), fee=D(fee),
        net=D(amount) - D(fee), currency=of.currency, created_at=NOW, **about,
    )  # fmt: skip


@pytest.fixture
def houses():
    """Two houses in one account, in US dollars.

    First payout, at the bank on 5 March: A's payment of 220.00 (fee 6.68) and B's of 100.00 (fee 3.20), less
    the card company's own fee of 2.00:  220.00 + 100.00 − 2.00 − 9.88 = 308.12.
    Second, on 12 March: A's refund of 55.00: −55.00.
    A third of 31 March failed, and one of 1 April has B's second payment of 50.00: neither is of March.

    A:        220.00 − 55.00 − 6.68                 = 158.32
    B:        100.00 − 3.20                         =  96.80
    network:  320.00 − 55.00 − 2.00 − 9.88          = 253.12 = 308.12 − 55.00 at the bank
    """
    a, b = BareHouseFactory(name="A"), BareHouseFactory(name="B")
    of_a, of_b = BillFactory(house=a, amount="300.00"), BillFactory(house=b, amount="300.00")
    came = PaymentFactory(bill=of_a, amount=D("220.00"), source="STRIPE")
    other = PaymentFactory(bill=of_b, amount=D("100.00"), source="STRIPE")
    late = PaymentFactory(bill=of_b, amount=D("50.00"), source="STRIPE")
    first = payout("po_1", "308.12", date(2026, 3, 5))
    entry(first, "charge", "220.00", "6.68", payment=came)
    entry(first, "charge", "100.00", "3.20", payment=other)
    entry(first, "stripe_fee", "-2.00")
    entry(payout("po_2", "-55.00", date(2026, 3, 12)), "refund", "-55.00", refund=RefundFactory(
        payment=came, amount=D("55.00"), state="SUCCEEDED", settled_at=NOW))  # fmt: skip
    entry(payout("po_3", "50.00", date(2026, 3, 31), status="failed"), "charge", "50.00", payment=late)
    entry(payout("po_4", "48.55", date(2026, 4, 1)), "charge", "50.00", "1.45", payment=late)
    return a, b


def figures(report):
    [section] = report.sections
    return {figure.label: figure.amount for figure in section.figures}


def only(house):
    return House.objects.filter(pk=house.pk)


def test_a_house_sees_its_own_part_of_the_payouts(houses) -> None:
    a, b = houses

    assert figures(payouts(only(a), MARCH)) == {
        "Payments by card": D("220.00"),
        "Refunds": D("-55.00"),
        "Disputes": D(0),
        "Card fees": D("-6.68"),
        "Paid out": D("158.32"),
    }
    assert figures(payouts(only(b), MARCH))["Paid out"] == D("96.80")


def test_the_network_sees_all_and_what_the_bank_got(houses) -> None:
    report = payouts(House.objects.all(), MARCH, is_whole=True)

    assert figures(report) == {
        "Payments by card": D("320.00"),
        "Refunds": D("-55.00"),
        "Disputes": D(0),
        "Of no booking": D("-2.00"),
        "Card fees": D("-9.88"),
        "Paid out": D("253.12"),
        "At the bank": D("253.12"),
    }
    [section] = report.sections
    assert [(row[1], row[2], *row[4:]) for row in section.rows] == [
        ("po_2", "A", "Refund", D("-55.00"), D(0), D("-55.00")),
        ("po_1", "", "Stripe fee", D("-2.00"), D(0), D("-2.00")),
        ("po_1", "B", "Payment", D("100.00"), D("3.20"), D("96.80")),
        ("po_1", "A", "Payment", D("220.00"), D("6.68"), D("213.32")),
    ]


def test_payouts_take_the_same_queries_whatever_the_rows(houses, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        payouts(House.objects.all(), MARCH, is_whole=True)
    with django_assert_num_queries(2):
        payouts(only(houses[0]), MARCH)

    short = payouts(only(houses[0]), MARCH, most=1)
    assert [len(short.sections[0].rows), short.left_out] == [1, 1]


def test_a_fee_in_another_currency_is_named_and_not_added_up(houses) -> None:
    from_yen = BillFactory(house=BareHouseFactory(currency="JPY"), amount="9000")
    card = PaymentFactory(bill=from_yen, amount=D(9000), source="STRIPE")
    Payment.objects.filter(pk=card.pk).update(fee="2.10", fee_currency="USD")
    freeze_all()

    report = movements(House.objects.filter(currency="JPY"), MARCH)

    assert figures(report)["Card fees"] == 0
    assert report.sections[0].rows[0][-1] == "2.10 USD"


def test_a_payout_is_shown_and_is_a_file(houses, client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    asked = {"start": "2026-03-01", "end": "2026-03-31"}

    page = client.get(reverse("money:payouts"), asked).content.decode()
    sheet = client.get(reverse("money:payouts"), {**asked, "export": "csv"}).content.decode("utf-8-sig")

    assert "po_1" in page
    assert "At the bank,253.12," in sheet
    assert "2026-03-05,po_1,A,MN-" in sheet
