"""People's photos: made small, and told nothing but the picture."""

from io import BytesIO
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

LONGEST_SIDE = 1200


def portrait(upload: IO[bytes]) -> ContentFile[bytes]:
    """A JPEG of the picture, turned upright, at most 1200 pixels, without EXIF (place, camera, time)."""
    with Image.open(upload) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = BytesIO()
    upright.save(clean, "JPEG", quality=85)
    return ContentFile(clean.getvalue(), name=f"{uuid4().hex}.jpg")
