"""What is sealed opens again with its key and for its purpose, and in no other way."""

import pytest
from hypothesis import given

from home.rules.seal import InvalidToken, seal, unseal
from tests.texts import any_text


@given(words=any_text())
def test_seal_opens_with_its_key(words):
    assert unseal(seal(words, keys=["one"], purpose="door"), keys=["one"], purpose="door") == words


def test_seal_uses_the_first_key_and_opens_with_any():
    token = seal("4711", keys=["new", "old"], purpose="door")

    assert unseal(token, keys=["newer", "new"], purpose="door") == "4711"
    with pytest.raises(InvalidToken):
        unseal(token, keys=["old"], purpose="door")


def test_seal_of_one_purpose_does_not_open_for_another():
    token = seal("4711", keys=["one"], purpose="door")

    with pytest.raises(InvalidToken):
        unseal(token, keys=["one"], purpose="outbox")


def test_seal_hides_the_words_and_never_repeats_itself():
    tokens = {seal("4711", keys=["one"], purpose="door") for _ in range(3)}

    assert len(tokens) == 3
    assert not any("4711" in token for token in tokens)
