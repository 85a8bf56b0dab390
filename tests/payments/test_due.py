"""What is due now and what later, as pure rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.rules.balance import Balance
from payments.rules.due import Parts, Plan, parts, plan

ARRIVE, TODAY = date(2026, 5, 17), date(2026, 3, 2)


def made(when: str, *, today=TODAY) -> Plan | None:
    return plan(when=when, percent=20, days=14, arrive=ARRIVE, today=today)


def of(money, *, today=TODAY, percent="20", currency="USD") -> Parts:
    total, paid, refunded = (Decimal(number) for number in money)
    balance = Balance(total=total, paid=paid, refunded=refunded)
    rest_on = date(2026, 5, 3)
    return parts(balance, plan=Plan(Decimal(percent), rest_on), currency=currency, today=today)


@pytest.mark.parametrize(
    ("when", "today", "made_of"),
    [
        ("ALL", TODAY, None),
        ("DEPOSIT", TODAY, Plan(Decimal(20), date(2026, 5, 3))),
        ("DEPOSIT", date(2026, 5, 2), Plan(Decimal(20), date(2026, 5, 3))),
        ("DEPOSIT", date(2026, 5, 3), None),
        ("ARRIVAL", TODAY, Plan(Decimal(0), ARRIVE)),
        ("ARRIVAL", ARRIVE, None),
    ],
)
def test_plan_of_a_house(when, today, made_of) -> None:
    assert made(when, today=today) == made_of


@pytest.mark.parametrize(
    ("money", "now", "rest"),
    [
        ((300, 0, 0), "60", "240"),
        ((300, 60, 0), "0", "240"),
        ((300, 20, 0), "40", "240"),
        ((300, 100, 0), "0", "200"),
        ((300, 60, 60), "60", "240"),
        ((300, 300, 0), "0", "0"),
        ((300, 400, 0), "0", "0"),
        ((0, 0, 0), "0", "0"),
    ],
)
def test_parts_before_the_day_of_the_rest(money, now, rest) -> None:
    day = date(2026, 5, 3) if Decimal(rest) else None

    assert of(money) == Parts(now=Decimal(now), rest=Decimal(rest), rest_on=day)


def test_all_is_due_on_the_day_of_the_rest_and_after() -> None:
    for days in (0, 1, 400):
        assert of((300, 60, 0), today=date(2026, 5, 3) + timedelta(days=days)) == Parts(now=Decimal(240))


def test_the_first_part_is_rounded_once_to_what_the_currency_has() -> None:
    assert of(("99.99", 0, 0)).now == Decimal("20.00")
    assert of((9999, 0, 0), currency="JPY").now == 2000
    assert of(("9.999", 0, 0), currency="KWD").now == Decimal("2.000")


MONEY = st.decimals(0, 100_000, places=2)


@given(total=MONEY, paid=MONEY, percent=st.integers(0, 100), late=st.integers(-60, 60))
def test_parts_add_up_to_what_is_owed_and_never_fall_below_nothing(total, paid, percent, late) -> None:
    day = date(2026, 5, 3) + timedelta(days=late)

    dues = of((total, paid, 0), today=day, percent=str(percent))

    assert dues.owed == max(0, total - paid)
    assert min(dues.now, dues.rest) >= 0
