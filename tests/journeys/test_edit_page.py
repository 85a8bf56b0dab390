"""A steward edits the house's page in Wagtail: a picture, a preview, published, seen on the site."""

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from members.models import User
from tests.journeys.mailbox import work
from tests.journeys.pictures import look
from tests.journeys.steps import STEWARD, press, press_button

# Wagtail leaves its temporary files of pictures to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ALT = "Stairs in the sun"


@pytest.fixture
def drawing(tmp_path: Path) -> Iterator[Path]:
    """A picture of stairs in the sun."""
    image = Image.new("RGB", (1600, 1000), "#f3e3c3")
    draw = ImageDraw.Draw(image)
    for step in range(8):
        draw.rectangle((200 * step, 900 - 100 * step, 1600, 1000), fill=(60 + 20 * step, 90, 90))
    image.save(path := tmp_path / "stairs.jpg")
    yield path
    gc.collect()


def test_steward_gives_the_house_a_picture(visit, embassy, drawing):
    page = visit("/admin/", user=User.objects.get(email=STEWARD))
    opens_the_editor(page)
    chooses(page, drawing)
    previews(page)
    press_button(page, "More actions")
    press_button(page, "Publish")
    expect(page.get_by_text("Page 'Embassy SF' has been published.")).to_be_visible()
    work()

    press(page.get_by_role("link", name="View live"))

    expect(page).to_have_url(re.compile("/embassy-sf/$"))
    picture = page.get_by_role("img", name=ALT)
    expect(picture).to_be_visible()
    look(page, "house-with-picture")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert picture.evaluate("image => image.currentSrc").endswith(".avif")
    page.get_by_role("heading", name="How it works here").evaluate("heading => heading.scrollIntoView()")
    expect(picture).not_to_be_in_viewport()
    expect(page.locator(".stay-bar-price")).to_be_in_viewport()


def opens_the_editor(page: Page) -> None:
    page.goto("/admin/pages/")
    press(page.get_by_role("navigation", name="Actions").get_by_role("button", name="Actions"))
    press(page.get_by_role("link", name="Edit", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Editing House page: Embassy SF")


def chooses(page: Page, drawing: Path) -> None:
    """A picture from the steward's own computer."""
    press_button(page, "Choose an image")
    dialog = page.get_by_role("dialog")
    press(dialog.get_by_role("tab", name="Upload"))
    dialog.get_by_label("File").set_input_files(drawing)
    dialog.get_by_label("Title").fill("Stairs")
    dialog.get_by_label("What is to be seen").fill(ALT)
    look(page, "wagtail-upload")
    press(dialog.get_by_role("button", name="Upload"))
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("region", name="Banner")).to_contain_text("Stairs")


def previews(page: Page) -> None:
    """Beside the form, before anybody else sees it."""
    press_button(page, "Toggle preview")
    frame = page.get_by_role("complementary", name="Preview").frame_locator("iframe:not(.w-preview__proxy)")
    expect(frame.get_by_role("img", name=ALT)).to_be_visible()
    look(page, "wagtail-preview")
    press_button(page, "Toggle preview")
