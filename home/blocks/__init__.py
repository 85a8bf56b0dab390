"""The one block library: what stewards can put on a page, at most a dozen."""

from wagtail import blocks

from home.blocks.pictures import ColumnsBlock, EmbedBlock, GalleryBlock, PictureBlock
from home.blocks.places import MapBlock, PeopleBlock, RoomsBlock
from home.blocks.words import CallToActionBlock, FaqBlock, NoticeBlock, QuoteBlock, TextBlock

__all__ = [
    "BodyBlock",
    "CallToActionBlock",
    "ColumnsBlock",
    "EmbedBlock",
    "FaqBlock",
    "GalleryBlock",
    "MapBlock",
    "NoticeBlock",
    "PeopleBlock",
    "PictureBlock",
    "QuoteBlock",
    "RoomsBlock",
    "TextBlock",
]


class BodyBlock(blocks.StreamBlock):
    text = TextBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    columns = ColumnsBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
    faq = FaqBlock()
    notice = NoticeBlock()
    people = PeopleBlock()
    rooms = RoomsBlock()
    map = MapBlock()
    embed = EmbedBlock()

    class Meta:
        # Each is a part of the page that links lead to.
        block_counts = {"people": {"max_num": 1}, "rooms": {"max_num": 1}, "map": {"max_num": 1}}
