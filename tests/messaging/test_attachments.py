"""Which files are kept, and what they are sent back as."""

import pytest

from messaging.rules.attachments import LARGEST, MOST, is_kept, type_of


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("plan.pdf", "application/pdf"),
        ("Photo.JPG", "image/jpeg"),
        ("notes.txt", "text/plain; charset=utf-8"),
        ("page.html", ""),
        ("picture.svg", ""),
        ("program.exe", ""),
        ("plan.pdf.exe", ""),
        ("script.js", ""),
        ("no-ending", ""),
        (".pdf", ""),
        ("", ""),
    ],
)
def test_type_is_told_by_the_name(name, type):
    assert type_of(name) == type


@pytest.mark.parametrize(
    ("size", "place", "kept"),
    [(1, 0, True), (LARGEST, MOST - 1, True), (LARGEST + 1, 0, False), (1, MOST, False), (0, 0, False)],
)
def test_files_are_kept_up_to_a_size_and_a_number(size, place, kept):
    assert is_kept("plan.pdf", size=size, place=place) is kept
    assert not is_kept("page.html", size=size, place=place)
