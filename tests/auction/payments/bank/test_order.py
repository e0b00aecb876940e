"""An order has one short key, and where money came from is written so that it can go back there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.payments.bank.order import end_to_end_of, format_origin, parse_origin, plain_words
from auction.payments.bank.statement import Party


def test_a_key_is_short_plain_and_the_same_each_time() -> None:
    key = end_to_end_of("deposit-out:0123")

    assert key == end_to_end_of("deposit-out:0123") != end_to_end_of("deposit-out:0124")
    assert (len(key), key.isalnum(), key.isascii(), key.isupper()) == (20, True, True, True)


@given(st.text(), st.text(min_size=1), st.text())
def test_an_origin_is_read_back_as_it_was_written(name: str, account: str, code: str) -> None:
    assert parse_origin(format_origin(Party(name, account, code))) == Party(name, account, code)


@pytest.mark.parametrize("text", ["", '["Li", "", "X"]', "ch_1234", "[1]", "7"])
def test_an_origin_without_an_account_is_none(text: str) -> None:
    assert parse_origin(text) is None


@given(st.text(max_size=300))
def test_words_for_a_bank_are_one_line_of_bounded_length(text: str) -> None:
    words = plain_words(text, 70)

    assert len(words) <= 70
    assert words == words.strip()
    assert not any(letter in words for letter in "\x00\x0b\n\r\t\ud800\ufffe")
