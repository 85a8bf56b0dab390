"""What is stored of an uploaded picture: the picture, upright, and nothing else."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from home.rules.cleaning import LONGEST_SIDE, Fault, Unusable, clean, pixels
from tests.home.uploads import SECRETS, SIZE, bomb, encoded, exif, place_in, telling, two_halves

PIXELS = 40_000_000
# Pictures of phones and programs; a GIF has no room for where it was taken.
TELLING = ["JPEG", "HEIF", "PNG", "WEBP", "AVIF"]


def stored(data: bytes) -> Image.Image:
    return Image.open(BytesIO(clean(data, max_pixels=PIXELS).data))


def colour(picture: Image.Image, x: int, y: int) -> str:
    red, _green, blue = picture.convert("RGB").getpixel((x, y))
    return "red" if red > blue else "blue"


@pytest.mark.parametrize("kind", TELLING)
def test_nothing_but_the_picture_is_kept(kind):
    sent = telling(kind)
    assert place_in(sent)
    assert SECRETS[0] in sent

    kept = clean(sent, max_pixels=PIXELS).data

    assert place_in(kept) == {}
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}
    assert [secret for secret in SECRETS if secret in kept] == []
    assert b"<x" not in kept
    assert "icc_profile" not in Image.open(BytesIO(kept)).info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("turned", "size", "top"),
    [(1, (60, 40), "red"), (3, (60, 40), "blue"), (6, (40, 60), "side"), (8, (40, 60), "side")],
)
def test_picture_is_turned_upright(kind, turned, size, top):
    picture = stored(telling(kind, turned=turned))

    assert picture.size == size
    if top == "side":
        assert {colour(picture, 5, 30), colour(picture, 35, 30)} == {"red", "blue"}
    else:
        assert colour(picture, 30, 5) == top


@pytest.mark.parametrize("kind", [*TELLING, "GIF"])
def test_every_kind_is_stored_as_one_that_every_browser_shows(kind):
    kept = clean(encoded(kind), max_pixels=PIXELS)

    assert (kept.suffix, Image.open(BytesIO(kept.data)).format, stored(encoded(kind)).size) == (
        ".jpg", "JPEG", SIZE,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_picture_one_sees_through_stays_so(kind):
    glass = two_halves(mode="RGBA")
    glass.putpixel((0, 0), (0, 0, 0, 0))

    kept = clean(encoded(kind, glass), max_pixels=PIXELS)

    assert kept.suffix == ".png"
    assert Image.open(BytesIO(kept.data)).getpixel((0, 0))[3] == 0


def test_picture_with_an_unused_alpha_channel_is_a_photograph():
    assert clean(encoded("PNG", two_halves(mode="RGBA")), max_pixels=PIXELS).suffix == ".jpg"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16", "YCbCr"])
def test_every_way_to_keep_colours_is_understood(mode):
    kind = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    source = Image.new("I;16", SIZE, 40_000) if mode == "I;16" else two_halves().convert(mode)

    picture = stored(encoded(kind, source))

    assert picture.mode == "RGB"
    if mode == "I;16":
        assert abs(picture.getpixel((9, 9))[0] - 156) < 3


def test_colours_of_another_space_are_turned_into_those_of_the_web():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_blue = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")

    picture = pixels(encoded("PNG", icc_profile=red_is_blue), max_pixels=PIXELS).image

    assert [colour(picture, 9, 9), colour(picture, 9, 35)] == ["blue", "red"]


def test_damaged_colour_profile_leaves_the_colours_as_they_are():
    picture = pixels(encoded("PNG", icc_profile=b"no profile"), max_pixels=PIXELS).image

    assert picture.getpixel((9, 9)) == (255, 0, 0)


def test_picture_is_stored_no_larger_than_any_page_needs():
    assert max(stored(encoded("JPEG", Image.new("RGB", (LONGEST_SIDE + 400, 900)))).size) == LONGEST_SIDE


def test_what_follows_a_picture_in_its_file_is_left_out():
    # Telephones put a short film, with its place, behind some pictures.
    film = b"\x00\x00\x00\x18ftypmp42" + SECRETS[0]

    assert SECRETS[0] not in clean(encoded("JPEG") + film, max_pixels=PIXELS).data


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', Fault.DRAWING),
        (b"%PDF-1.7 not a picture", Fault.UNKNOWN),
        (b"MZ\x90\x00", Fault.UNKNOWN),
        (b"", Fault.UNKNOWN),
        (encoded("TIFF"), Fault.UNKNOWN),
        (encoded("BMP"), Fault.UNKNOWN),
        (encoded("JPEG", Image.effect_noise((400, 400), 90))[:9000], Fault.BROKEN),
        (encoded("PNG", Image.effect_noise((400, 400), 90))[:9000], Fault.BROKEN),
        (encoded("WEBP", Image.effect_noise((400, 400), 90).convert("RGB"))[:9000], Fault.BROKEN),
        (encoded("JPEG", exif=exif())[:200], Fault.BROKEN),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(data, fault):
    with pytest.raises(Unusable) as refused:
        clean(data, max_pixels=PIXELS)

    assert refused.value.fault == fault


@pytest.mark.parametrize("data", [bomb(), encoded("PNG", Image.new("1", (8001, 5000)))])
def test_picture_that_would_fill_the_memory_is_refused_unopened(data):
    assert len(data) < 100_000

    with pytest.raises(Unusable) as refused:
        clean(data, max_pixels=PIXELS)

    assert refused.value.fault == Fault.TOO_MANY_PIXELS
