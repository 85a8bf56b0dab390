"""Files that came by mail, sent back so that nothing in them runs."""

from django.http import FileResponse

from messaging.models import Attachment
from messaging.rules.attachments import type_of


def as_download(attachment: Attachment) -> FileResponse:
    """The file to be saved, never shown: its type is told by its name, and no browser guesses another."""
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=type_of(attachment.name) or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
