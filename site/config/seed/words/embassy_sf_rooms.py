"""The five rooms of Embassy SF."""

from config.seed.plans import BlockPlan, RoomPlan, faq, notice, quote, text

ROOMS = [
    RoomPlan(
        name="The Bay Room",
        slug="bay",
        kind="PRIVATE",
        sleeps=2,
        rate=120,
        bed="One double bed",
        amenities=["DESK", "DOUBLE_BED", "KITCHEN", "LAUNDRY"],
        summary="Three windows, one long seat below them, and the hills coming out of the fog.",
        subjects=["bay", "library", "stairs"],
        body=[
            text(
                "<p>The best room of the second floor, and the one people ask for by name. The bay looks "
                "east over the rooftops: fog first, then hills, then, at about ten, the sun on the whole of "
                "the window seat.</p>"
                "<p>The bed is 160 cm wide and made the evening before you come. The desk folds out of the "
                "wall; the armchair does not fold and has been here since 1971.</p>"
                "<h2>Good to know</h2>"
                "<ul><li>The bathroom is across the landing and shared with the Library.</li>"
                "<li>The street sweeper comes on Friday at 8 am. You will hear it.</li></ul>"
            ),
            quote(
                "I read a whole book on that window seat, which I had not done in years.", "Tomasz, in June"
            ),
        ],
        beds=[(-730, 1)],
        blocks=[BlockPlan(17, 3, 1, "The middle window is taken out and mended")],
    ),
    RoomPlan(
        name="The Library",
        slug="library",
        kind="PRIVATE",
        sleeps=2,
        rate=95,
        bed="One sofa bed, 140 cm",
        amenities=["DOUBLE_BED", "KITCHEN", "LAUNDRY"],
        summary="Two thousand books, one lamp, and a sofa that becomes a bed.",
        subjects=["library", "bay", "stairs"],
        body=[
            text(
                "<p>One wall is books, floor to ceiling, sorted by a retired cataloguer who lives on the "
                "third floor and takes requests. From 9 am to 6 pm the long table is everybody's. In the "
                "evening the sofa becomes a bed, the door shuts, and the room is yours alone.</p>"
                "<p>It suits people who are out by day. If you want to sleep until noon, ask for another "
                "room.</p>"
                "<p>The rolling ladder is safe up to the sixth shelf. What is above the sixth shelf is not "
                "worth it.</p>"
            ),
            notice("Borrow any book for the length of your stay. To take one home, leave one."),
        ],
        beds=[(-730, 1)],
    ),
    RoomPlan(
        name="The Attic",
        slug="attic",
        kind="PRIVATE",
        sleeps=2,
        rate=135,
        bed="One double bed",
        amenities=["DESK", "DOUBLE_BED", "KITCHEN", "LAUNDRY"],
        summary="Under the rafters, with two skylights, rain on the roof and nobody above you.",
        subjects=["attic", "stairs", "garden"],
        body=[
            text(
                "<p>Fifty-one steps up, and quiet. The ship's carpenter slept here while he built the rest, "
                "and left the rafters as they were; mind your head on the left side of the bed.</p>"
                "<p>The skylights open with the brass pole behind the door. At night you see stars between "
                "two fogs, on some nights the light of the lighthouse moving along the clouds.</p>"
                "<h2>What is here</h2>"
                "<ul><li>A bathroom of your own, half a flight down.</li>"
                "<li>A small desk below the round window, with a socket on either side.</li>"
                "<li>A fan for September, which is our summer.</li></ul>"
            ),
        ],
        beds=[(-520, 1)],
    ),
    RoomPlan(
        name="The Bunk Room",
        slug="bunks",
        kind="SHARED",
        sleeps=8,
        rate=55,
        bed="Eight bunks, each with a lamp and a curtain",
        summary="Eight bunks made of redwood, on the garden side, on the ground floor.",
        subjects=["bunks", "garden", "kitchen"],
        body=[
            text(
                "<p>The bunks were built here, plank by plank, by people who have to sleep in them when "
                "their mothers visit. Each is two metres long and has a lamp, a socket, a shelf for a glass "
                "and a book, and a curtain that really closes.</p>"
                "<p>You book a bed, not the room, and meet whoever booked the others. Below each bunk is a "
                "chest; bring a padlock or borrow one.</p>"
                "<p>The window is on the garden. The first up opens it.</p>"
            ),
            faq(
                "About sharing",
                (
                    "Is it one room for everybody?",
                    "Yes, eight people of any gender, one room, two bathrooms.",
                ),
                ("Can a family take all eight?", "Gladly. Ask for eight people and the room is yours."),
                ("Who gets the lower bunks?", "Whoever comes first, unless you write that you need one."),
            ),
        ],
        beds=[(-730, 4), (-455, 6), (-190, 8)],
    ),
    RoomPlan(
        name="The Lookout",
        slug="lookout",
        kind="PRIVATE",
        sleeps=1,
        rate=89,
        bed="One single bed",
        amenities=["DESK", "KITCHEN", "LAUNDRY"],
        summary="A desk at the window, the bridge behind it, and just enough room for one.",
        subjects=["lookout", "stairs", "bay"],
        body=[
            text(
                "<p>The smallest room, and the one where most gets written. Nine square metres, a single "
                "bed against the warm wall, and a desk as wide as the window. On clear evenings the towers "
                "of the bridge turn red before anything else does.</p>"
                "<p>The chair is a good one. We tried four.</p>"
                "<ul><li>The bathroom is next door, shared with one person who lives here and showers at "
                "six.</li><li>The network cable at the desk is faster than the air.</li></ul>"
            ),
            quote("Thesis handed in. The plant is watered. Thank you.", "A note found under the lamp"),
        ],
        beds=[(-730, 1)],
    ),
]
