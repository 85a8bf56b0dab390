"""Embassy Amsterdam: the warehouse on the canal, in its own words."""

from config.seed.plans import (
    FeePlan,
    HousePlan,
    PagePlan,
    beside,
    faq,
    gallery,
    link,
    notice,
    people,
    picture,
    quote,
    rooms,
    text,
    where,
)
from config.seed.words.amsterdam_rooms import ROOMS

SLUG = "amsterdam"
ADDRESS = "Leidsegracht, Amsterdam"

RULES = """\
Quiet from 10 pm to 8 am, on the canal side too: water carries every word.
Bicycles go in the rack or the cellar, never on the bridge.
The hoist is worked by people who live here. Please don't hang anything on the hook.
Close the lower door behind you, even for a minute.
No smoking inside. Below the bridge is fine; take the end home with you.
Whoever finishes the coffee makes the next pot."""

STORY = [
    text(
        "<h2>Built for grain, kept for people</h2>"
        "<p>The house went up in 1667 as a store for rye. The floors are thick, the stairs are steep and "
        "the beam above the gable still carries a hook. Nine people live here now, on four floors, with "
        "five rooms for guests between them.</p>"
        "<p>You write to us, one of us answers within three days, and when you come that same person opens "
        "the door.</p>"
    ),
    beside(
        SLUG,
        "kitchen",
        "<h3>The kitchen below the street</h3>"
        "<p>Its windows are at the height of the water, and ducks look in. Dinner is at half past six on "
        "weekdays, because of the small ones. It costs 7 euros, in the tin; soup on Mondays is free.</p>"
        "<p>The second drawer holds the corkscrew. Nobody knows why, and it always goes back there.</p>",
    ),
    picture(
        SLUG,
        "canal",
        "The bridge at seven in the morning. The red boat is ours.",
        size="wide",
    ),
    text(
        "<h2>Stairs like ladders</h2>"
        "<p>There are fourteen steps to each flight and a rope instead of a rail. Pack as if you had to "
        "carry it; or tell us the hour you come, and we hoist your bag past the windows to the floor you "
        "sleep on. Children are delighted, owners of instruments less so.</p>"
    ),
    quote(
        "They lifted my cello through the third-floor window at four, and at half past six I was peeling "
        "carrots.",
        "Ilse, six nights in September",
    ),
    gallery(
        (SLUG, "loft"),
        (SLUG, "stairs"),
        (SLUG, "courtyard"),
        caption="The gable from within, the stairs, the courtyard.",
    ),
    rooms(),
    where(
        ADDRESS,
        ("52.36680", "4.88250"),
        "Along the water from the station, then left at the ninth bridge. The lower door is the one we use.",
        ("Amsterdam Centraal", 20, "ne"),
        ("Tram stop Koningsplein", 4, "e"),
        ("The bakery that is open on Sundays", 3, "s"),
        ("Vondelpark", 11, "sw"),
        ("The Saturday market", 14, "nw"),
    ),
    people("Who opens the door", "Those of us who like to be known. There are more at the table."),
    faq(
        "Asked often",
        (
            "What should I write when I ask?",
            "What brings you, when you hope to arrive, and whether you eat fish. The last one decides our "
            "Friday.",
        ),
        (
            "How long may I stay?",
            "Fourteen nights at most. The city allows no more, and by then you have usually found your own "
            "way of leaving.",
        ),
        (
            "Can I borrow a bicycle?",
            "There are four, at 6 euros a day, with two locks each. Use both. Turn the lights on when you "
            "see others do.",
        ),
        (
            "Is it safe for small children?",
            "The courtyard is walled and has a sandbox. The stairs have gates on the second and third "
            "floor, and the canal is outside the lower door, which stays shut.",
        ),
        ("Which room has the fewest stairs?", "The Courtyard Room: two steps. Above it come 14 to a floor."),
    ),
    text(
        f"<p>Read on: {link('how-we-live', 'how nine people share four floors')}, and "
        f"{link('getting-here', 'how to get here, all of it flat')}.</p>"
    ),
]

LIVING = PagePlan(
    title="How we live",
    slug="how-we-live",
    summary="Nine people, four floors, one bell rope.",
    body=[
        text(
            "<p>Two families, three single people, one pair of grandparents by adoption. We bought the "
            "house together in 2009 and none of us can sell it alone.</p>"
            "<h2>What we share</h2>"
            "<ul><li>The kitchen, the courtyard, the cellar and a red boat of 5 metres called "
            "<i>Rye</i>.</li>"
            "<li>One hour on Sunday at 5 pm, when the week is put on the wall.</li>"
            "<li>The bell rope. One pull: dinner. Two: the post. Three: come and look at this.</li></ul>"
        ),
        beside(
            SLUG,
            "courtyard",
            "<h3>What guests may do</h3><p>Cook, from 9 am to 5 pm and after 8 pm. Dig, if you find a spade "
            "and ask which bed. Row, with one of us, when the evening is light. Sit in the courtyard as "
            "long as you please.</p>",
            side="right",
        ),
        notice("The boat is not a hotel boat. It leaks a little, and it always has."),
    ],
)

ARRIVING = PagePlan(
    title="Getting here",
    slug="getting-here",
    summary="Twenty minutes on foot from the station, all of it flat.",
    body=[
        text(
            "<h2>From the station</h2>"
            "<p>Amsterdam Centraal is 20 minutes away on foot along the water. Tram 2 or 12 to Koningsplein "
            "takes 9 minutes and leaves you 300 metres to go.</p>"
            "<h2>From the airport</h2>"
            "<p>Trains leave Schiphol for Centraal six times an hour and take 15 minutes. Buy the ticket at "
            "the yellow machine, or hold your bank card to the gate.</p>"
            "<h2>By night train</h2>"
            "<p>The sleeper from Vienna arrives at about ten in the morning. Rooms are ready at three; "
            "leave your bag in the cellar and have breakfast with whoever is up.</p>"
        ),
        picture(SLUG, "street", "Ours is the tall one in the middle, with the hook above its gable."),
        notice(
            "There is no way to stop a car at our door for more than a minute. Taxis know the bridge; walk "
            "the last 60 metres.",
            tone="attention",
        ),
    ],
)

HOUSE = HousePlan(
    name="Embassy Amsterdam",
    slug=SLUG,
    currency="EUR",
    time_zone="Europe/Amsterdam",
    terms="REQUEST",
    palette="canal",
    answer_days=3,
    place="Amsterdam",
    address=ADDRESS,
    summary="A grain store of 1667 on a narrow canal: nine people, four floors, a hook above the gable.",
    banner="street",
    rules=RULES,
    fees=[FeePlan("Amsterdam city tax", "12.5", "GUEST"), FeePlan("Network fee", "5", "HOUSE")],
    stewards={
        "steward": ("Marijke de Wit", "Answers most letters. Rows. Has opinions on soup."),
        "bram": ("Bram Adeyemi", "Works the hoist and keeps the accounts."),
    },
    body=STORY,
    pages=[LIVING, ARRIVING],
    rooms=ROOMS,
)
