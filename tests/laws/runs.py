"""Short runs that stand on the edge of a rule: what each does, and at which of its steps the house says no.

Rooms: 0 a private one and 1 four beds in a house that answers, 2 three beds and 3 a private one for nothing
in a house where one books at once. Days are counted from the house's today.
"""

from collections.abc import Mapping
from typing import Final

from tests.laws.model import DAY
from tests.laws.world import Step

# `no`: places of the steps that are refused.
RUNS: Final[Mapping[str, tuple[list[Step], set[int]]]] = {
    "back to back": (
        [("ask", 1, 2, 3, 2), ("approve", 0), ("pay", 0, 4), ("ask", 1, 5, 1, 4), ("ask", 1, 1, 1, 4)],
        set(),
    ),
    "full": ([("ask", 2, 0, 2, 3), ("ask", 2, 1, 1, 1), ("ask", 2, 2, 1, 3)], {1}),
    "last bed": (
        [("ask", 2, 0, 2, 2), ("ask", 2, 1, 1, 1), ("ask", 2, 0, 1, 2), ("ask", 2, 0, 1, 1)],
        {2},
    ),
    "last bed of a house that answers": (
        [("ask", 1, 0, 2, 3), ("approve", 0), ("ask", 1, 1, 1, 2), ("ask", 1, 1, 1, 1)],
        {2},
    ),
    "two requests for one bed": (
        [("ask", 0, 1, 2, 1), ("ask", 0, 2, 2, 1), ("approve", 0), ("approve", 0)],
        {3},
    ),
    "hold": (
        [
            ("ask", 2, 1, 2, 3), ("wait_for", 0, -1), ("ask", 2, 1, 1, 1), ("wait_for", 0, 0),
            ("ask", 2, 1, 2, 3), ("work",),
        ],
        {2},
    ),
    "hold and the worker": ([("ask", 2, 1, 2, 3), ("wait_for", 0, 0), ("work",)], set()),
    "hold and a capacity change": (
        [("ask", 2, 1, 2, 3), ("wait_for", 0, -1), ("offer", 2, 1, 2), ("wait_for", 0, 0),
         ("offer", 2, 1, 2)],
        {2},
    ),
    "request": (
        [
            ("ask", 0, 4, 1, 1), ("wait_for", 0, -1), ("ask", 0, 1, 1, 2), ("wait_for", 0, 0), ("work",),
            ("bring_back", 0),
        ],
        {5},
    ),
    "request that lapsed": (
        [("ask", 0, 4, 1, 1), ("wait_for", 0, 0), ("withdraw", 0), ("approve", 0), ("decline", 0)],
        {2, 3, 4},
    ),
    "request for tonight": ([("ask", 0, 0, 1, 1), ("wait_for", 0, -1), ("approve", 0)], set()),
    "approval": (
        [("ask", 0, 4, 1, 2), ("approve", 0), ("wait_for", 0, -1), ("wait_for", 0, 0),
         ("pay", 0, 4), ("work",)],
        {4},
    ),
    "approval of a day": ([("ask", 0, 0, 1, 2), ("approve", 0), ("wait_for", 0, 0), ("pay", 0, 4)], {3}),
    "approval before midnight": (
        [("ask", 0, 0, 1, 1), ("wait", 22 * 60 + 30), ("approve", 0), ("wait_for", 0, -1), ("pay", 0, 4)],
        set(),
    ),
    "free room": ([("ask", 3, 1, 2, 2), ("check_in", 0), ("wait", DAY), ("check_in", 0)], {1}),
    "change to a free room": ([("ask", 2, 1, 2, 1), ("change", 0, 3, 1, 2, 1)], set()),
    "change": (
        [
            ("ask", 1, 2, 3, 2), ("approve", 0), ("change", 0, 1, 3, 3, 4), ("change", 0, 0, 3, 6, 2),
            ("change", 0, 0, 3, 7, 2), ("approve", 0), ("pay", 0, 1), ("change", 0, 1, 3, 1, 1),
        ],
        {4, 7},
    ),
    "longest": ([("ask", 0, 0, 6, 1), ("ask", 0, 0, 7, 1)], {1}),
    "crowd": ([("ask", 1, 0, 1, 4), ("ask", 0, 0, 1, 2), ("ask", 1, 0, 1, 5), ("ask", 0, 0, 1, 3)], {2, 3}),
    "yesterday": ([("ask", 1, 0, 1, 1), ("ask", 1, -1, 2, 1), ("ask", 2, -1, 2, 1)], {1, 2}),
    "stay": (
        [
            ("ask", 1, 0, 3, 2), ("approve", 0), ("pay", 0, 4), ("check_in", 0), ("wait", DAY),
            ("check_out", 0), ("undo", 0), ("check_out", 0), ("pay", 0, 4),
        ],
        {8},
    ),
    "out and in again": ([("ask", 3, 0, 2, 1), ("check_in", 0), ("check_out", 0), ("check_in", 0)], {3}),
    "too early": (
        [("ask", 1, 1, 1, 1), ("approve", 0), ("pay", 0, 4), ("check_in", 0), ("wait", DAY), ("check_in", 0)],
        {3},
    ),
    "no show": (
        [
            ("ask", 1, 0, 3, 2), ("approve", 0), ("pay", 0, 4), ("no_show", 0), ("wait", DAY), ("no_show", 0),
            ("check_in", 0), ("undo", 0),
        ],
        {3},
    ),
    "capacity": (
        [
            ("offer", 1, 2, 2), ("offer", 1, 3, 2), ("offer", 1, 4, 3), ("offer", 1, 3, 3),
            ("offer", 1, 5, 4),
            ("offer", 1, 0, 4), ("take_back", 1, 2), ("offer", 1, -1, 1), ("take_back", 1, 0),
        ],
        {7, 8},
    ),
    "capacity of tonight": ([("offer", 1, 0, 2), ("ask", 1, 0, 2, 2), ("ask", 1, 0, 1, 3)], {2}),
    "removal that repeats": (
        [("offer", 1, 2, 2), ("offer", 1, 4, 4), ("take_back", 1, 1), ("ask", 1, 2, 4, 4)],
        set(),
    ),
    "below what is sold": (
        [("ask", 2, 1, 1, 2), ("pay", 0, 4), ("offer", 2, 0, 1), ("offer", 2, 0, 2), ("take_back", 2, 1)],
        {2},
    ),
    "sold tonight": ([("ask", 2, 0, 1, 2), ("pay", 0, 4), ("offer", 2, 0, 1)], {2}),
    "highest bed": (
        [("ask", 2, 1, 2, 1), ("ask", 2, 1, 2, 1), ("pay", 1, 4), ("withdraw", 0), ("offer", 2, 0, 1)],
        set(),
    ),
    "highest bed of three": (
        [("ask", 2, 1, 2, 2), ("ask", 2, 1, 2, 1), ("pay", 1, 4), ("withdraw", 0), ("offer", 2, 0, 1)],
        set(),
    ),
    "private room": (
        [("offer", 0, 2, 2), ("offer", 0, 2, 0), ("ask", 0, 1, 2, 1), ("ask", 0, 1, 1, 2)],
        {0, 2},
    ),
    "back in time": (
        [
            ("ask", 2, 0, 2, 1), ("wait_for", 0, 0), ("work",), ("bring_back", 0), ("withdraw", 0),
            ("ask", 2, 0, 2, 1), ("wait_for", 0, 0), ("work",), ("wait", DAY), ("bring_back", 0),
        ],
        {9},
    ),
    "second thought": (
        [("ask", 0, 1, 1, 1), ("decline", 0), ("think_again", 0), ("approve", 0), ("pay", 0, 4)],
        set(),
    ),
    "cancelled by the guest": (
        [("ask", 2, 1, 2, 2), ("pay", 0, 4), ("cancel_own", 0), ("bring_back", 0), ("pay", 0, 4),
         ("cancel", 0, 2)],
        set(),
    ),
    "cancelled on the day": ([("ask", 2, 0, 2, 2), ("pay", 0, 4), ("cancel_own", 0)], set()),
    "cancelled by the house": (
        [("ask", 1, 1, 3, 1), ("approve", 0), ("pay", 0, 4), ("cancel", 0, 1), ("arrive", 0, 2)],
        set(),
    ),
    "over": (
        [("ask", 2, 0, 1, 1), ("pay", 0, 4), ("wait", DAY), ("cancel_own", 0), ("cancel", 0, 4)],
        {3, 4},
    ),
    "last day": ([("ask", 2, 0, 2, 1), ("pay", 0, 4), ("wait", DAY), ("cancel", 0, 4)], set()),
    "holds are not the house's to cancel": ([("ask", 2, 0, 2, 1), ("cancel", 0, 4)], {1}),
    "part of the money": (
        [("ask", 2, 1, 2, 2), ("pay", 0, 2), ("pay", 0, 5), ("wait_for", 0, 0), ("work",), ("arrive", 0, 4)],
        {2},
    ),
    "late money": (
        [("ask", 2, 0, 2, 2), ("wait_for", 0, 0), ("arrive", 0, 4), ("arrive", 0, 3), ("pay", 0, 4)],
        {4},
    ),
    "money a day late": ([("ask", 2, 0, 2, 2), ("wait_for", 0, 0), ("wait", DAY), ("arrive", 0, 4)], set()),
    "block": (
        [
            ("block", 1, 0, 3, 3), ("block", 1, 1, 1, 2), ("block", 1, -1, 2, 1), ("ask", 1, 2, 2, 2),
            ("ask", 1, 3, 2, 4), ("ask", 1, 2, 2, 1), ("wait", DAY), ("unblock", 0), ("unblock", 0),
        ],
        {1, 2, 3, 8},
    ),
}  # fmt: skip
