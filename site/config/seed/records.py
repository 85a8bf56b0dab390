"""A made-up stay with all that is written of it, before it is written."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.urls import reverse

from bookings.actions.asking import ALPHABET
from bookings.models import Booking, Move
from bookings.rules.clock import day_ends, reminder
from bookings.rules.fit import beds_needed
from bookings.rules.states import HOLD, Side, State, approval_ends, hold_limit, request_ends
from bookings.rules.stay import Stay
from config.seed.money import Money, money
from config.seed.stays import Made
from config.seed.steps import Step, steps
from config.seed.words import guests as words
from members.models import User
from messaging.models import Thread
from payments.models import Bill

TOKEN = string.ascii_letters + string.digits + "-_"


@dataclass
class Record:
    """`booking` has its bill and thread; `steward` looks after it; `moves` are there once it is written."""

    made: Made
    stay: Stay
    steps: Sequence[Step]
    money: Money
    booking: Booking
    steward: User
    moves: Sequence[Move] = ()


class Recorder:
    """Records stays of `guests`; numbers and tokens come from `rng`, so that they are the same each time."""

    def __init__(self, guests: Sequence[User], *, now: datetime, rng: Random) -> None:
        self.guests, self.now, self.rng = guests, now, rng
        self._numbers: set[str] = set()

    def record(self, made: Made) -> Record:
        first = made.opened.today + timedelta(days=made.day)
        stay = Stay(first, first + timedelta(days=made.nights))
        history = steps(made, now=self.now, rng=self.rng)
        # Some come again and again: the first of the guests most of all.
        guest = self.guests[int(len(self.guests) * self.rng.random() ** 1.6)]
        return Record(
            made=made,
            stay=stay,
            steps=history,
            money=money(made, stay, history, now=self.now, rng=self.rng),
            booking=self._booking(made, stay, history, guest),
            steward=self.rng.choice(made.opened.stewards),
        )

    def _booking(self, made: Made, stay: Stay, history: Sequence[Step], guest: User) -> Booking:
        house, number = made.opened.house, self._number()
        path, label = reverse("my_stay", args=[number]), f"{house.name}, {made.room.name}"
        asked = history[0]
        return Booking(
            number=number,
            guest=guest,
            room=made.room,
            arrive=stay.arrive,
            depart=stay.depart,
            people=made.people,
            beds=beds_needed(made.people, shared=made.room.is_shared),
            state=made.state,
            asked_at=asked.at,
            left_on=None if made.left is None else made.opened.today + timedelta(days=made.left),
            rules_text=house.rules,
            bill=_bill(made, stay, guest, number=number, label=label, path=path, at=asked.at),
            thread=Thread(house=house, token=self._token(), label=f"{number} {label}", path=path),
            **_limits(made, stay, history[-1].at, self.now),
            **(self._words(asked.at) if asked.side == Side.GUEST else {}),
        )

    def _words(self, asked_at: datetime) -> dict[str, object]:
        return {
            "purpose": self.rng.choice(words.PURPOSES),
            "arrival_time": self.rng.choice(words.ARRIVALS),
            "comments": self.rng.choice(words.COMMENTS),
            "rules_accepted_at": asked_at,
        }

    def _number(self) -> str:
        while (number := "".join(self.rng.choices(ALPHABET, k=8))) in self._numbers:
            pass
        self._numbers.add(number)
        return number

    def _token(self) -> str:
        return "".join(self.rng.choices(TOKEN, k=43))


def _bill(made: Made, stay: Stay, guest: User, *, number: str, label: str, path: str, at: datetime) -> Bill:
    house = made.opened.house
    return Bill(
        reference=number,
        label=label,
        path=path,
        house=house,
        payer=guest,
        currency=house.currency,
        service_start=stay.arrive,
        service_end=stay.depart,
        created_at=at,
    )


def _limits(made: Made, stay: Stay, entered: datetime, now: datetime) -> dict[str, datetime | None]:
    """Until when a state that waits for somebody lasts, as `bookings.actions` sets it on entering."""
    house = made.opened.house
    last = day_ends(stay.arrive, house.zone)
    ends = {
        State.REQUESTED: request_ends(entered, answer_days=house.answer_days, arrival_day_ends=last),
        State.HELD: entered + HOLD,
        State.APPROVED: approval_ends(entered, hold_hours=house.hold_hours, arrival_day_ends=last),
    }.get(made.state)
    remind = reminder(made.state, now=entered, ends=ends)
    is_request = made.state == State.REQUESTED
    return {
        "hold_until": None if is_request else ends,
        "hold_limit": hold_limit(made.state, now=entered, ends=ends),
        "answer_by": ends if is_request else None,
        # What was due before now has been done.
        "remind_at": remind if remind and remind > now else None,
    }
