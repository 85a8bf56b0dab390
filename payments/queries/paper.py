"""A document in the words and figures of its own language, for the page and for the PDF alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from payments.models import Document, DocumentKind, Source
from payments.rules.documents import summed


@dataclass(frozen=True)
class PaperLine:
    """`rate` is empty where there is none."""

    label: str
    rate: str
    amount: str


@dataclass(frozen=True)
class Paper:
    """All that is printed, in order; `sums` end with the one that counts."""

    language: str
    title: str
    number: str
    house: list[str]
    payer: list[str]
    facts: list[tuple[str, str]]
    lines: list[PaperLine]
    sums: list[tuple[str, str]]
    notes: list[str]
    foot: list[str]


@dataclass(frozen=True)
class _Writer:
    """How a language and a currency write days and amounts."""

    locale: str
    currency: str

    def day(self, value: str) -> str:
        return format_date(date.fromisoformat(value), "long", locale=self.locale)

    def money(self, value: Decimal | str) -> str:
        return format_currency(Decimal(value), self.currency, locale=self.locale)

    def rate(self, percent: str) -> str:
        return f"{format_decimal(Decimal(percent), locale=self.locale)} %" if percent else ""

    def lines(self, written: Iterable[Mapping[str, str]]) -> list[PaperLine]:
        return [
            PaperLine(one["label"], self.rate(one["percent"]), self.money(one["amount"])) for one in written
        ]


def paper(document: Document) -> Paper:
    """What is printed of a document, from nothing but what it kept. No query."""
    writer = _Writer(locale=to_locale(document.language), currency=document.currency)
    content = document.content
    with translation.override(document.language):
        return Paper(
            language=document.language,
            title=capfirst(str(DocumentKind(document.kind).label)),
            number=document.number,
            house=_house(content["house"]),
            payer=_payer(content["payer"]),
            facts=_facts(document, content, writer),
            lines=writer.lines(content["lines"]),
            sums=_sums(document, content, writer),
            notes=_notes(document, content, writer),
            foot=[content["house"]["footer"]] if content["house"]["footer"] else [],
        )


def _house(house: Mapping[str, str]) -> list[str]:
    lines = [house["legal_name"] or house["name"], *house["address"].splitlines()]
    if house["legal_name"] and house["legal_name"] != house["name"]:
        lines.insert(1, house["name"])
    if house["tax_number"]:
        lines.append(_("Tax number: %(number)s") % {"number": house["tax_number"]})
    return [line for line in [*lines, house["mail"]] if line.strip()]


def _payer(payer: Mapping[str, str]) -> list[str]:
    lines = [payer["company"], payer["name"], *payer["address"].splitlines()]
    if payer["tax_id"]:
        lines.append(_("Tax number: %(number)s") % {"number": payer["tax_id"]})
    return [line for line in lines if line.strip()]


def _facts(document: Document, content: Mapping[str, Any], writer: _Writer) -> list[tuple[str, str]]:
    about = content["about"]
    facts = [
        (_("Date"), writer.day(document.issued_on.isoformat())),
        (_("For"), about["label"]),
        (_("Booking number"), about["reference"]),
        (_("From"), writer.day(about["start"])),
        (_("Until"), writer.day(about["end"])),
    ]
    if document.kind == DocumentKind.CREDIT:
        of = {"kind": DocumentKind(content["of"]["kind"]).label, "number": content["of"]["number"]}
        told = _("%(kind)s %(number)s of %(day)s") % {**of, "day": writer.day(content["of"]["on"])}
        facts.insert(1, (_("Takes back"), capfirst(told)))
        if content["reason"]:
            facts.append((_("Reason"), content["reason"]))
    return facts


def _sums(document: Document, content: Mapping[str, Any], writer: _Writer) -> list[tuple[str, str]]:
    net, taxes = summed(content["lines"]), content["taxes"]
    sums = []
    if taxes:
        sums.append((_("Before taxes"), writer.money(net)))
        sums += [(" ".join(filter(None, [one.label, one.rate])), one.amount) for one in writer.lines(taxes)]
    total = net + summed(taxes)
    labels = {DocumentKind.CREDIT: _("Given back or no longer owed"), DocumentKind.INVOICE: _("Total")}
    if document.kind == DocumentKind.RECEIPT:
        received = content["received"]
        sums.append((_("Charged in all"), writer.money(total)))
        source = {"source": Source(received["source"]).label, "day": writer.day(received["on"])}
        return [*sums, (_("Received by %(source)s, %(day)s") % source, writer.money(received["amount"]))]
    return [*sums, (labels[DocumentKind(document.kind)], writer.money(total))]


def _notes(document: Document, content: Mapping[str, Any], writer: _Writer) -> list[str]:
    if document.kind == DocumentKind.RECEIPT:
        owed = Decimal(content["owed"])
        if owed > 0:
            return [_("Still to pay after this: %(owed)s.") % {"owed": writer.money(owed)}]
        return [_("Nothing is left to pay.")]
    if document.kind == DocumentKind.CREDIT:
        return []
    paid = Decimal(content["paid"])
    left = document.total - paid
    if left <= 0:
        return [_("Paid in full.")]
    sums = {"paid": writer.money(paid), "left": writer.money(left)}
    return [_("Paid so far: %(paid)s. Still to pay: %(left)s.") % sums]
