"""The five rooms of the Red Victorian."""

from config.seed.plans import BlockPlan, RoomPlan, faq, notice, quote, text

ROOMS = [
    RoomPlan(
        name="The Peacock Room",
        slug="peacock",
        kind="PRIVATE",
        sleeps=2,
        rate=128,
        bed="One double bed",
        amenities=["DOUBLE_BED", "KITCHEN", "LAUNDRY"],
        summary="Plum walls, brass, and three painted fans that were meant to be peacocks.",
        subjects=["peacock", "hall", "turret"],
        body=[
            text(
                "<p>On the first floor, to the street. The two arched windows have the evening light from "
                "five until it is gone, and the walls take it the way velvet does.</p>"
                "<p>A painter paid for a month here in 1968 with the three fans above the bed. He said they "
                "were peacocks. Nobody has had the heart.</p>"
                "<ul><li>A bathroom of your own, with a tub on feet.</li>"
                "<li>Street side: you hear the last bus, at 1 am.</li>"
                "<li>The armchair is deep. Sit down only if you have time.</li></ul>"
            ),
        ],
        beds=[(-730, 1)],
    ),
    RoomPlan(
        name="The Music Room",
        slug="music",
        kind="PRIVATE",
        sleeps=2,
        rate=118,
        bed="One double bed",
        amenities=["DOUBLE_BED", "KITCHEN", "LAUNDRY"],
        summary="A bed, a tall window and an upright piano that may be played until nine.",
        subjects=["music", "hall", "parlour"],
        body=[
            text(
                "<p>The piano came up the outside of the house in 1926 and will not go down again, so the "
                "room was built around it. You may play from 10 am to 9 pm. If you don't play, close the "
                "lid; somebody will knock and ask, and you may say no.</p>"
                "<p>Thick curtains, a thick rug, thick walls: with the lid closed this is the quietest room "
                "to the street.</p>"
            ),
            quote("It has a sticky F sharp. I wrote around it.", "Kwame, eleven nights in February"),
            text("<p>The bathroom is two doors on, shared with a nurse who works at night.</p>"),
        ],
        beds=[(-730, 1)],
    ),
    RoomPlan(
        name="The Turret",
        slug="turret",
        kind="PRIVATE",
        sleeps=2,
        rate=140,
        bed="One double bed",
        amenities=["DOUBLE_BED", "PRIVATE_BATH", "KITCHEN", "LAUNDRY"],
        summary="Five windows in a half circle on the top floor; the sun comes in by all of them.",
        subjects=["turret", "roof", "peacock"],
        body=[
            text(
                "<p>The room at the top of the tower is round, so nothing stands quite against the wall. "
                "From bed you see five strips of the city: twin hills, a church, the park, a water tank "
                "and, in the last one, the neighbour's cat.</p>"
                "<p>The sun wakes you in the second window from the left. There are blinds; most people "
                "leave them up.</p>"
                "<h2>What is here</h2>"
                "<ul><li>A bathroom of your own, three steps down.</li>"
                "<li>Sixty-eight stairs and no lift. We carry the bags if you ring once.</li></ul>"
            ),
            notice("Once a year the roof of the tower is looked after. The calendar shows when."),
        ],
        beds=[(-730, 1), (52, 0), (60, 1)],
    ),
    RoomPlan(
        name="The Garden Parlour",
        slug="parlour",
        kind="PRIVATE",
        sleeps=2,
        rate=112,
        bed="One double bed",
        amenities=["DOUBLE_BED", "STEP_FREE", "KITCHEN", "LAUNDRY"],
        summary="Green walls, glass doors, and your breakfast table under the plum tree.",
        subjects=["parlour", "kitchen", "hall"],
        body=[
            text(
                "<p>The only guest room on the ground floor, with two glass doors into the yard. In the "
                "morning the light comes through leaves; in the evening the fountain is all you hear.</p>"
                "<p>It was the ladies' parlour, then a shop for beads, then storage. Last winter we took "
                "out eleven layers of paint and found the green below.</p>"
                "<ul><li>One step from the street, none inside: the easiest room for a wheelchair or a "
                "pram. The bathroom next to it has rails and a shower without a sill.</li>"
                "<li>The yard is yours until 9 am. Then the café's guests come out too.</li></ul>"
            ),
            notice("A new room. The first nights for sale are the ones the calendar below shows as free."),
        ],
        beds=[(23, 1)],
    ),
    RoomPlan(
        name="The Sleeper",
        slug="sleeper",
        kind="SHARED",
        sleeps=4,
        rate=58,
        bed="Four berths, each with a lamp and a curtain",
        summary="Four berths, indigo walls and a brass lamp, like a night train that never leaves.",
        subjects=["sleeper", "roof", "kitchen"],
        body=[
            text(
                "<p>A carriage maker lived here in the thirties. He built the four berths the way he built "
                "them for the railway: oak, brass hooks, a net for your watch and spectacles. They are 195 "
                "cm long and firm.</p>"
                "<p>You book one berth and share the room with up to three others. The lamp in the middle "
                "goes off at eleven; the small ones are your own affair.</p>"
            ),
            faq(
                "About sharing",
                ("Which berth is mine?", "The number is on your key. Swap among yourselves if you like."),
                (
                    "Where does the suitcase go?",
                    "Below the lower berths, if it is less than 35 cm high. Taller ones sleep at the desk.",
                ),
                (
                    "Is there a berth for tall people?",
                    "Number 3 has no footboard. Write it in your comments.",
                ),
            ),
        ],
        beds=[(-730, 4), (-312, 0), (-290, 4)],
        blocks=[BlockPlan(8, 4, 2, "Two musicians who play on Wednesday")],
    ),
]
