"""Every block shows its preview, stores what it is given, and refuses what would not work on the page."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.blocks.struct_block import StructBlockValidationError

from home.blocks import BodyBlock, CallToActionBlock
from tests.factories.locations import home_page

BLOCKS = BodyBlock().child_blocks


def preview(name: str) -> str:
    block = BLOCKS[name]
    value = block.get_preview_value()
    context = block.get_preview_context(value)
    context |= {"bound_block": block.bind(value), "block_def": block}
    return render_to_string(block.get_preview_template(value, context), context)


def test_library_stays_small():
    assert list(BLOCKS) == [
        "text", "picture", "beside", "gallery", "quote", "call_to_action", "faq", "notice",
    ]  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_block_says_what_it_is_for_and_shows_itself(name):
    block = BLOCKS[name]

    assert block.is_previewable
    assert block.get_description()
    assert block.meta.icon != "placeholder"
    assert "/static/css/components.css" in preview(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("text", "<h2>The long table</h2>"),
        ("picture", "<figcaption>The caption stands here.</figcaption>"),
        ("beside", '<div class="beside">'),
        ("gallery", '<div class="gallery">'),
        ("quote", "<figcaption>A guest in spring</figcaption>"),
        ("call_to_action", '<a class="button" href="/stay/">See free rooms</a>'),
        ("faq", "<summary>Can I bring a bike?</summary>"),
        ("notice", '<aside class="notice notice-note">'),
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
