"""Embassy SF: the house on the hill, in its own words."""

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
from config.seed.words.embassy_sf_rooms import ROOMS

SLUG = "embassy-sf"
ADDRESS = "Pierce Street at Waller, San Francisco, California"

RULES = """\
Quiet from 10 pm to 7 am. The stairs creak; take them slowly.
Shoes stay on the rack by the front door.
What you use in the kitchen you wash, dry and put back before you leave the room.
Guests of guests are welcome until 10 pm. Whoever sleeps here is booked here.
No smoking anywhere in the house or on the back steps.
Nobody photographs anybody without asking first."""

STORY = [
    text(
        "<h2>A house, not a hostel</h2>"
        "<p>Eleven people live here for good. The youngest is three, the oldest seventy-one. Five rooms are "
        "kept for guests, so on most evenings there are about fifteen of us at the table. You get a key, a "
        "shelf in the fridge and your name on the slate.</p>"
        "<p>The house was built in 1906, the year of the earthquake, by a ship's carpenter who did not "
        "trust plaster. That is why the walls are redwood up to your shoulder, and why the stairs sound "
        "like a boat.</p>"
    ),
    beside(
        SLUG,
        "kitchen",
        "<h3>Sundays, Tuesdays and Thursdays</h3>"
        "<p>On these three evenings somebody cooks for everybody. Write your name on the slate by noon and "
        "there is a plate for you at seven. No name, no plate, no hard feelings.</p>"
        "<p>Guests wash up on their first evening and are excused from then on.</p>",
    ),
    quote(
        "I came to finish a grant proposal. I left with the proposal, and with a jar of the sourdough that "
        "had been feeding me while I wrote it.",
        "Meera, nine nights in March",
    ),
    picture(SLUG, "garden", "On the four warm evenings of the year dinner moves outside.", size="wide"),
    text(
        "<h2>Fog until ten</h2>"
        "<p>In the mornings the hill stands in fog. It burns off at about ten, and the bay windows on the "
        "second floor have sun until four. Bring a jumper, in July above all.</p>"
        "<p>Downtown is 25 minutes on foot, all of it downhill. Coming home, the 6 and the 7 stop at the "
        "corner every 12 minutes.</p>"
    ),
    gallery((SLUG, "bay"), (SLUG, "stairs"), (SLUG, "library"), caption="The bay, the stairs, the library."),
    rooms(),
    where(
        ADDRESS,
        ("37.77130", "-122.43350"),
        "The 6 and the 7 stop at Haight and Pierce; from there it is one block uphill.",
        ("Bus stop of the 6 and the 7", 2, "n"),
        ("Duboce Park", 5, "e"),
        ("The shop that sells everything", 4, "nw"),
        ("Golden Gate Park", 24, "w"),
        ("Downtown", 25, "ne"),
    ),
    people("Who opens the door", "Those of us who like to be known. There are more at the table."),
    faq(
        "Asked often",
        (
            "Why do you want to know why I am coming?",
            "Because you will sit at our table. Two sentences are enough: what brings you to the city, and "
            "what you would like to find here. Nobody has to be interesting.",
        ),
        (
            "Is there a place to work?",
            "A desk in every room but the Bunk Room, and the long table in the library from 9 am. Calls go "
            "to the phone closet under the stairs, which has a door that shuts.",
        ),
        (
            "Can I bring a child?",
            "Yes. There is a cot, a high chair and a three-year-old who will show you the garden. Tell us "
            "the age when you ask.",
        ),
        (
            "Where do I leave my bag on the last day?",
            "In the hall, until 8 pm. The room is the next guest's from 3 pm.",
        ),
        ("Do you have a lift?", "No. Every room but the Bunk Room is up at least one flight of 17 steps."),
    ),
    notice("The house answers within two days, mostly on the same evening, after dinner."),
    text(
        f"<p>Read on: {link('how-we-live', 'how we live together')}, and "
        f"{link('getting-here', 'how to get up the hill')}.</p>"
    ),
]

LIVING = PagePlan(
    title="How we live",
    slug="how-we-live",
    summary="What eleven people have agreed on in eighteen years, and where a guest fits in.",
    body=[
        text(
            "<p>There are few rules and one meeting. The meeting is on the first Monday of the month at 8 "
            "pm; guests may sit in, and the biscuits are good.</p>"
            "<h2>A week here</h2>"
            "<ul><li><b>Monday</b>: the vegetable box comes at 4 pm. Whoever is home unpacks.</li>"
            "<li><b>Tuesday, Thursday, Sunday</b>: dinner together at 7 pm.</li>"
            "<li><b>Wednesday</b>: laundry belongs to the people who live here. Guests have the other six "
            "days.</li>"
            "<li><b>Saturday</b>: two hours of house work at 10 am. Nobody asks guests to join; many do, "
            "because there are pancakes afterwards.</li></ul>"
        ),
        beside(
            SLUG,
            "stairs",
            "<h3>Doors</h3><p>An open door means come in. A door ajar means knock. A shut door means "
            "tomorrow. This holds for guest rooms too: nobody comes in while you are here, and we change "
            "the sheets only when you ask.</p>",
            side="right",
        ),
        text(
            "<h2>Money</h2>"
            "<p>What guests pay goes into one account. It pays for the roof, the boiler and the vegetable "
            "box, and nobody in the house earns anything by it. The books hang in the hall, on the "
            "clipboard with the blue pen.</p>"
        ),
    ],
)

ARRIVING = PagePlan(
    title="Getting here",
    slug="getting-here",
    summary="From the airport, from the station, and up the last hill.",
    body=[
        text(
            "<h2>From the airport</h2>"
            "<p>Take BART from SFO to Civic Center: 31 minutes, every 20. From the stairs at 8th Street the "
            "6 or the 7 bus brings you to Haight and Pierce in 12 minutes. From the stop it is one block "
            "uphill.</p>"
            "<h2>By bicycle</h2>"
            "<p>Follow the Wiggle, the one way across this part of the city that avoids the hills. There is "
            "room for two guests' bicycles in the hall, and a pump.</p>"
            "<h2>By car</h2>"
            "<p>Please don't. Parking here is two hours at a time and the sweeping is strict. If you must, "
            "the garage on Divisadero has places for 28 USD a day.</p>"
        ),
        picture(SLUG, "street", "Early in the morning the fog is below us and the bridge above it."),
        notice(
            "Arrive between 3 pm and 10 pm and somebody opens the door. Later is possible when you tell us "
            "the time: somebody then stays up, and looks forward to breakfast.",
            tone="attention",
        ),
    ],
)

HOUSE = HousePlan(
    name="Embassy SF",
    slug=SLUG,
    currency="USD",
    time_zone="America/Los_Angeles",
    terms="REQUEST",
    palette="fog",
    answer_days=2,
    place="San Francisco",
    address=ADDRESS,
    summary="A redwood house on a hill, shared by eleven people and whoever is passing through.",
    banner="street",
    rules=RULES,
    fees=[FeePlan("San Francisco hotel tax", "14", "GUEST"), FeePlan("Network fee", "5", "HOUSE")],
    stewards={
        "steward": ("Ines Okafor", "Keeps the calendar and the sourdough. In the house since 2012."),
        "jonah": ("Jonah Whitfield", "Answers on Wednesdays and weekends. Repairs stairs."),
    },
    body=STORY,
    pages=[LIVING, ARRIVING],
    rooms=ROOMS,
)
