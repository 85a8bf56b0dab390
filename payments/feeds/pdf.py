"""A document as a PDF: one page or more, with the fonts it needs inside."""

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from payments.queries.paper import Paper

FONTS: Final = Path(__file__).parents[1] / "fonts"
# For letters that the text's own font lacks, in this order: letters each has, as first and last.
HAN: Final = [(0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)]
HANGUL: Final = [(0x3131, 0x318F), (0xAC00, 0xD7A3)]
FALLBACKS: Final = {"han": ("droid-sans-fallback.ttf", HAN), "hangul": ("house-hangul.ttf", HANGUL)}
MARGIN, LINE, AMOUNTS = 20, 5.5, 45

# It tells of every letter.
logging.getLogger("fontTools").setLevel(logging.WARNING)


class Sheet(FPDF):
    """Pages of a paper, each with its number at the foot."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.paper = paper
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=25)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("text", size=8)
        place = {"number": self.paper.number, "page": self.page_no(), "pages": "{nb}"}
        with translation.override(self.paper.language):
            said = _("%(number)s, page %(page)s of %(pages)s") % place
        self.cell(0, 5, said, align="R")


def pdf(paper: Paper, *, made_at: datetime) -> bytes:
    """The paper as PDF, the same bytes each time; letters that no font of ours has are boxes."""
    sheet = Sheet(paper)
    sheet.set_creation_date(made_at)
    sheet.set_title(f"{paper.title} {paper.number}")
    sheet.set_author(paper.house[0])
    sheet.set_lang(paper.language)
    _fonts(sheet, _words(paper))
    sheet.add_page()
    _head(sheet)
    _table(sheet)
    for words in [*paper.notes, *paper.foot]:
        _text(sheet, words)
    return bytes(sheet.output())


def _words(paper: Paper) -> str:
    pairs = [*paper.facts, *paper.sums, *((line.label, line.amount) for line in paper.lines)]
    return "".join(
        [*paper.house, *paper.payer, *paper.notes, *paper.foot, *(part for pair in pairs for part in pair)]
    )


def _fonts(sheet: Sheet, words: str) -> None:
    """The text's font, and of the others only those and only the letters that it needs: they are large."""
    sheet.add_font("text", fname=FONTS / "noto-sans.ttf")
    sheet.add_font("text", "B", fname=FONTS / "noto-sans-bold.ttf")
    needed = []
    for name, (file, ranges) in FALLBACKS.items():
        letters = sorted({ord(one) for one in words if any(low <= ord(one) <= high for low, high in ranges)})
        if letters:
            sheet.add_font(name, fname=FONTS / file, unicode_range=letters)
            needed.append(name)
    # A name in bold is better plain than a row of boxes.
    sheet.set_fallback_fonts(needed, exact_match=False)


def _head(sheet: Sheet) -> None:
    paper = sheet.paper
    _lines(sheet, paper.house)
    sheet.ln(LINE)
    _lines(sheet, paper.payer)
    sheet.ln(LINE * 2)
    sheet.set_font("text", "B", 16)
    sheet.multi_cell(0, 9, f"{paper.title} {paper.number}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(2)
    for label, value in paper.facts:
        sheet.set_font("text", size=9)
        sheet.cell(45, LINE, label, new_x=XPos.RIGHT, new_y=YPos.TOP)
        sheet.multi_cell(0, LINE, value, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(LINE)


def _lines(sheet: Sheet, lines: Iterable[str]) -> None:
    for place, line in enumerate(lines):
        sheet.set_font("text", "" if place else "B", 10)
        sheet.multi_cell(0, LINE, line, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _table(sheet: Sheet) -> None:
    for line in sheet.paper.lines:
        _row(sheet, " ".join(filter(None, [line.label, line.rate])), line.amount)
    last = len(sheet.paper.sums) - 1
    for place, (label, amount) in enumerate(sheet.paper.sums):
        _row(sheet, label, amount, is_bold=place == last)
    sheet.ln(LINE)


def _row(sheet: Sheet, label: str, amount: str, *, is_bold: bool = False) -> None:
    sheet.set_font("text", "B" if is_bold else "", 10)
    if sheet.will_page_break(LINE * 3):
        sheet.add_page()
    top, page = sheet.get_y(), sheet.page
    sheet.set_draw_color(200)
    sheet.line(MARGIN, top, sheet.w - MARGIN, top)
    sheet.multi_cell(sheet.epw - AMOUNTS, LINE + 1, label, align="L", new_x=XPos.RIGHT, new_y=YPos.NEXT)
    bottom = sheet.get_y()
    sheet.set_y(top if sheet.page == page else MARGIN)
    sheet.set_x(sheet.w - MARGIN - AMOUNTS)
    sheet.cell(AMOUNTS, LINE + 1, amount, align="R")
    sheet.set_xy(MARGIN, bottom)


def _text(sheet: Sheet, words: str) -> None:
    sheet.set_font("text", size=9)
    sheet.multi_cell(0, LINE, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(2)
