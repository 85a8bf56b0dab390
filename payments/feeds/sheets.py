"""Reports as sheets: CSV and XLSX, in which nothing that somebody typed is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from payments.queries.reports.shape import Report, Section, Unit
from payments.rules.money import places, rounded

# What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows(report: Report) -> Iterator[Sequence[object]]:
    """All that a report says, line by line: figures with their meanings, then its table."""
    yield [report.title]
    yield [report.about]
    for section in report.sections:
        yield []
        yield [section.title or section.currency]
        for figure in section.figures:
            number = _number(figure.amount, figure.unit, section.currency)
            yield [_named(figure.label, figure.unit), number, figure.meaning]
        if section.columns:
            yield []
            yield from table(section)


def table(section: Section) -> Iterator[Sequence[object]]:
    """The table of a section alone, its headings first."""
    yield [_named(column.label, column.unit) for column in section.columns]
    for row in section.rows:
        yield [
            _number(cell, column.unit, section.currency)
            for cell, column in zip(row, section.columns, strict=True)
        ]


def _named(label: str, unit: Unit) -> str:
    """A rate is a bare number in a sheet, so its heading says what of."""
    return f"{label}, %" if unit == Unit.PERCENT else label


def _number(cell: object, unit: Unit, currency: str) -> object:
    """Money stays a decimal number of its places; what is no money is a sheet's own kind of number."""
    if cell is None:
        return ""
    if not isinstance(cell, Decimal):
        return cell
    if unit == Unit.MONEY:
        return rounded(cell, currency=currency)
    return int(cell) if unit == Unit.COUNT else float(cell)


def as_csv(report: Report) -> bytes:
    """UTF-8 with its mark, without which Excel reads names wrong."""
    return csv_of(rows(report))


def csv_of(lines: Iterable[Sequence[object]]) -> bytes:
    """Any lines, written the same way."""
    file = io.StringIO()
    csv.writer(file).writerows([_plain(cell) for cell in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")


def _plain(cell: object) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)):
        return str(cell)
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_xlsx(report: Report) -> bytes:
    """One sheet; amounts and dates are numbers and dates there, with the places of their currency."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=report.name)
    currency = ""
    for row in rows(report):
        if len(row) == 1 and any(row[0] == section.currency for section in report.sections):
            currency = str(row[0])
        sheet.append([_typed(sheet, cell, currency) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _typed(sheet: WriteOnlyWorksheet, cell: object, currency: str) -> WriteOnlyCell:
    if isinstance(cell, str):
        typed = WriteOnlyCell(sheet, "")
        # Never "f": text stays text.
        typed.value = ILLEGAL_CHARACTERS_RE.sub("", cell)
        typed.data_type = "s"
        return typed
    typed = WriteOnlyCell(sheet, cell)
    if isinstance(cell, Decimal):
        typed.number_format = "#,##0" + ("." + "0" * places(currency) if places(currency) else "")
    return typed
