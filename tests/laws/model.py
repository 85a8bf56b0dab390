"""The network on paper: squares to fill in for every night of every room, and a list of stays.

It shares no code with the project and is as plain as can be: that is what makes it worth believing. Nights
are numbers, moments are minutes since the first midnight in Greenwich, money is cents.
"""

from dataclasses import dataclass, field

DAY = 24 * 60
NIGHTS = 300  # squares on the sheet; nobody goes further

LIVE_HOLDS = ("HELD", "APPROVED")


class No(Exception):
    """The house would say no."""


@dataclass
class House:
    east: int  # minutes its clocks are ahead of Greenwich
    instant: bool
    answer_days: int
    hold_hours: int
    longest: int
    fee: int  # in hundredths of a per cent


@dataclass
class Room:
    house: House
    private: bool
    sleeps: int
    cents: int
    offers: list[int] = field(default_factory=lambda: [0] * NIGHTS)

    def changes(self) -> dict[int, int]:
        """The nights on which the room offers something else than the night before."""
        before = [0, *self.offers]
        return {n: beds for n, beds in enumerate(self.offers) if beds != before[n]}


@dataclass
class Stay:
    room: Room
    arrive: int
    depart: int
    people: int
    state: str = "NEW"
    ends: int | None = None
    left: int | None = None
    bill: int = 0
    waived: int = 0
    paid: int = 0
    back: int = 0

    @property
    def beds(self) -> int:
        return 1 if self.room.private else self.people

    @property
    def owed(self) -> int:
        return self.bill - self.kept

    @property
    def kept(self) -> int:
        return self.paid - self.back

    def price(self) -> int:
        nights = (self.depart - self.arrive) * self.beds * self.room.cents
        return nights + (nights * self.room.house.fee + 5000) // 10000

    def is_over_by_the_clock(self, now: int) -> bool:
        return self.ends is not None and self.ends <= now

    def state_at(self, now: int) -> str:
        if self.is_over_by_the_clock(now):
            return "LAPSED" if self.state == "REQUESTED" else "EXPIRED"
        return self.state

    def nights(self, now: int) -> set[int]:
        """The squares it fills in."""
        last = self.depart
        if self.state not in ("HELD", "APPROVED", "CONFIRMED", "CHECKED_IN", "CHECKED_OUT", "NO_SHOW"):
            return set()
        if self.is_over_by_the_clock(now):
            return set()
        if self.state == "NO_SHOW":
            last = self.arrive + 1
        if self.state == "CHECKED_OUT":
            last = min(self.left, self.depart)
        return set(range(self.arrive, last))


@dataclass
class Block:
    room: Room
    nights: set[int]
    beds: int
    gone: bool = False


@dataclass
class Network:
    """What stewards, guests, money and the clock do. Each raises No where the house would."""

    rooms: list[Room]
    now: int
    stays: list[Stay] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def today(self, house: House) -> int:
        return (self.now + house.east) // DAY

    def midnight_after(self, night: int, house: House) -> int:
        return (night + 1) * DAY - house.east

    def taken(self, room: Room, night: int) -> int:
        stays = sum(s.beds for s in self.stays if s.room is room and night in s.nights(self.now))
        return stays + sum(b.beds for b in self.blocks if b.room is room and night in b.nights)

    def free(self, room: Room, night: int) -> int:
        return max(0, room.offers[night] - self.taken(room, night))

    def need(self, room: Room, nights, beds: int) -> None:
        if any(self.free(room, night) < beds for night in nights):
            raise No("full")

    # Money.

    def waive(self, stay: Stay, keep: int) -> None:
        if stay.bill > keep:
            stay.waived += stay.bill - keep
            stay.bill = keep

    def restore(self, stay: Stay) -> None:
        stay.bill, stay.waived = stay.bill + stay.waived, 0

    def give_back(self, stay: Stay) -> None:
        stay.back += max(0, -stay.owed)

    # The clock.

    def tidy(self, *rooms: Room) -> None:
        """Whoever opens the book of a room first strikes out the holds that ran out."""
        for stay in self.stays:
            over = stay.state in LIVE_HOLDS and stay.is_over_by_the_clock(self.now)
            if over and any(stay.room is room for room in rooms):
                stay.state, stay.ends = "EXPIRED", None
                if stay.kept > 0 and stay.owed > 0:
                    self.waive(stay, 0)
                    self.give_back(stay)

    def work(self) -> None:
        self.tidy(*self.rooms)
        for stay in self.stays:
            if stay.state == "REQUESTED" and stay.is_over_by_the_clock(self.now):
                self.close(stay, "LAPSED")

    # Guests.

    def check(self, room: Room, arrive: int, depart: int, people: int) -> None:
        house = room.house
        if arrive < self.today(house) or depart - arrive > house.longest or people > room.sleeps:
            raise No("not here")
        self.need(room, range(arrive, depart), 1 if room.private else people)

    def ask(self, room: Room, arrive: int, depart: int, people: int) -> None:
        self.tidy(room)
        if depart <= arrive:
            raise No("no night")
        self.check(room, arrive, depart, people)
        stay = Stay(room, arrive, depart, people)
        stay.bill = stay.price()
        if room.house.instant:
            stay.state, stay.ends = "HELD", self.now + 35
            self.confirm_if_paid(stay)
        else:
            self.wait_for_answer(stay)
        self.stays.append(stay)

    def change(self, stay: Stay, room: Room, arrive: int, depart: int, people: int) -> None:
        self.tidy(stay.room, room)
        if depart <= arrive or room.house is not stay.room.house or stay.paid > 0:
            raise No("not so")
        if stay.state_at(self.now) not in ("REQUESTED", "HELD", "APPROVED"):
            raise No("too late")
        held, stay.state = stay.state == "HELD", "NEW"
        self.check(room, arrive, depart, people)
        stay.room, stay.arrive, stay.depart, stay.people = room, arrive, depart, people
        stay.bill, stay.waived = stay.price(), 0
        if held:
            stay.state = "HELD"
            self.confirm_if_paid(stay)
        else:
            self.wait_for_answer(stay)

    def withdraw(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "REQUESTED", "HELD", "APPROVED")
        self.close(stay, "WITHDRAWN")

    def cancel_own(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "CONFIRMED")
        today = self.today(stay.room.house)
        self.call_off(stay, stay.kept if today < stay.arrive else 0)

    # Stewards.

    def approve(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "REQUESTED")
        self.hold(stay)

    def decline(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "REQUESTED")
        self.close(stay, "DECLINED")

    def think_again(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "DECLINED")
        self.not_after_the_day(stay)
        self.restore(stay)
        self.wait_for_answer(stay)

    def bring_back(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "EXPIRED", "CANCELLED")
        self.restore(stay)
        self.hold(stay)

    def cancel(self, stay: Stay, refund: int) -> None:
        self.tidy(stay.room)
        self.only(stay, "APPROVED", "CONFIRMED")
        self.call_off(stay, min(refund, stay.kept))

    def check_in(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "CONFIRMED", "NO_SHOW")
        if self.today(stay.room.house) < stay.arrive:
            raise No("too early")
        self.be(stay, "CHECKED_IN")

    def check_out(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "CHECKED_IN")
        today = self.today(stay.room.house)
        stay.state, stay.left = "CHECKED_OUT", max(stay.arrive, min(stay.depart, today))

    def no_show(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "CONFIRMED")
        if self.today(stay.room.house) <= stay.arrive:
            raise No("the guest may still come")
        stay.state = "NO_SHOW"

    def undo(self, stay: Stay) -> None:
        self.tidy(stay.room)
        self.only(stay, "CHECKED_IN", "CHECKED_OUT", "NO_SHOW")
        self.be(stay, "CHECKED_IN" if stay.state == "CHECKED_OUT" else "CONFIRMED")
        stay.left = None

    def block(self, room: Room, start: int, end: int, beds: int) -> None:
        self.tidy(room)
        if end <= start or start < self.today(room.house):
            raise No("not then")
        self.need(room, range(start, end), beds)
        self.blocks.append(Block(room, set(range(start, end)), beds))

    def unblock(self, block: Block) -> None:
        if block.gone:
            raise No("gone")
        block.gone = True
        block.nights = {night for night in block.nights if night < self.today(block.room.house)}

    def offer(self, room: Room, start: int, beds: int) -> None:
        """So many beds from a night on, until the next night on which something changes."""
        self.tidy(room)
        if start < self.today(room.house) or (room.private and beds > 1):
            raise No("not so")
        end = min([night for night in room.changes() if night > start], default=NIGHTS)
        for night in range(start, end):
            if beds < room.offers[night] and beds < self.taken(room, night):
                raise No("sold")
            room.offers[night] = beds

    def take_back(self, room: Room, start: int) -> None:
        """The change at `start` goes."""
        self.offer(room, start, room.offers[start - 1] if start else 0)

    # Money that comes.

    def pay(self, stay: Stay, cents: int) -> None:
        """A steward takes money, never more than is owed."""
        self.tidy(stay.room)
        if stay.state not in ("HELD", "APPROVED", "CONFIRMED", "CHECKED_IN", "CHECKED_OUT", "NO_SHOW"):
            raise No("over")
        if not 0 < cents <= stay.owed:
            raise No("not that much")
        self.arrive(stay, cents)

    def arrive(self, stay: Stay, cents: int) -> None:
        """Money comes by itself, asked for or not: it buys the stay, waits for an answer, or goes back."""
        stay.paid += cents
        self.tidy(stay.room)
        if stay.state in LIVE_HOLDS:
            self.confirm_if_paid(stay)
        elif stay.state == "EXPIRED" and stay.waived == 0:
            self.buy_late(stay)
        if stay.state != "REQUESTED":
            self.give_back(stay)

    def buy_late(self, stay: Stay) -> None:
        nights = range(stay.arrive, stay.depart)
        fits = all(self.free(stay.room, night) >= stay.beds for night in nights)
        if stay.owed <= 0 and fits and self.today(stay.room.house) <= stay.arrive:
            stay.state = "CONFIRMED"
        elif stay.kept > 0:
            self.waive(stay, 0)

    # What several of them do.

    def only(self, stay: Stay, *states: str) -> None:
        if stay.state_at(self.now) not in states:
            raise No(f"it is {stay.state_at(self.now)}")

    def not_after_the_day(self, stay: Stay) -> None:
        if self.today(stay.room.house) > stay.arrive:
            raise No("the arrival day is over")

    def wait_for_answer(self, stay: Stay) -> None:
        house = stay.room.house
        stay.state = "REQUESTED"
        stay.ends = min(self.now + house.answer_days * DAY, self.midnight_after(stay.arrive, house))

    def hold(self, stay: Stay) -> None:
        house = stay.room.house
        self.not_after_the_day(stay)
        self.need(stay.room, range(stay.arrive, stay.depart), stay.beds)
        ends = min(self.now + house.hold_hours * 60, self.midnight_after(stay.arrive, house))
        stay.state, stay.ends = "APPROVED", max(ends, self.now + 120)
        self.confirm_if_paid(stay)

    def confirm_if_paid(self, stay: Stay) -> None:
        if stay.owed <= 0:
            stay.state, stay.ends = "CONFIRMED", None

    def be(self, stay: Stay, state: str) -> None:
        """Go on with all nights: those given up before must still be free."""
        missing = set(range(stay.arrive, stay.depart)) - stay.nights(self.now)
        self.need(stay.room, missing, stay.beds)
        stay.state = state

    def call_off(self, stay: Stay, refund: int) -> None:
        if self.today(stay.room.house) >= stay.depart:
            raise No("it is over")
        self.close(stay, "CANCELLED", keep=stay.kept - refund)

    def close(self, stay: Stay, state: str, *, keep: int = 0) -> None:
        stay.state, stay.ends = state, None
        self.waive(stay, keep)
        self.give_back(stay)
