"""Writes records as rows, a thousand stays at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from bookings.models import BedNight, Booking, Move, Note
from bookings.rules.states import Side
from config.seed import receipts
from config.seed.records import Record
from config.seed.words import guests as words
from messaging.models import Thread
from payments.models import Bill, BillLine

BATCH = 1000


def write(records: Iterable[Record], *, now: datetime, rng: Random) -> Iterator[Record]:
    """Write the records and give them back, one batch in memory at a time."""
    waiting = iter(records)
    while batch := list(islice(waiting, BATCH)):
        _insert(batch, now=now, rng=rng)
        yield from batch


def _insert(batch: Sequence[Record], *, now: datetime, rng: Random) -> None:
    bookings = [record.booking for record in batch]
    Bill.objects.bulk_create(booking.bill for booking in bookings)
    Thread.objects.bulk_create(booking.thread for booking in bookings)
    for booking in bookings:
        # A booking takes up the keys of the two only when they are set again.
        booking.bill, booking.thread = booking.bill, booking.thread
    Booking.objects.bulk_create(bookings)
    BedNight.objects.bulk_create(bed for record in batch for bed in _bed_nights(record))
    for record in batch:
        record.moves = list(_moves(record))
    Move.objects.bulk_create(move for record in batch for move in record.moves)
    BillLine.objects.bulk_create(line for record in batch for line in _lines(record))
    Note.objects.bulk_create(note for record in batch for note in _notes(record, now=now, rng=rng))
    receipts.write(batch, rng=rng)


def _bed_nights(record: Record) -> Iterator[BedNight]:
    for night in islice(record.stay, record.made.held):
        for bed in record.made.beds:
            yield BedNight(
                room=record.made.room,
                night=night,
                bed=bed,
                booking=record.booking,
                until=record.booking.hold_until,
            )


def _moves(record: Record) -> Iterator[Move]:
    by = {Side.GUEST: record.booking.guest, Side.STEWARD: record.steward, Side.SYSTEM: None}
    for step in record.steps:
        yield Move(
            booking=record.booking,
            at=step.at,
            start=step.start or "",
            end=step.end,
            by=by[step.side],
            why=step.why,
        )


def _lines(record: Record) -> Iterator[BillLine]:
    for order, (line, at) in enumerate(record.money.lines):
        yield BillLine(
            bill=record.booking.bill,
            kind=line.kind,
            label=line.label,
            percent=line.percent,
            amount=line.amount,
            paid_by=line.paid_by,
            nights=dict(line.nights),
            order=order,
            created_at=at,
        )


def _notes(record: Record, *, now: datetime, rng: Random) -> Iterator[Note]:
    if rng.random() < 0.06:
        at = min(record.steps[0].at + timedelta(hours=rng.uniform(1, 40)), now)
        yield Note(booking=record.booking, at=at, by=record.steward, text=rng.choice(words.NOTES))
