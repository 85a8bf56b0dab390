"""The five rooms of Embassy Amsterdam."""

from config.seed.plans import BlockPlan, RoomPlan, faq, notice, quote, text

ROOMS = [
    RoomPlan(
        name="The Canal Room",
        slug="canal",
        kind="PRIVATE",
        sleeps=2,
        rate=125,
        bed="One double bed",
        amenities=["DOUBLE_BED", "PRIVATE_BATH", "KITCHEN", "LAUNDRY"],
        summary="Two tall windows on the water, and the light of it on the ceiling all morning.",
        subjects=["front", "canal", "stairs"],
        body=[
            text(
                "<p>On the first floor, where the merchant had his office. The windows reach from the knee "
                "to the beams. Boats pass below at the pace of a walk; on the ceiling their waves go by a "
                "moment later.</p>"
                "<p>Two curtains: a white one for the houses opposite, who live as close as it looks, and a "
                "green one for the morning.</p>"
                "<ul><li>A shower and a basin in the room, behind the panelled door that looks like a "
                "cupboard.</li><li>A writing table at the window. You will not write much.</li></ul>"
            ),
        ],
        beds=[(-730, 1)],
    ),
    RoomPlan(
        name="The Box Bed",
        slug="box-bed",
        kind="PRIVATE",
        sleeps=2,
        rate=98,
        bed="One box bed, 140 × 190 cm",
        amenities=["DOUBLE_BED", "KITCHEN", "LAUNDRY"],
        summary="You sleep inside the wall, as people here did for three hundred years.",
        subjects=["boxbed", "stairs", "kitchen"],
        body=[
            text(
                "<p>Behind two curtains in the green panelling is a bed as wide as your arms are long. Step "
                "up on the chest, climb in, draw the curtains, and the city is gone. It is the warmest "
                "place in the house in January.</p>"
                "<p>It measures 140 by 190 cm. People above 185 cm sleep diagonally, and alone.</p>"
            ),
            quote("Best sleep since I was five.", "Written in the guest book by somebody of fifty"),
            text(
                "<p>The armchair and the lamp are for the hours outside the wall. The bathroom is one "
                "flight up, shared with a family that is out by eight.</p>"
            ),
        ],
        beds=[(-730, 1)],
    ),
    RoomPlan(
        name="The Loft",
        slug="loft",
        kind="PRIVATE",
        sleeps=2,
        rate=132,
        bed="One double bed",
        amenities=["DOUBLE_BED", "KITCHEN", "LAUNDRY"],
        summary="The whole top floor: old brick, older beams, one arched window over the rooftops.",
        subjects=["loft", "street", "stairs"],
        body=[
            text(
                "<p>Where the grain was hoisted in. The arched window was the hatch; the wheel still hangs "
                "above it and turns when the wind is from the west. Fifty-six steps, and worth each.</p>"
                "<p>In the evening the brick keeps the day's warmth and the roofs go blue one after the "
                "other. There is a kettle, a shelf of thrillers and a skylight over the tub.</p>"
                "<ul><li>A bathroom of your own.</li><li>Beams at 178 cm on the left side. You have been "
                "warned.</li></ul>"
            ),
        ],
        beds=[(-640, 1)],
        blocks=[BlockPlan(26, 4, 1, "The hatch window is painted")],
    ),
    RoomPlan(
        name="The Courtyard Room",
        slug="courtyard",
        kind="PRIVATE",
        sleeps=2,
        rate=105,
        bed="One double bed",
        amenities=["DOUBLE_BED", "PRIVATE_BATH", "STEP_FREE", "KITCHEN", "LAUNDRY"],
        summary="Red tiles, a wall of glass, ferns, and two steps instead of fifty.",
        subjects=["courtyard", "kitchen", "canal"],
        body=[
            text(
                "<p>At the back, on the ground floor, where it is so quiet that guests from the canal side "
                "ask whether they may move. The glass front opens on the courtyard. The ferns came with the "
                "house.</p>"
                "<p>The tiles are warm underfoot from October to April. In summer leave the upper light "
                "open and the courtyard does the rest.</p>"
                "<ul><li>Two steps from the passage; a ramp is in the cellar and put down in five "
                "minutes.</li><li>A bathroom of your own, with a shower without a sill.</li></ul>"
            ),
            notice("At 7.30 am the small ones cross the courtyard on their way to school. They wave."),
        ],
        beds=[(-730, 1), (-402, 0), (-371, 1)],
    ),
    RoomPlan(
        name="The Hold",
        slug="hold",
        kind="SHARED",
        sleeps=6,
        rate=45,
        bed="Six berths, each with a lamp and a curtain",
        summary="Six berths below the beams, with arched windows a hand above the water.",
        subjects=["hold", "canal", "kitchen"],
        body=[
            text(
                "<p>Half below the street and therefore cool, dry and a little like a ship. The windows are "
                "a hand above the canal; at night the lamps of the bridge swim on the beams.</p>"
                "<p>You book one of six berths. Each has a lamp, a shelf, two hooks and a curtain of "
                "sailcloth made by the grandmother who lives upstairs. Lockers are by the door, and the "
                "lock is yours to bring.</p>"
            ),
            faq(
                "About sharing",
                ("Who sleeps there?", "People of any gender who booked a berth: walkers, players, cousins."),
                ("Is it damp?", "No. It stored rye for two hundred years, and rye is fussier than you are."),
                ("Where is the bathroom?", "Across the passage: two showers, two toilets, one good mirror."),
            ),
        ],
        beds=[(-730, 4), (-560, 6), (75, 4)],
        blocks=[BlockPlan(11, 3, 2, "Friends who help to scrape the boat")],
    ),
]
