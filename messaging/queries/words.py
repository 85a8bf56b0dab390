"""What houses say in their own words."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

from locations.models import House
from messaging.models import Override


def override_for(house: House, key: str, *, language: str) -> Override | None:
    """The house's own words for the mail `key`, as who reads `language` gets them.

    Those in that language; where the network has no words in it either, so that the mail would come in the
    site's first language, the house's words in that one.
    """
    languages = [language] if is_spoken(language) else [language, settings.LANGUAGE_CODE]
    kept = Override.objects.filter(house=house, key=key, language__in=languages)
    found = {override.language: override for override in kept.select_related("house")}
    return next((found[one] for one in languages if one in found), None)


def is_spoken(language: str) -> bool:
    """Whether the network's own words are there in `language`."""
    if language == settings.LANGUAGE_CODE:
        return True
    return any((Path(folder) / to_locale(language)).is_dir() for folder in settings.LOCALE_PATHS)
