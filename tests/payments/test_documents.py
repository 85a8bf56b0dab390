"""Receipts, invoices and credit notes: their numbers, their words, and what they never do: change."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from payments import queries
from payments.actions import Refused, bills, charges, documents, refunds
from payments.actions.documents import Addressee
from payments.actions.splits import freeze
from payments.models import BillLine, Document, MoneyState, Numbering, Refund
from payments.rules.lines import Line
from tests.factories.payments import NOW, BareHouseFactory, BillFactory, PayerFactory, PaymentFactory

pytestmark = pytest.mark.django_db
D = Decimal
ACME = Addressee(
    name="Zoë Łukasz", company="王小明 GmbH", address="Hauptstr. 1\n10115 Berlin", tax_id="DE123"
)
DETAILS = {"name": "Casa SL", "address": "Calle 1\nMadrid", "tax_number": "ESB1", "footer": "Thank you."}


@pytest.fixture
def steward():
    return PayerFactory()


@pytest.fixture
def bill(steward):
    bill = BillFactory(
        lines=[
            Line(kind="STAY", label="Two nights", amount=D("200.00")),
            Line(kind="TAX", label="City tax", amount=D("20.00"), percent=D("10.0000")),
            Line(kind="FEE", label="Network", amount=D("10.00"), paid_by="HOUSE"),
        ]
    )
    documents.keep_details(bill.house, by=steward, now=NOW, **DETAILS)
    return bill


def paid(bill, amount="220.00", **fields):
    payment = PaymentFactory(bill=bill, amount=D(amount), **fields)
    freeze([bill])
    return payment


def made(refund):
    Refund.objects.filter(pk=refund.pk).update(state=MoneyState.SUCCEEDED, settled_at=NOW)
    freeze([refund.bill])
    refund.refresh_from_db()
    return refund


def test_numbers_count_by_house_kind_and_year(steward) -> None:
    one, other = BareHouseFactory(), BareHouseFactory(time_zone="Asia/Tokyo")
    new_year = datetime(2026, 12, 31, 23, tzinfo=UTC)
    numbers = [
        documents.receipt(paid(BillFactory(house=house), "200.00"), by=None, now=now).number
        for house, now in ((one, NOW), (one, NOW), (other, NOW), (one, new_year), (other, new_year))
    ]

    # In Tokyo the new year has begun.
    assert numbers == ["R2026-00001", "R2026-00002", "R2026-00001", "R2026-00003", "R2027-00001"]


def test_document_rolled_back_leaves_no_gap(bill) -> None:
    payment = paid(bill)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert documents.receipt(payment, by=None, now=NOW).place == 1
        raise RuntimeError

    assert documents.receipt(payment, by=None, now=NOW).place == 1
    assert Numbering.objects.get().last == 1


def test_receipt_is_written_once_and_only_for_money_that_came(bill) -> None:
    payment = paid(bill, "120.00", received_on=date(2026, 2, 27), reference="till 7")
    open_one = PaymentFactory(bill=bill, amount=D(100), state="CREATED", settled_at=None, applied_at=None)

    first = documents.receipt(payment, by=None, now=NOW)

    assert documents.receipt(payment, by=None, now=NOW) == first
    assert first.total == D(120)
    assert first.content["received"] == {
        "amount": "120.0000", "source": "CASH", "on": "2026-02-27", "reference": "till 7",
    }  # fmt: skip
    assert (first.content["paid"], first.content["owed"]) == ("120.0000", "100.0000")
    with pytest.raises(Refused):
        documents.receipt(open_one, by=None, now=NOW)


def test_money_taken_by_hand_gets_its_receipt(bill, steward, django_capture_on_commit_callbacks) -> None:
    cash = {"amount": D(220), "source": "CASH", "reference": "", "received_on": date(2026, 3, 1)}
    with django_capture_on_commit_callbacks(execute=True):
        charges.take_manual(bill, **cash, by=steward, now=NOW)

    assert [str(one) for one in queries.documents_of(bill)] == ["receipt R2026-00001"]


def test_house_pays_is_on_no_paper_and_invoice_says_what_was_given(bill, steward) -> None:
    paid(bill, "20.00")

    document = documents.invoice(bill, to=ACME, by=steward, now=NOW)

    content = document.content
    assert document.number == "I2026-00001"
    assert document.total == D(220)
    assert content["payer"] == {
        "name": "Zoë Łukasz", "company": "王小明 GmbH", "address": "Hauptstr. 1\n10115 Berlin",
        "tax_id": "DE123",
    }  # fmt: skip
    assert content["lines"] == [{"label": "Two nights", "percent": "", "amount": "200.0000"}]
    assert content["taxes"] == [{"label": "City tax", "percent": "10", "amount": "20.0000"}]
    assert content["house"]["tax_number"] == "ESB1"
    assert content["paid"] == "20.0000"
    assert "Network" not in json.dumps(content)


def test_content_stays_whatever_changes(bill, steward) -> None:
    document = documents.invoice(bill, to=ACME, by=steward, now=NOW)
    before = json.dumps(document.content, sort_keys=True)

    documents.keep_details(bill.house, by=steward, now=NOW, **(DETAILS | {"name": "Other SL"}))
    BillLine.objects.update(label="Changed")
    bill.payer.name = "Somebody else"
    bill.payer.save()
    document.refresh_from_db()

    assert json.dumps(document.content, sort_keys=True) == before


def test_invoice_needs_details_a_bill_and_no_other_invoice(bill, steward) -> None:
    bare = BillFactory()
    free = BillFactory(house=bill.house, lines=[Line(kind="STAY", label="Comped", amount=D(0))])
    documents.invoice(bill, to=ACME, by=steward, now=NOW)

    for refused, words in ((bare, "legal details"), (free, "Nothing is charged"), (bill, "I2026-00001")):
        with pytest.raises(Refused, match=words):
            documents.invoice(refused, to=ACME, by=steward, now=NOW)
    assert documents.receipt(paid(bare, "200.00"), by=None, now=NOW).number == "R2026-00001"


def test_cancelled_invoice_has_a_credit_note_and_makes_room_for_another(bill, steward) -> None:
    first = documents.invoice(bill, to=ACME, by=steward, now=NOW)

    note = documents.cancel_invoice(first, reason="Wrong name", by=steward, now=NOW)
    second = documents.invoice(bill, to=Addressee(name="B", address="C"), by=steward, now=NOW)

    assert (note.number, note.total, note.of) == ("C2026-00001", D(220), first)
    assert note.content["lines"] == first.content["lines"]
    assert note.content["of"] == {"kind": "INVOICE", "number": "I2026-00001", "on": "2026-03-01"}
    assert second.number == "I2026-00002"
    for refused in (first, note):
        with pytest.raises(Refused):
            documents.cancel_invoice(refused, reason="", by=steward, now=NOW)


def test_refund_of_a_smaller_stay_takes_back_part_of_the_invoice(bill, steward) -> None:
    documents.receipt(paid(bill), by=None, now=NOW)
    invoice = documents.invoice(bill, to=ACME, by=steward, now=NOW)
    bills.waive(bill, keep=D(110), label="Cancelled", by=None, now=NOW)
    [refund] = refunds.give_back(bill, amount=None, reason="Cancelled", by=steward, now=NOW)

    note = documents.credit_note(made(refund), by=None, now=NOW)

    assert (note.of, note.total) == (invoice, D(110))
    assert note.content["taxes"] == [{"label": "City tax", "percent": "10", "amount": "10.0000"}]
    assert note.content["lines"][0]["amount"] == "100.0000"
    assert queries.open_invoice(bill) == invoice
    assert documents.cancel_invoice(invoice, reason="", by=steward, now=NOW).total == D(110)
    assert queries.open_invoice(bill) is None


def test_refund_of_money_paid_twice_takes_back_its_receipt(bill, steward) -> None:
    documents.receipt(paid(bill), by=None, now=NOW)
    documents.invoice(bill, to=ACME, by=steward, now=NOW)
    twice = documents.receipt(paid(bill), by=None, now=NOW)
    [refund] = refunds.give_back(bill, amount=None, reason="Paid twice", by=steward, now=NOW)

    note = documents.credit_note(made(refund), by=None, now=NOW)

    assert (note.of, note.total) == (twice, D(220))


def test_credit_note_of_a_refund_that_failed_serves_the_next(bill, steward) -> None:
    documents.receipt(paid(bill), by=None, now=NOW)
    bills.waive(bill, keep=D(0), label="Cancelled", by=None, now=NOW)
    [failed] = refunds.give_back(bill, amount=None, reason="", by=steward, now=NOW)
    note = documents.credit_note(made(failed), by=None, now=NOW)
    Refund.objects.filter(pk=failed.pk).update(state=MoneyState.FAILED)
    [again] = refunds.give_back(bill, amount=None, reason="", by=steward, now=NOW)

    assert documents.credit_note(made(again), by=None, now=NOW) == note
    assert Document.objects.filter(kind="CREDIT").get().refund == again


def test_refund_of_what_never_had_a_paper_gets_none(bill, steward) -> None:
    paid(bill)
    bills.waive(bill, keep=D(0), label="Cancelled", by=None, now=NOW)
    [refund] = refunds.give_back(bill, amount=None, reason="", by=steward, now=NOW)

    assert documents.credit_note(made(refund), by=None, now=NOW) is None
