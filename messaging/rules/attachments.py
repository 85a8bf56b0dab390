"""Which files that came with a mail are kept for its readers, and what they are sent back as."""

from pathlib import PurePath
from typing import Final

LARGEST: Final = 10 * 1024 * 1024
MOST: Final = 10

# By the end of the name; what a mail says about a file may be anything. None of these runs or is a page.
TYPES: Final = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "txt": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def type_of(name: str) -> str:
    """The type a file of that name is sent as; empty where such a file is not kept."""
    return TYPES.get(PurePath(name).suffix.lower().removeprefix("."), "")


def is_kept(name: str, *, size: int, place: int) -> bool:
    """Whether the file at `place` (from 0) among those of its mail, of `size` bytes, is kept."""
    return bool(type_of(name)) and 0 < size <= LARGEST and place < MOST
