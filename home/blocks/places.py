"""Blocks of a house's own: its people, its rooms, and where it lies."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.words import LINE
from home.rules.sketch import Sketch, sketch

WAYS = [
    ("n", _("north")),
    ("ne", _("north-east")),
    ("e", _("east")),
    ("se", _("south-east")),
    ("s", _("south")),
    ("sw", _("south-west")),
    ("w", _("west")),
    ("nw", _("north-west")),
]


class PeopleBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=80)
    text = blocks.TextBlock(required=False, max_length=400)

    class Meta:
        icon = "group"
        label = _("People")
        description = _("Who lives here and who runs the house: those who agreed to be shown, nobody else.")
        template = "blocks/people.html"
        preview_template = "blocks/preview/people.html"


class RoomsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=80)

    class Meta:
        icon = "list-ul"
        label = _("Rooms")
        description = _(
            "The house’s rooms with beds, prices and the free nights of the next month, to compare."
        )
        template = "blocks/rooms.html"
        preview_template = "blocks/preview/rooms.html"


class NearbyValue(blocks.StructValue):
    @property
    def way(self) -> str:
        """The direction in words."""
        return str(dict(WAYS).get(self.get("direction"), ""))


class NearbyBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80)
    minutes = blocks.IntegerBlock(min_value=1, max_value=240, label=_("minutes on foot"))
    direction = blocks.ChoiceBlock(choices=WAYS)

    class Meta:
        value_class = NearbyValue


class MapValue(blocks.StructValue):
    @property
    def places(self) -> list[blocks.StructValue]:
        """What is nearby, but for what an editor is still writing: drafts and previews show those too."""
        return [place for place in self["nearby"] if place["name"] and place["minutes"] and place.way]

    @property
    def sketch(self) -> Sketch:
        """The drawing of what is nearby."""
        return sketch((place["minutes"], place["direction"]) for place in self.places)

    @property
    def href(self) -> str:
        """The place on OpenStreetMap: by its coordinates, or by its address."""
        latitude, longitude = self.get("latitude"), self.get("longitude")
        if latitude is None or longitude is None:
            return f"https://www.openstreetmap.org/search?{urlencode({'query': self['address']})}"
        place = f"{latitude:.5f}/{longitude:.5f}"
        marker = urlencode({"mlat": f"{latitude:.5f}", "mlon": f"{longitude:.5f}"})
        return f"https://www.openstreetmap.org/?{marker}#map=16/{place}"


class MapBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=80)
    address = blocks.CharBlock(max_length=300)
    latitude = blocks.DecimalBlock(
        required=False, min_value=-90, max_value=90, help_text=_("Such as 52.36851")
    )
    longitude = blocks.DecimalBlock(required=False, min_value=-180, max_value=180)
    text = blocks.RichTextBlock(required=False, features=[*LINE, "ol", "ul"], label=_("how to get here"))
    nearby = blocks.ListBlock(
        NearbyBlock(), max_num=9, default=[], label=_("nearby"), help_text=_("Drawn as a small map.")
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if (cleaned["latitude"] is None) != (cleaned["longitude"] is None):
            error = ValidationError(_("Give both latitude and longitude, or neither."))
            raise blocks.StructBlockValidationError(block_errors={"longitude": error})
        return cleaned

    class Meta:
        icon = "site"
        label = _("Map")
        description = _("Where the house is: a drawing of what is nearby, the address, the way there.")
        template = "blocks/map.html"
        value_class = MapValue
        preview_value = {
            "heading": "Where we are",
            "address": "12 Example Street",
            "latitude": None,
            "longitude": None,
            "text": "<p>Out of the station, along the water, over the second bridge.</p>",
            "nearby": [
                {"name": "The station", "minutes": 20, "direction": "n"},
                {"name": "The market", "minutes": 6, "direction": "se"},
                {"name": "The park", "minutes": 12, "direction": "w"},
            ],
        }
