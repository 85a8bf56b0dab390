"""The demo's pictures: every house has its set, each drawn the same for the same seed, none like another."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageStat

from home.drawings import HEIGHT, PICTURES, SUBJECTS, WIDTH, draw

ROOMS = {
    "embassy-sf": {"bay", "library", "attic", "bunks", "lookout"},
    "red-victorian": {"peacock", "music", "turret", "parlour", "sleeper"},
    "amsterdam": {"front", "boxbed", "loft", "courtyard", "hold"},
}


@pytest.mark.parametrize("house", ROOMS)
def test_house_has_a_front_a_kitchen_two_more_places_and_five_rooms(house):
    others = set(SUBJECTS[house]) - ROOMS[house]

    assert set(SUBJECTS[house]) >= ROOMS[house]
    assert {"street", "kitchen"} < others
    assert len(others) == 4


def test_every_picture_is_a_large_jpeg_unlike_the_others():
    every = [(house, subject) for house, subjects in SUBJECTS.items() for subject in subjects]
    drawn = {name: Image.open(BytesIO(draw(*name, 1)[0])) for name in every}
    small = {name: image.resize((48, 32)) for name, image in drawn.items()}
    apart = {
        (one, other): sum(ImageStat.Stat(ImageChops.difference(small[one], small[other])).mean) / 3
        for one, other in combinations(small, 2)
    }

    assert {(image.format, image.size) for image in drawn.values()} == {("JPEG", (WIDTH, HEIGHT))}
    assert (WIDTH, HEIGHT) == (2400, 1600)
    assert {pair: far for pair, far in apart.items() if far < 12} == {}


def test_picture_is_the_same_for_the_same_seed_and_differs_with_it():
    one, again, other = (draw("embassy-sf", "library", seed)[0] for seed in (1, 1, 2))

    assert one == again
    assert one != other


def test_alternative_text_describes_each_picture_in_its_own_words():
    words = [text for pictures in PICTURES.values() for _, text in pictures.values()]

    assert len(set(words)) == len(words)
    assert [text for text in words if not 40 <= len(text) <= 140] == []


def test_unknown_picture_is_refused():
    with pytest.raises(KeyError):
        draw("amsterdam", "cellar", 1)
