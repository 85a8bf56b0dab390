"""Pictures of the demo's houses: flat shapes with light falling through them, the same for the same seed."""

from collections.abc import Callable
from random import Random

from home.drawings import (
    amsterdam,
    canal,
    embassy,
    evening,
    gables,
    garden,
    halls,
    kitchens,
    lofts,
    mansion,
    painted,
    rooftop,
    victorian,
)
from home.drawings.canvas import HEIGHT, WIDTH, Canvas

__all__ = ["HEIGHT", "SUBJECTS", "WIDTH", "draw"]

Picture = tuple[Callable[[Random], Canvas], str]

PICTURES: dict[str, dict[str, Picture]] = {
    "network": {
        "evening": (
            evening.evening,
            "A long table laid for many under strings of lamps, in a street of tall houses at sunset",
        ),
    },
    "embassy-sf": {
        "street": (
            mansion.mansion,
            "A redwood-coloured mansion with a round tower above the fog, the bridge in the distance",
        ),
        "stairs": (
            halls.redwood_stairs,
            "A redwood staircase rising past a tall arched window with foggy hills behind it",
        ),
        "garden": (
            garden.garden,
            "A table laid on the grass under redwoods, sunbeams and fog between the trunks",
        ),
        "kitchen": (
            kitchens.long_table,
            "A kitchen with blue cupboards and a long wooden table, morning sun lying across it",
        ),
        "bay": (
            embassy.bay,
            "A pale blue room with a bay window and its seat, sun on the rug and the red bed",
        ),
        "library": (
            embassy.library,
            "A blue sofa before a wall of books in the evening, a standing lamp lighting them",
        ),
        "attic": (
            lofts.attic,
            "A white attic with dark beams, an arched window and two skylights throwing squares of sun",
        ),
        "bunks": (
            embassy.bunks,
            "Four bunk beds along two walls, a red runner leading to a window full of trees",
        ),
        "lookout": (
            embassy.lookout,
            "A terracotta room at sunset, a desk under windows that look out on the bridge",
        ),
    },
    "red-victorian": {
        "street": (
            painted.painted_ladies,
            "Three painted Victorian fronts in evening light, a plum one with gold ornament between them",
        ),
        "hall": (
            halls.stained_hall,
            "A plum hall whose stained-glass window lays coloured light on a chequered floor",
        ),
        "roof": (
            rooftop.roof,
            "Two deck chairs on a roof at dusk under a string of lamps, hills purple behind the city",
        ),
        "kitchen": (
            kitchens.brass_kitchen,
            "A kitchen with plum cupboards, a brass lamp, hanging pans and a chequered floor",
        ),
        "peacock": (
            victorian.peacock,
            "A plum room with brass rails, a golden bed and two arched windows at sunset",
        ),
        "music": (
            victorian.music,
            "A teal room with an upright piano, purple curtains and sun falling on the floor",
        ),
        "turret": (
            victorian.turret,
            "A rose room in a round turret, five arched windows over the roofs of the city",
        ),
        "parlour": (
            victorian.parlour,
            "A green room full of plants, glass doors to the garden and a pink bed in the sun",
        ),
        "sleeper": (
            victorian.sleeper,
            "Bunk beds in a violet room at night, a brass lamp overhead and the moon in the window",
        ),
    },
    "amsterdam": {
        "street": (
            gables.gables,
            "Seven narrow houses with gables on a quay, doubled in the canal where a red boat passes",
        ),
        "stairs": (
            halls.steep_stairs,
            "A steep green staircase with a rope for a rail, a red door and a bicycle in the hall",
        ),
        "canal": (
            canal.bridge,
            "An arched brick bridge with bicycles on it in early light, a boat on the quiet canal",
        ),
        "kitchen": (
            kitchens.tiled_kitchen,
            "A kitchen with blue and white tiles, green cupboards and a red chair in the sun",
        ),
        "front": (
            amsterdam.front,
            "A high room with green beams and two tall windows looking at brick gables",
        ),
        "boxbed": (
            amsterdam.boxbed,
            "A bed in an alcove of a green panelled wall, behind white curtains, a yellow armchair before it",
        ),
        "loft": (
            lofts.loft,
            "A loft with wooden trusses, a brick gable and an arched window over the roofs",
        ),
        "courtyard": (
            amsterdam.courtyard,
            "A cream room with glass doors to a courtyard, sun across the red and white tiles",
        ),
        "hold": (
            amsterdam.hold,
            "A room like a ship’s hold: bunk beds, beams, and round-topped windows on the water",
        ),
    },
}

SUBJECTS: dict[str, list[str]] = {house: list(pictures) for house, pictures in PICTURES.items()}


def draw(house: str, subject: str, seed: int) -> tuple[bytes, str]:
    """A picture as a JPEG of 2400 × 1600, and its alt text; KeyError for one that is not in SUBJECTS."""
    paint, words = PICTURES[house][subject]
    # Random by seed is wanted here: the same seed draws the same leaves and books.
    return paint(Random(seed)).jpeg(), words
