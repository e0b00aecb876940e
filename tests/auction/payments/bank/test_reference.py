"""A reference is found however a payer or a bank wrote it, and never guessed between two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel import ids
from auction.payments.bank import reference
from auction.payments.bank.reference import CANDIDATES_MAX, candidates, chosen

OURS = "K7F3K-9XQ2M"
KNOWN = frozenset({OURS, "BBBBB-22222"})


def test_its_letters_are_those_that_codes_are_made_of() -> None:
    assert (reference.CODE_LETTERS, reference.CODE_LENGTH) == (ids.CODE_LETTERS, ids.CODE_LENGTH)


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        "k7f3k-9xq2m",
        "Deposit K7F3K9XQ2M Wang",
        "保证金k7f3k 9xq2m王芳",
        "/ROC/K7F3K/9XQ2M//URI/x",
        "K 7 F 3 K - 9 X Q 2 M",
        "K7F3K\n-9XQ\n2M",
        "Ｋ７Ｆ３Ｋ－９ＸＱ２Ｍ",
        "K7F3K\u20139XQ2M",
        "K7F3K-9XQ2M K7F3K-9XQ2M",
        "BBBBK7F3K9XQ2MBBBB",
    ],
)
def test_it_is_found_however_it_is_written(text: str) -> None:
    assert chosen(text, KNOWN) == OURS


@pytest.mark.parametrize(
    "text", ["", "K7F3K-9XQ2", "K7F3K-9XQ2N", "K7F3K-AXQ2M", "K7F3K-9XQ2M and BBBBB-22222", "x" * 5_000]
)
def test_nothing_is_guessed(text: str) -> None:
    assert chosen(text, KNOWN) == ""


@given(st.text(max_size=2_000))
def test_however_long_a_text_is_few_places_are_looked_up(text: str) -> None:
    found = candidates(text)

    assert len(found) <= CANDIDATES_MAX
    assert all(len(each) == len(OURS) and each[5] == "-" for each in found)


@given(st.lists(st.sampled_from(" -_./:,;\n"), max_size=3).map("".join), st.sampled_from(("", "AE0 ", "I1O")))
def test_it_is_found_between_words_with_whatever_between_its_letters(gap: str, around: str) -> None:
    text = around + gap.join(OURS.replace("-", "").lower()) + around

    assert OURS in candidates(text)
