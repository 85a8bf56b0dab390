"""Stripe's form encoding read back, whatever the real library sends."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stripe._encode import _api_encode

from payments.standin.errors import Rejection
from payments.standin.parameters import Record, decode, integer, list_of, text
from tests.texts import any_text

NAMES = st.text("abcé_019", min_size=1, max_size=5)
VALUES = any_text(min_size=1, max_size=20)
TREES = st.recursive(
    VALUES, lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3), max_leaves=8
)


@given(st.dictionaries(NAMES, TREES, max_size=4))
def test_what_the_library_encodes_is_read_back(tree):
    assert decode(urlencode(list(_api_encode(tree)))) == tree


@pytest.mark.parametrize(
    ("encoded", "tree"),
    [
        ("", {}),
        ("a=1&a=2", {"a": "2"}),
        ("a[b][c]=1&a[b][d]=2", {"a": {"b": {"c": "1", "d": "2"}}}),
        ("a[]=x&a[]=y", {"a": {"0": "x", "1": "y"}}),
        ("a[0][b]=x", {"a": {"0": {"b": "x"}}}),
        ("a=%C3%A9+%26", {"a": "é &"}),
        ("a=", {"a": ""}),
    ],
)
def test_form_is_a_tree(encoded, tree):
    assert decode(encoded) == tree


@pytest.mark.parametrize("encoded", ["a=1&a[b]=2", "a[b]=2&a=1", "&".join(f"a{n}=1" for n in range(1001))])
def test_form_that_is_no_tree_is_refused(encoded):
    with pytest.raises(Rejection):
        decode(encoded)


@given(any_text(max_size=300))
def test_no_form_breaks_the_reader(encoded):
    try:
        assert isinstance(decode(encoded), dict)
    except Rejection as refused:
        assert refused.status == 400


def test_list_keeps_the_order_of_its_numbers():
    assert list_of(text())("a", {"10": "k", "2": "b", "0": "a"}) == ["a", "b", "k"]


@pytest.mark.parametrize("raw", ["1.5", "", "one", "1e3", "٣", " 1", "9" * 19, {}])
def test_integer_is_digits_only(raw):
    with pytest.raises(Rejection, match="Invalid integer"):
        integer()("amount", raw)


def test_record_names_the_parameter_in_full():
    record = Record({"a": Record({"b": integer()}, required=("b",))})

    with pytest.raises(Rejection) as caught:
        record("", {"a": {}})
    assert (caught.value.code, caught.value.param) == ("parameter_missing", "a[b]")
