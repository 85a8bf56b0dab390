"""Rotation: what is kept is spread as promised, whatever the rhythm of the backups."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backup.rotation import expired, generations, made_at
from tests.backup.conftest import ROOT

DELTAS = "1h 1d 7d 30d 360d 18000d"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)


def name(moment: datetime) -> str:
    return f"modernomad-{moment:%Y%m%dT%H%M%SZ}"


def kept_after(moments: list[datetime], *, deltas: str = DELTAS) -> list[str]:
    """What is left when each backup is followed by a rotation, oldest first."""
    kept: list[str] = []
    for moment in moments:
        kept.append(name(moment))
        too_many = set(expired(kept, deltas=deltas))
        kept = [each for each in kept if each not in too_many]
    return kept


def test_deltas_are_read_as_tarsnapper_writes_them():
    assert generations(DELTAS) == [
        (HOUR, DAY),
        (DAY, 7 * DAY),
        (7 * DAY, 30 * DAY),
        (30 * DAY, 360 * DAY),
        (360 * DAY, 18000 * DAY),
    ]


@pytest.mark.parametrize("wrong", ["", "1d", "1d 1h", "1d 1d", "1 2", "1w 2w", "0h 1d", "-1h 1d", "1h,1d"])
def test_other_deltas_are_refused(wrong):
    with pytest.raises(ValueError, match="Deltas are|Each delta"):
        generations(wrong)


@pytest.mark.parametrize(
    ("ages", "deltas", "gone"),
    [
        ([], "1h 1d", []),
        ([0], "1h 1d", []),
        # Two in one hour: the older stays, and the newest always does.
        ([0, 1.5, 1.6], "1h 1d", [1.5]),
        # Beyond the last delta everything goes.
        ([0, 23, 24, 25], "1h 1d", [25, 24]),
        # Six hours in one day, older than a day.
        ([0, 36, 37, 38, 39, 40, 41], "1h 1d 7d", [40, 39, 38, 37, 36]),
    ],
)
def test_each_slot_keeps_its_oldest(ages, deltas, gone):
    newest = datetime(2027, 3, 1, 23, 45, tzinfo=UTC)

    answer = expired([name(newest - age * HOUR) for age in ages], deltas=deltas)

    assert answer == [name(newest - age * HOUR) for age in gone]


def test_three_years_of_daily_backups_thin_out_as_promised():
    kept = [made_at(each) for each in kept_after([START + n * DAY for n in range(1100)])]

    ages = [(kept[-1] - moment) / DAY for moment in kept]
    assert len(kept) < 40
    for step, until in generations(DELTAS):
        at_hand = [age for age in ages if age <= until / DAY]
        gaps = [older - younger for older, younger in pairwise(at_hand)]
        assert max(gaps) <= 2 * max(step, DAY) / DAY, f"one in {step} up to {until}"
    assert ages[0] >= 1099 - 360


@settings(max_examples=60)
@given(st.lists(st.integers(1, 400), max_size=60), st.sampled_from([DELTAS, "1h 1d", "6h 2d 10d 40d"]))
def test_no_rhythm_of_backups_leaves_a_greater_hole_than_promised(hours, deltas):
    moments = [START]
    for pause in hours:
        moments.append(moments[-1] + pause * HOUR)
    newest = moments[-1]
    kept = [made_at(each) for each in kept_after(moments, deltas=deltas)]
    steps = generations(deltas)
    horizon = steps[-1][1]

    def reach(age: timedelta) -> timedelta:
        """How much later a backup of this age stands for: one step of its generation and of each before."""
        return sum(
            (step for n, (step, _) in enumerate(steps) if n == 0 or age >= steps[n - 1][1]), timedelta()
        )

    assert kept[-1] == newest
    for moment in moments:
        stands = any(timedelta() <= moment - other < reach(newest - other) for other in kept)
        beyond = newest - moment + reach(horizon) >= horizon
        assert stands or beyond or moment == newest, (moment, kept)


@given(st.sets(st.integers(0, 20_000), max_size=60), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_twice_is_once(hours, random):
    names = [name(START + n * HOUR) for n in sorted(hours)]
    shuffled = random.sample(names, len(names))

    gone = expired(names, deltas=DELTAS)

    assert expired(shuffled, deltas=DELTAS) == gone
    assert expired([each for each in names if each not in gone], deltas=DELTAS) == []


def test_the_command_reads_names_and_writes_those_to_delete():
    names = [name(START + n * HOUR) for n in (0, 0.2, 5)]

    done = subprocess.run(
        [sys.executable, ROOT / "backup" / "rotation.py", DELTAS],
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == [names[1]]
