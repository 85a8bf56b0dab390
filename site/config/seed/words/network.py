"""The network's own pages: home, about, terms, privacy."""

from config.seed.plans import Drawn, PagePlan, beside, call, faq, gallery, link, notice, quote, text

TITLE = "Embassy Network"
SENTENCE = "Stay in a house where people live."
PICTURE = Drawn("network", "evening")

STORY = [
    text(
        "<h2>What you get</h2>"
        "<p>In each of our houses a handful of people live for good. They cook together, keep the roof "
        "tight and set a few rooms aside for guests. You book a room, or a bed in a shared one, as you "
        "would anywhere. What comes with it is a house: a kitchen, a long table, and somebody who knows "
        "where the good bread is.</p>"
    ),
    beside(
        "amsterdam",
        "kitchen",
        "<h3>How a stay comes about</h3>"
        "<ol><li>Choose the nights. You see what they cost, line by line, before we ask who you are.</li>"
        "<li>Some houses read each request and answer within a few days; others take your booking at once. "
        "Each house says which.</li>"
        "<li>You pay when the nights are yours, not before.</li>"
        "<li>The house tells you how to get in, and somebody is there.</li></ol>",
    ),
    quote("It is odd to be missed by people you knew for a week. I am going back.", "A guest, on a postcard"),
    gallery(
        ("red-victorian", "roof"),
        ("amsterdam", "canal"),
        ("embassy-sf", "garden"),
        caption="A roof on Haight Street, the canal, and the garden behind the hill.",
    ),
    text(
        "<h2>Where the money goes</h2>"
        "<p>Every house sets its own prices and keeps its own books. City taxes are added and shown as a "
        "line of their own. Five per cent of a stay come out of the house's income, never on top of your "
        "bill, and pay for this site and the two people who look after it.</p>"
    ),
    faq(
        "Before you ask",
        (
            "Do I have to be part of something?",
            "No. Be kind, wash your cup, and turn up when you said you would.",
        ),
        (
            "For how long can I come?",
            "One night to fourteen. Each house has its own longest stay.",
        ),
        (
            "Can I live with you?",
            "Perhaps. Most people who live in a house came as guests first. Come as a guest first.",
        ),
    ),
    call(
        "See who has room",
        "All houses at once: choose the nights and how many you are.",
        "Find a bed",
        "/stay/",
    ),
]

ABOUT = PagePlan(
    title="About",
    slug="about",
    summary="Who we are, and who answers when you write.",
    in_menu=True,
    body=[
        text(
            "<p>The network is not a company that owns houses. It is houses that own a network: each "
            "belongs to the people in it, is run by them and says no to us when it wants to. We share this "
            "site, a way of paying, and the habit of sending guests on to one another.</p>"
            "<h2>Who decides</h2>"
            "<p>A house's stewards decide who stays there, what it costs and what happens when something "
            "goes wrong. When you write about a stay you write to them, and one of them answers by name.</p>"
            "<p>Two operators look after the site for all houses. They can see what a steward sees, and "
            "each change they make is written down.</p>"
            f"<p>The small print is short: {link('terms', 'terms')}, {link('privacy', 'privacy')}.</p>"
        ),
        beside(
            "red-victorian",
            "hall",
            "<h3>Joining with a house</h3><p>You need four people, a lease or a deed, and a spare room that "
            "stays spare. Write to the house nearest to you and visit. If you still want to by then, we "
            "open a page for you in an afternoon.</p>",
            side="right",
        ),
        notice(
            "This is a demonstration. The houses, their people and all stays are invented, the pictures are "
            "drawn, and nothing you pay here is charged."
        ),
    ],
)

TERMS = PagePlan(
    title="Terms",
    slug="terms",
    summary="What you agree to when you ask to stay, and what the house agrees to. Two minutes.",
    body=[
        text(
            "<h2>Who you book with</h2>"
            "<p>You book with the house, not with the network. The house is whoever is named on your "
            "bill.</p>"
            "<h2>Asking, and booking at once</h2>"
            "<ul><li>Where a house answers requests, asking costs nothing and binds nobody. If the house "
            "has not answered in the number of days its page names, or by the end of the day you wanted to "
            "arrive, your request is over and we tell you.</li>"
            "<li>If the house says yes, it holds your bed, for 48 hours unless it tells you otherwise. The "
            "stay is settled when you have paid.</li>"
            "<li>Where you book at once, we hold the bed for 35 minutes while you pay.</li></ul>"
            "<h2>What you pay</h2>"
            "<p>The total you saw before you sent the form. Taxes the guest owes are in it. A later change "
            "of price doesn't touch a bill that was written.</p>"
            "<h2>If you cancel</h2>"
            "<p>Until the day before you arrive you get back all that you paid. From the day of arrival on "
            "you get back nothing, unless the house decides otherwise.</p>"
            "<h2>If the house cancels</h2>"
            "<p>Then you get back what you paid for the nights you can't stay, and we help you find other "
            "ones.</p>"
            "<h2>In the house</h2>"
            "<p>You accepted the house rules with your booking; they are kept with it as they were that "
            "day. Whoever breaks them badly can be asked to leave.</p>"
        ),
        notice("These are the terms of a demonstration network. They were not read by a lawyer."),
    ],
)

PRIVACY = PagePlan(
    title="Privacy",
    slug="privacy",
    summary="What we keep about you, why, who else sees it, and how to have it deleted.",
    body=[
        text(
            "<h2>What we keep</h2>"
            "<ul><li>Your e-mail address, because it is how you sign in, and your name, because somebody "
            "will greet you by it. A telephone number, a few words about yourself and a photo only if you "
            "give them.</li>"
            "<li>Your stays, what you wrote to the house about them, and what was paid.</li>"
            "<li>The mails we sent you. Codes for signing in and for doors are wiped from them once they "
            "are sent.</li></ul>"
            "<h2>What we don't keep</h2>"
            "<p>Your card. You type its number on Stripe's page, and we only learn that it worked.</p>"
            "<p>What you looked at. There are no counters, no advertisements and no maps from elsewhere on "
            "these pages. The one cookie you get while looking around keeps forms safe; one more keeps you "
            "signed in.</p>"
            "<h2>Who sees it</h2>"
            "<p>The stewards of a house see who asked to stay in that house and what they wrote. Other "
            "houses see nothing of it. The two operators can see all of it. Stripe handles cards and "
            "Mailgun carries mail for us.</p>"
            "<h2>Having it deleted</h2>"
            "<p>Write to any house. We delete what describes you within 30 days. Bills stay as long as the "
            "law of the house's country wants them kept, without anything they don't need.</p>"
        ),
        notice("In this demonstration nothing leaves the machine it runs on: no mail, no payment."),
    ],
)

# Each may link to those before it.
PAGES = [TERMS, PRIVACY, ABOUT]
