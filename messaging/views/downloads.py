"""A file that came with a mail, to be kept and never shown: anybody may have sent it."""

from django.http import FileResponse

from messaging.models import Attachment


def download(attachment: Attachment) -> FileResponse:
    """The browser saves it under its name; it is told to guess no kind, and to run nothing of it."""
    answer = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
