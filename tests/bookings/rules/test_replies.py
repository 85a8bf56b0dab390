"""Only a command alone on the first line answers a request."""

import pytest

from bookings.rules.replies import Answer, asked_in

YES = (Answer.APPROVE, "")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("approve", YES),
        ("Approve.", YES),
        ("  APPROVE!  \n\nMaya", YES),
        ("\n\napprove\n-- \nMaya", YES),
        ("decline: we paint", (Answer.DECLINE, "we paint")),
        ("Decline: We paint that week.\nSorry!\n\nMaya", (Answer.DECLINE, "We paint that week.\nSorry!")),
        ("decline:\nWe paint.", (Answer.DECLINE, "We paint.")),
        ("decline", (Answer.DECLINE, "")),
        ("Decline.", (Answer.DECLINE, "")),
        ("approve him please", None),
        ("approve?", None),
        ("I approve", None),
        ("approved", None),
        ("approve: yes", None),
        ("declined: no", None),
        ("Hello Ann,\napprove", None),
        ("> approve", None),
        ("", None),
        ("\n \n", None),
    ],
)
def test_answer_is_read_from_the_first_line(said, asked):
    assert asked_in(said) == asked
