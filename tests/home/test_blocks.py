"""Every block shows its preview, stores what it is given, and refuses what would not work on the page."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import get_template, render_to_string
from wagtail.blocks.struct_block import StructBlockValidationError

from home.blocks import BodyBlock, CallToActionBlock
from home.images import SiteImage
from tests.factories.locations import home_page
from tests.home.uploads import encoded

BLOCKS = BodyBlock().child_blocks
COLUMN = BLOCKS["columns"].child_blocks["columns"].child_block


def preview(name: str) -> str:
    block = BLOCKS[name]
    value = block.get_preview_value()
    context = block.get_preview_context(value)
    context |= {"bound_block": block.bind(value), "block_def": block}
    return render_to_string(block.get_preview_template(value, context), context)


def test_library_stays_small():
    assert list(BLOCKS) == [
        "text", "picture", "gallery", "columns", "quote", "call_to_action", "faq", "notice", "people",
        "rooms", "map", "embed",
    ]  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_block_says_what_it_is_for_and_shows_itself(name):
    block = BLOCKS[name]

    assert block.is_previewable
    assert block.get_description()
    assert block.meta.icon != "placeholder"
    assert "/static/css/components.css" in preview(name)


@pytest.mark.parametrize("name", BLOCKS)
def test_template_of_a_block_is_short(name):
    lines = Path(get_template(BLOCKS[name].meta.template).origin.name).read_text().splitlines()

    assert len(lines) < 25


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("text", "<h2>The long table</h2>"),
        ("picture", "<figcaption>The caption stands here.</figcaption>"),
        ("columns", '<div class="columns columns-2">'),
        ("gallery", '<div class="gallery">'),
        ("quote", "<figcaption>A guest in spring</figcaption>"),
        ("call_to_action", '<a class="button" href="/stay/">See free rooms</a>'),
        ("faq", "<summary>Can I bring a bike?</summary>"),
        ("notice", '<aside class="notice notice-note">'),
        ("people", "<h3>Ada</h3>"),
        ("rooms", '<li class="room">'),
        ("map", "20 minutes on foot, north"),
        ("embed", 'data-player="https://player.vimeo.com/video/76979871?autoplay=1&amp;dnt=1"'),
    ],
)
def test_preview_shows_the_block_as_the_page_does(name, shown):
    assert shown in preview(name)


def call_to_action(**given):
    block = CallToActionBlock()
    words = {"heading": "Stay", "text": "", "label": "See the rooms", "page": None, "address": ""}
    return block, block.to_python(words | given)


@pytest.mark.parametrize("address", ["/stay/", "#rooms", "https://example.org/", "mailto:hello@example.org"])
def test_call_to_action_leads_to_the_address_typed(address):
    block, value = call_to_action(address=address)

    assert block.clean(value).href == address


@pytest.mark.django_db
def test_call_to_action_leads_to_the_page_chosen():
    block, value = call_to_action(page=home_page().pk)

    assert block.clean(value).href == home_page().url


@pytest.mark.django_db
def test_call_to_action_needs_one_of_page_and_address():
    for given in ({}, {"page": home_page().pk, "address": "/stay/"}):
        block, value = call_to_action(**given)

        with pytest.raises(StructBlockValidationError) as refused:
            block.clean(value)

        assert refused.value.block_errors["page"].messages == [
            "Choose a page or type an address, one of the two."
        ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.org", "http://example.org/"])
def test_call_to_action_refuses_an_address_a_browser_would_not_follow_safely(address):
    block, value = call_to_action(address=address)

    with pytest.raises(ValidationError) as refused:
        block.clean(value)

    assert refused.value.block_errors["address"].messages == ["Begin with https://, mailto: or a slash."]


def refused(name: str, **given) -> dict[str, list[str]]:
    block = BLOCKS[name]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(given))
    return {field: error.messages for field, error in refused.value.block_errors.items()}


@pytest.mark.parametrize(
    "address", ["https://example.org/film", "http://vimeo.com/76979871", "https://vimeo.com/"]
)
def test_film_is_of_a_host_we_know(address):
    said = refused("embed", address=address, title="A walk", image=None)

    assert said == {"address": ["That is no address of a film we can play. Known are: YouTube, Vimeo."]}


def test_film_is_a_link_until_it_is_played():
    block = BLOCKS["embed"]
    value = block.clean(block.to_python({"address": "https://youtu.be/abcdefghijk", "title": "A walk"}))

    shown = block.render(value)

    assert '<a class="button" href="https://www.youtube.com/watch?v=abcdefghijk"' in shown
    assert "Play “A walk” from YouTube" in shown
    assert "<iframe" not in shown


def where(**given):
    block = BLOCKS["map"]
    words = {"heading": "", "address": "12 Example Street", "text": "", "nearby": []}
    return block.clean(block.to_python(words | given))


def test_map_leads_to_its_coordinates_or_to_its_address():
    coordinates = where(latitude="52.3668", longitude="4.8825")

    assert coordinates.href == (
        "https://www.openstreetmap.org/?mlat=52.36680&mlon=4.88250#map=16/52.36680/4.88250"
    )
    assert where().href == "https://www.openstreetmap.org/search?query=12+Example+Street"


def test_map_needs_both_coordinates():
    assert refused("map", address="12 Example Street", latitude="52", nearby=[]) == {
        "longitude": ["Give both latitude and longitude, or neither."]
    }


def test_map_draws_what_it_says_in_words():
    shown = BLOCKS["map"].render(where(nearby=[{"name": "The station", "minutes": 1, "direction": "se"}]))

    assert "The station" in shown
    assert "a minute on foot, south-east" in shown
    assert shown.count("sketch-place") == 1
    assert "sketch" not in BLOCKS["map"].render(where())


@pytest.mark.parametrize("lacks", ["name", "minutes", "direction"])
@pytest.mark.parametrize("empty", ["", None])
def test_map_leaves_out_what_an_editor_is_still_writing(lacks, empty):
    """A draft and a preview show what is not complete yet."""
    station = {"name": "The station", "minutes": 1, "direction": "se"}
    nearby = [{**station, lacks: None if lacks == "minutes" else empty}, station]
    block = BLOCKS["map"]
    shown = block.render(block.to_python({"address": "12 Example Street", "nearby": nearby}))

    assert shown.count("sketch-place") == shown.count("<li>") == 1


def test_column_needs_a_picture_or_words():
    empty = COLUMN.to_python({"image": {"image": None, "alt_text": "", "decorative": False}, "text": ""})

    with pytest.raises(StructBlockValidationError) as refused:
        COLUMN.clean(empty)

    assert refused.value.block_errors["text"].messages == ["Choose a picture, write something, or both."]


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize(("name", "may"), [("picture", False), ("columns", True)])
def test_decoration_is_only_where_a_picture_tells_nothing(name, may, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = SiteImage.objects.create(title="Roof", file=ContentFile(encoded("JPEG"), name="roof.jpg"))
    image.decorative, image.contextual_alt_text = True, ""
    block = BLOCKS["picture"].child_blocks["image"] if name == "picture" else COLUMN.child_blocks["image"]

    if may:
        assert block.clean(image) is image
    else:
        with pytest.raises(StructBlockValidationError) as refused:
            block.clean(image)
        assert list(refused.value.block_errors) == ["decorative"]
