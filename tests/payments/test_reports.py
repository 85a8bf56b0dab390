"""The reports' figures against a month worked out by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from locations.models import House
from payments.actions.splits import freeze, freeze_all
from payments.models import Bill, Payment, Split
from payments.queries.reports import movements, nights, taxes
from payments.rules.lines import Line
from payments.rules.period import Period
from tests.factories.payments import BareHouseFactory, BillFactory, PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db
D = Decimal
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def at(month: int, day: int) -> datetime:
    """Noon in California, the houses' own day."""
    return datetime(2026, month, day, 20, tzinfo=UTC)


def line(kind: str, amount: str, percent: str | None = None, paid_by: str = "GUEST") -> Line:
    rate = None if percent is None else D(percent)
    return Line(kind=kind, label=kind.title(), amount=D(amount), percent=rate, paid_by=paid_by)


def stay(house, start, end, *lines):
    return BillFactory(house=house, service_start=start, service_end=end, lines=list(lines))


def paid(bill, amount, moment, source="STRIPE"):
    return PaymentFactory(bill=bill, amount=D(amount), source=source, settled_at=moment, applied_at=moment)


@pytest.fixture
def month():
    """March 2026 in one house, in US dollars.

    A: two nights, 30 March to 1 April: 200.00, tax 10 % 20.00, house fee 5 % 10.00. Paid by card on 2 March,
       whole: 220.00 = 20.00 tax + 10.00 house fee + 190.00 to house, 95.00 a night, both of March (the 30th
       and the 31st).
    B: four nights, 30 March to 3 April: 400.00, no fees on top, house fee 5 % 20.00. Half in cash on 31
       March: 200.00 = 10.00 house fee + 190.00 to house, 47.50 a night; two nights in March, two in April.
       The other half by card on 5 April: the same, and not of March, but 95.00 of it for March's nights.
    C: one night, 27 February: 100.00, tax 10.00. Paid by card on 20 February: 110.00, 100.00 to house.
       Half given back on 10 March: −55.00 = −5.00 tax − 50.00 to house, for February's night.

    March, by day of payment:
      net to house                190.00 + 190.00 − 50.00                       = 330.00
      with fees, gross (A, C)     190.00 + 10.00 − 50.00                        = 150.00
      with fees, net (A, C)       190.00 − 50.00                                = 140.00
      without fees (B)                                                          = 190.00
      gross bookings              150.00 + 190.00                               = 340.00
      fees and taxes charged      20.00 − 5.00                                  =  15.00
      fees the house pays         10.00 + 10.00                                 =  20.00
      cash received (B)                                                         = 200.00
      fees on cash (B)                                                          =  10.00
      total transfer              330.00 + 15.00 − 200.00 − 10.00               = 135.00
      card fees                   2.9 % of 220.00 + 0.30                        =   6.68

    March, cash:    for March 190.00 + 95.00, for February −50.00, for April 95.00 = 330.00
    March, accrual: came in March 285.00, earlier 0.00, later (5 April) 95.00      = 380.00
    """
    house = BareHouseFactory()
    fee, tax = line("FEE", "10.00", "5", "HOUSE"), line("TAX", "20.00", "10")
    a = stay(house, date(2026, 3, 30), date(2026, 4, 1), line("STAY", "200.00"), tax, fee)
    b = stay(
        house, date(2026, 3, 30), date(2026, 4, 3), line("STAY", "400.00"), line("FEE", "20.00", "5", "HOUSE")
    )
    c = stay(house, date(2026, 2, 27), date(2026, 2, 28), line("STAY", "100.00"), line("TAX", "10.00", "10"))
    card = paid(a, "220.00", at(3, 2))
    Payment.objects.filter(pk=card.pk).update(fee="6.68", fee_currency="USD")
    paid(b, "200.00", at(3, 31), source="CASH")
    paid(b, "200.00", at(4, 5))
    first = paid(c, "110.00", at(2, 20))
    RefundFactory(
        payment=first, amount=D("55.00"), state="SUCCEEDED", settled_at=at(3, 10), created_at=at(3, 10)
    )
    freeze([a, b, c])
    return House.objects.filter(pk=house.pk)


def figures(report):
    [section] = report.sections
    return {figure.label: figure.amount for figure in section.figures}


def test_payments_of_the_month_by_hand(month) -> None:
    report = movements(month, MARCH)

    assert figures(report) == {
        "Net to house": D("330.00"),
        "From bills with fees, gross": D("150.00"),
        "From bills with fees, net": D("140.00"),
        "From bills without fees": D("190.00"),
        "Gross bookings": D("340.00"),
        "Fees and taxes charged": D("15.00"),
        "Of that, taxes": D("15.00"),
        "Fees the house pays": D("20.00"),
        "Cash received": D("200.00"),
        "Fees on cash": D("10.00"),
        "Total transfer": D("135.00"),
        "Card fees": D("6.68"),
    }
    [section] = report.sections
    assert [(row[0], row[4], *row[6:]) for row in section.rows] == [
        (date(2026, 3, 31), 4, "Cash", D(200), D(190), D(10), D(0), ""),
        (date(2026, 3, 10), 1, "Card, given back", D(-55), D(-50), D(0), D(-5), ""),
        (date(2026, 3, 2), 2, "Card", D(220), D(190), D(10), D(20), D("6.68")),
    ]
    assert all(figure.meaning for figure in section.figures)


def test_cash_and_accrual_of_the_month_by_hand(month) -> None:
    report = nights(month, MARCH)

    assert list(figures(report).values()) == [D(285), D(-50), D(95), D(330), D(0), D(95), D(380)]


def test_months_of_the_year_add_up_to_all_that_was_paid(month) -> None:
    [section] = nights(month, Period(date(2026, 1, 1), date(2026, 12, 31))).sections

    rows = [(cash, accrual) for _days, cash, accrual in section.rows]
    assert rows[1:4] == [(D(100), D(50)), (D(330), D(380)), (D(190), D(190))]
    assert sum(cash for cash, _accrual in rows) == sum(accrual for _cash, accrual in rows) == D(620)


def test_taxes_of_the_month_by_hand(month) -> None:
    """A brought 20.00 on 200.00; of C's 10.00 half went back, on 50.00."""
    [section] = taxes(month, MARCH).sections

    assert [figure.amount for figure in section.figures] == [D(15), D(0)]
    assert [row[1:] for row in section.rows] == [
        ["Tax", "Tax", "10 %", 2, D(150), D(20), D(5), D(15)],
    ]


def test_thirds_of_a_cent_are_lost_nowhere() -> None:
    """100.00 over three nights: 33.33, 33.34, 33.33."""
    house = BareHouseFactory()
    bill = stay(house, date(2026, 3, 30), date(2026, 4, 2), line("STAY", "100.00"))
    paid(bill, "100.00", at(3, 1))
    freeze([bill])

    houses = House.objects.filter(pk=house.pk)
    one = [nights(houses, Period(day, day)).sections[0].figures[-1].amount
           for day in (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1))]  # fmt: skip

    assert one == [D("33.33"), D("33.34"), D("33.33")]


def test_network_has_a_section_for_each_currency_and_adds_none_up(month) -> None:
    yen = BareHouseFactory(currency="JPY")
    bill = BillFactory(house=yen, lines=[line("STAY", "9000")])
    paid(bill, "9000", at(3, 3))
    freeze_all()

    report = movements(House.objects.all(), MARCH)

    assert [(one.currency, one.figures[0].amount) for one in report.sections] == [
        ("JPY", D(9000)),
        ("USD", D(330)),
    ]
    assert (
        movements(House.objects.exclude(currency="JPY"), MARCH).sections == movements(month, MARCH).sections
    )


@pytest.mark.parametrize(("report", "queries"), [(movements, 2), (nights, 3), (taxes, 1)])
def test_reports_take_the_same_queries_whatever_the_rows(
    month, report, queries, django_assert_num_queries
) -> None:
    houses = House.objects.all()
    with django_assert_num_queries(queries):
        report(houses, MARCH)
    for _more in range(3):
        paid(BillFactory(house=BareHouseFactory()), "200.00", at(3, 3))
    freeze_all()

    with django_assert_num_queries(queries):
        report(houses, MARCH)


def test_rows_beyond_the_page_are_counted_and_in_the_file(month) -> None:
    short = movements(month, MARCH, most=2)

    assert [len(short.sections[0].rows), short.left_out] == [2, 1]
    assert len(movements(month, MARCH).sections[0].rows) == 3


def test_days_of_a_house_are_found_by_an_index(month) -> None:
    """Among few rows the planner reads them all, so that is switched off to see that it need not."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    came = Split.objects.filter(house__in=month.values("pk"), on__range=(MARCH.start, MARCH.end))
    served = Bill.objects.filter(house__in=month.values("pk"), service_end__gt=MARCH.start)

    assert "split_house_on" in came.explain()
    assert "bill_house_service_end" in served.explain()
