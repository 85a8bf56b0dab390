"""The mails about bookings: what each is for, and the placeholders a house's own words may use."""

from django.utils.translation import gettext_lazy as _

from locations.catalogue import AROUND, BY, Label, Mail, Placeholder

_SUM = "|price:currency }}"

GUEST = Placeholder("guest", "{{ guest }}", _("the guest's name"))
EMAIL = Placeholder("email", "{{ guest.email }}", _("the guest's mail address"))
STAY = (
    *AROUND,
    GUEST,
    Placeholder("room", "{{ room.name }}", _("the room")),
    Placeholder("arrive", "{{ booking.arrive|day }}", _("the day of arrival")),
    Placeholder("depart", "{{ booking.depart|day }}", _("the day of departure")),
    Placeholder("dates", "{{ booking|dates }}", _("both, as “Fri 12 March to Mon 15 March”")),
    Placeholder("nights", "{{ booking.nights }}", _("how many nights")),
    Placeholder("people", "{{ booking.people }}", _("how many people")),
    Placeholder("number", "{{ booking.number }}", _("the booking number")),
    Placeholder("due", "{{ balance.owed" + _SUM, _("what is still to pay")),
    Placeholder("paid", "{{ balance.paid" + _SUM, _("what was paid")),
)
UNTIL = Placeholder(
    "until", "{% if until %}{{ until|moment:place }}{% endif %}", _("until when the place is held")
)
ANSWER_BY = Placeholder(
    "answer_by",
    "{% if answer_by %}{{ answer_by|moment:place }}{% endif %}",
    _("until when the house answers"),
)
REASON = Placeholder("reason", "{{ why }}", _("the reason given"))
ASKED = Placeholder(
    "asked",
    '{% include "email/bookings/parts/asked.txt" %}',
    _("what the guest wrote with the request, in full"),
)
OWED = Placeholder(
    "owed", '{% include "email/bookings/parts/nothing_owed.txt" %}', _("that nothing is owed, as a sentence")
)
REFUND = Placeholder(
    "refund",
    '{% if refund > 0 %}{% include "email/bookings/parts/refund.txt" %}{% endif %}',
    _("what goes back to the guest and how, as a sentence"),
)
REFUND_DESK = Placeholder(
    "refund",
    '{% if refund > 0 %}{% include "email/bookings/parts/refund_desk.txt" %}{% endif %}',
    _("what goes back and who does it, as a sentence"),
)
ANSWER = (
    Placeholder("yes_link", "{{ approve_url }}", _("the address to say yes at, for this steward only")),
    Placeholder("no_link", "{{ decline_url }}", _("the address to say no at, for this steward only")),
)
OUTCOME = Placeholder("outcome", "{{ outcome }}", _("what was done, as a sentence"))
LEFT = Placeholder("left", "{{ left" + _SUM, _("what is left to pay"))
WORDS = Placeholder("words", "{{ words }}", _("what was written, in full"))
ASKER = (Placeholder("asker", "{{ name }}", _("the name of who asks")), WORDS)

GETTING_IN = (
    Placeholder("door_code", "{{ secrets.door_code }}", _("the door code"), is_secret=True),
    Placeholder("wifi_name", "{{ secrets.wifi_name }}", _("the name of the Wi-Fi"), is_secret=True),
    Placeholder("wifi_password", "{{ secrets.wifi_password }}", _("its password"), is_secret=True),
    Placeholder("way_in", "{{ secrets.way_in }}", _("what the house wrote about getting in"), is_secret=True),
    Placeholder(
        "getting_in",
        '{% include "email/bookings/parts/way_in.txt" %}',
        _("all of these, as far as the house wrote them"),
        is_secret=True,
    ),
    Placeholder("address", "{{ address }}", _("the street address on the house's page")),
    Placeholder(
        "company",
        '{% include "email/bookings/parts/company.txt" %}',
        _("who else will be there, of those who agreed to be named"),
    ),
)
DAY = Placeholder("day", "{{ news.day|day }}", _("the day"))
HOUSE_NEWS = Placeholder(
    "news",
    '{% include "email/bookings/parts/house_day.txt" %}',
    _("arrivals, departures, requests, what is unpaid, and mail that came back or is held"),
)
PEOPLE_NEWS = Placeholder(
    "news",
    '{% include "email/bookings/parts/people_day.txt" %}',
    _("who arrives and who leaves, of those who agreed to be named"),
)

THE_GUEST, THE_STEWARDS = _("the guest"), _("each steward")


def _to_guest(key: str, title: Label, when: Label, *more: Placeholder) -> Mail:
    return Mail(f"bookings.{key}", title, when, THE_GUEST, (*STAY, *more))


def _to_stewards(key: str, title: Label, when: Label, *more: Placeholder, sealed: bool = False) -> Mail:
    return Mail(f"bookings.{key}", title, when, THE_STEWARDS, (*STAY, EMAIL, *more), sealed=sealed)


MAILS = (
    _to_guest("received", _("Request received"), _("when a guest asks to stay, or changes it"), ANSWER_BY),
    _to_guest("approved", _("Yes, pay by …"), _("when the house approves and something is due"), UNTIL),
    _to_guest("hold_ending", _("Held until …"), _("shortly before the time to pay is over"), UNTIL),
    _to_guest("confirmed", _("Settled, with the receipt"), _("when the stay is confirmed")),
    _to_guest("declined", _("No from the house"), _("when the house declines"), REASON, OWED),
    _to_guest("reopened", _("Thought again"), _("when the house opens a declined request again"), ANSWER_BY),
    _to_guest("withdrawn", _("Withdrawn"), _("when the guest takes the request back"), OWED),
    _to_guest("lapsed", _("Not answered in time"), _("when nobody answered the request"), OWED),
    _to_guest("expired", _("Not paid in time"), _("when the time to pay is over")),
    _to_guest("cancelled", _("Cancelled"), _("when the stay is cancelled, by either side"), REASON, REFUND),
    _to_guest("too_late", _("Payment goes back"), _("when money came that buys nothing any more"), REFUND),
    _to_guest(
        "given_back", _("Money goes back"), _("when the house gives back what was too much"), REASON, REFUND
    ),
    # Sealed: whoever has their links answers as the steward they are for.
    _to_stewards(
        "new_request", _("Somebody asks to stay"), _("when a request comes or changes"),
        ASKED, ANSWER_BY, *ANSWER, sealed=True,
    ),
    _to_stewards(
        "nudge", _("A guest waits"), _("when a request has waited for a day"),
        ASKED, ANSWER_BY, *ANSWER, sealed=True,
    ),
    Mail(
        "bookings.answered", _("What became of a reply"), _("when a steward answers a request by mail"),
        _("that steward"), (*STAY, OUTCOME),
    ),
    _to_stewards("confirmed_house", _("Somebody is coming"), _("when a stay is confirmed"), ASKED),
    _to_stewards("withdrawn_house", _("A guest withdrew"), _("when a guest takes the request back")),
    _to_stewards("lapsed_house", _("Request lapsed"), _("when nobody answered the request")),
    _to_stewards(
        "cancelled_house", _("Stay cancelled"), _("when a stay is cancelled, by either side"),
        BY, REASON, REFUND_DESK,
    ),
    _to_stewards(
        "too_late_house", _("A payment goes back"), _("when money came that buys nothing any more"),
        REFUND_DESK,
    ),
    _to_guest("rest_soon", _("The rest is due soon"), _("three days before the rest is due"), LEFT),
    _to_guest("rest_overdue", _("The rest is overdue"), _("the day after the rest was due"), LEFT),
    _to_stewards("rest_overdue_house", _("A rest is overdue"), _("the day after the rest was due"), LEFT),
    _to_stewards(
        "refunded_outside_house", _("A refund from elsewhere"), _("when Stripe gave money back by hand"),
        Placeholder("refund", "{{ refund" + _SUM, _("the sum that went back")),
    ),
    _to_stewards(
        "disputed_house", _("A payment is disputed"), _("when the guest's bank wants money back"),
        Placeholder("refund", "{{ refund" + _SUM, _("the sum the bank wants back")),
    ),
    _to_stewards(
        "refund_failed", _("A refund came back"), _("when the guest's bank did not take a refund"),
        Placeholder("refund", "{{ refund" + _SUM, _("the sum that came back")),
    ),
    Mail(
        "bookings.from_house", _("A letter of the house"), _("when a steward writes to the guest"), THE_GUEST,
        (*STAY, BY), by_hand=True,
    ),
    _to_stewards("from_guest", _("The guest writes"), _("when a guest writes about a stay"), WORDS),
    Mail(
        "bookings.outside_clash", _("Sold twice"), _("when another calendar sells a bed that is taken"),
        THE_STEWARDS,
        (
            *AROUND,
            Placeholder("room", "{{ room.name }}", _("the room")),
            Placeholder("calendar", "{{ stay.calendar.name }}", _("the other calendar's name")),
            Placeholder("arrive", "{{ stay.start|day }}", _("the day of arrival")),
            Placeholder("depart", "{{ stay.end|day }}", _("the day of departure")),
        ),
    ),
    Mail(
        "bookings.question", _("A question"), _("when somebody asks the house from its page"), THE_STEWARDS,
        (*AROUND, *ASKER, Placeholder("email", "{{ email }}", _("their mail address, which nobody checked"))),
    ),
    Mail(
        "bookings.question_copy", _("A question is passed on"),
        _("when somebody asks the house from its page"), _("who asked"), AROUND,
    ),
    Mail(
        "bookings.welcome", _("How to get in"),
        _("so many days before the arrival as the house says, or at once when it is settled later"),
        THE_GUEST, (*STAY, *GETTING_IN), sealed=True,
    ),
    _to_guest("farewell", _("Goodbye"), _("on the day of departure")),
    Mail(
        "bookings.house_day", _("The house's day"), _("every morning, if there is something to say"),
        THE_STEWARDS, (*AROUND, DAY, HOUSE_NEWS),
    ),
    Mail(
        "bookings.people_day", _("Who comes and goes"), _("on mornings when somebody does"),
        _("guests and residents of the house"), (*AROUND, DAY, PEOPLE_NEWS),
    ),
)  # fmt: skip
