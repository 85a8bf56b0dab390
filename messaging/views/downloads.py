"""A file that came with a mail, to be kept and never shown: anybody may have sent it."""

from django.http import FileResponse

from messaging.models import Attachment
from messaging.rules.attachments import type_of


def download(attachment: Attachment, *, is_typed: bool = False) -> FileResponse:
    """The browser saves it under its name; it is told to guess no kind, and to run nothing of it.

    `is_typed`: it is told the kind too, which goes by the name.
    """
    kind = type_of(attachment.name) if is_typed else ""
    answer = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=kind or "application/octet-stream",
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
