"""The Red Victorian: the old hotel on Haight Street, in its own words."""

from config.seed.plans import (
    FeePlan,
    HousePlan,
    PagePlan,
    beside,
    call,
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
from config.seed.words.red_victorian_rooms import ROOMS

SLUG = "red-victorian"
ADDRESS = "Haight Street near Cole, San Francisco, California"

RULES = """\
Quiet on the upper floors from 11 pm to 8 am. The parlour downstairs may be louder until midnight.
The piano is free from 10 am to 9 pm, for people who play and for people who practise.
Candles only in the glass holders, and never in a room you leave.
Visitors sign the book at the desk and go home before midnight.
No smoking indoors. The bench outside is for that, and for watching the street.
If something breaks, say so. Everything here has been broken before."""

STORY = [
    text(
        "<h2>A hotel until it became a house</h2>"
        "<p>This was built as a hotel in 1904. It was red until somebody bought the wrong paint, and has "
        "been plum ever since; the name stayed. Fourteen people live on the upper floors today. We kept the "
        "key rack, the brass and the bell on the desk, and gave up the uniforms.</p>"
        "<p>You book at once: choose your nights, pay, and the room is yours. There is nobody to "
        "convince.</p>"
    ),
    picture(SLUG, "roof", "The roof is open until eleven. Bring a jumper and your own glass.", size="wide"),
    beside(
        SLUG,
        "kitchen",
        "<h3>The café downstairs</h3>"
        "<p>Three of us run it, from 8 am to 2 pm, closed on Mondays. Your first coffee each day is on the "
        "house; say the name of your room. The plum cake is made from the tree in the yard, as long as the "
        "tree agrees.</p>",
        side="right",
    ),
    quote(
        "Somebody was playing a waltz when I carried my bag in, and somebody else was correcting them. I "
        "knew I would like it.",
        "Aurélie, four nights in October",
    ),
    text(
        "<h2>The street, and how to sleep on it</h2>"
        "<p>Haight Street is awake. The rooms to the front hear it until about one, on Saturdays until two; "
        "the rooms to the garden hear a fountain. Each room's page says which it is. Earplugs lie in the "
        "drawer beside every bed, unopened.</p>"
        "<p>The park begins two blocks west. You can walk from our door to the ocean, 5.6 km, and only "
        "cross three streets with cars.</p>"
    ),
    gallery(
        (SLUG, "parlour"),
        (SLUG, "hall"),
        (SLUG, "turret"),
        caption="The garden parlour, the hall at four, the turret.",
    ),
    rooms(),
    where(
        ADDRESS,
        ("37.76930", "-122.45020"),
        "The plum-red house between the bookshop and the laundry; ring the brass bell, not the electric one.",
        ("Bus stop of the 7", 1, "e"),
        ("Golden Gate Park", 4, "w"),
        ("Tram stop Carl and Cole", 9, "s"),
        ("The Panhandle", 5, "n"),
    ),
    people("Who opens the door", "Those of us who like to be known. There are more at the table."),
    faq(
        "Asked often",
        (
            "When can I come in, and when do I leave?",
            "From 3 pm; the desk is staffed until 9 pm. By 11 am, please: the same three people do the "
            "rooms and the café.",
        ),
        (
            "What if I book and change my mind?",
            "Cancel before the day you arrive and everything goes back to your card. From that day on "
            "nothing does.",
        ),
        (
            "Is the piano in tune?",
            "On the first of the month. By the twentieth it has opinions.",
        ),
        (
            "Are there private bathrooms?",
            "In the Peacock Room and the Turret. The other rooms share three bathrooms on two floors, each "
            "with a tub on feet.",
        ),
        (
            "Can we hold a workshop here?",
            "The parlour downstairs seats 40. Write to us with the date; that is not done by the booking "
            "form.",
        ),
    ),
    call(
        "The room is yours in five minutes",
        "Choose the nights and pay. We hold the room for 35 minutes while you do.",
        "See the free nights",
        "/stay/?house=red-victorian",
    ),
    text(
        f"<p>Read on: {link('how-we-live', 'how fourteen people share a hotel')}, and "
        f"{link('getting-here', 'how to find the door')}.</p>"
    ),
]

LIVING = PagePlan(
    title="How we live",
    slug="how-we-live",
    summary="Fourteen people, one desk bell, and a rota that mostly works.",
    body=[
        text(
            "<p>We are cooks, nurses, a tuner of pianos, two students and a judge who has retired. Each of "
            "us gives the house six hours a week: at the desk, in the café, in the yard, at the books. In "
            "return the rent is what the building costs and no more.</p>"
            "<h2>For you that means</h2>"
            "<ul><li>Whoever checks you in lives here and knows which window sticks.</li>"
            "<li>Breakfast is in the café until 11 am, with the people of the street.</li>"
            "<li>On Wednesdays at 8 pm there is music in the parlour. Come down in slippers; others "
            "will.</li>"
            "<li>Nobody will sell you a tour.</li></ul>"
        ),
        picture(
            SLUG, "hall", "The hall at four in the afternoon, when the window comes to lie on the floor."
        ),
        notice("Wednesdays are loud until 10.30 pm, on every floor. We think it is worth it."),
    ],
)

ARRIVING = PagePlan(
    title="Getting here",
    slug="getting-here",
    summary="Where the red house stands and how to find its door.",
    body=[
        text(
            "<h2>On foot and by bus</h2>"
            "<p>From Market Street the 7 stops across the street, every 12 minutes until 1 am. From the N "
            "streetcar get off at Carl and Cole and walk five minutes north.</p>"
            "<h2>From the airport</h2>"
            "<p>BART to Powell, 33 minutes; then the 7. An hour in all, on a good day less.</p>"
            "<h2>The door</h2>"
            "<p>The house is the plum one, between the pink and the teal, with gold around its windows. The "
            "café is below the street, our door up the steps. Ring the bell on the desk once. Twice is for "
            "fires.</p>"
        ),
        picture(SLUG, "street", "Ours is the plum one. The neighbours are used to being photographed."),
        notice("After 9 pm the door opens by code. Ask us for it if you will be late."),
    ],
)

HOUSE = HousePlan(
    name="The Red Victorian",
    slug=SLUG,
    currency="USD",
    time_zone="America/Los_Angeles",
    terms="INSTANT",
    palette="plum",
    answer_days=3,
    place="Haight Street, San Francisco",
    address=ADDRESS,
    summary="A hotel of 1904 with plum walls and brass lamps, kept by the fourteen people who live in it.",
    banner="street",
    rules=RULES,
    fees=[FeePlan("San Francisco hotel tax", "14", "GUEST"), FeePlan("Network fee", "5", "HOUSE")],
    stewards={
        "steward": ("Delphine Moreau", "At the desk on weekdays. Knows where every key is, and was."),
        "amos": ("Amos Tran", "Bakes, books and tunes the piano, in that order."),
    },
    body=STORY,
    pages=[LIVING, ARRIVING],
    rooms=ROOMS,
)
