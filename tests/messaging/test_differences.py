"""What differs between two texts, line by line."""

from messaging.rules.differences import differences


def test_differences_keep_every_line_in_order():
    lines = differences("Hello\nCome in\nBye", "Hello\nWelcome\nBye\nSee you")

    assert [tuple(line) for line in lines] == [
        ("", "Hello"),
        ("-", "Come in"),
        ("+", "Welcome"),
        ("", "Bye"),
        ("+", "See you"),
    ]


def test_same_texts_differ_in_nothing():
    assert {line.sign for line in differences("a\nb", "a\nb")} == {""}


def test_line_that_begins_with_a_sign_is_kept():
    assert [tuple(line) for line in differences("- a", "? a")] == [("-", "- a"), ("+", "? a")]
