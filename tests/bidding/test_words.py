"""Every refusal of the hall has a sentence, and its numbers are there to fill it."""

from __future__ import annotations

import re

import pytest

from auction.kernel.refusal import Refusal
from auction.rounds import course, lifecycle, terms
from auction.rounds.words import WORDS as ROUND_WORDS
from bidding import engine
from bidding.engine import RULES, Reason
from bidding.words import WORDS
from tests.support.rounds import CLOSES_AT, OPENS_AT, make_bid, make_board, make_leader

NAMES = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_of_the_engine_has_a_sentence_and_a_rule(reason):
    assert WORDS[reason]
    assert RULES[reason].startswith("R-")


@pytest.mark.parametrize("reason", [*terms.Reason, *lifecycle.Reason, *course.Reason])
def test_every_reason_about_rounds_has_a_sentence(reason):
    assert ROUND_WORDS[reason]


@pytest.mark.parametrize(
    ("leader", "code", "amount", "at", "rank"),
    [
        (None, "B2", 704_000, OPENS_AT, None),
        (None, "B2", 719_000, OPENS_AT, None),
        (734_000, "A1", 744_000, OPENS_AT, None),
        (734_000, "B2", 739_000, OPENS_AT, None),
        (734_000, "B2", 734_000, OPENS_AT, None),
        (734_000, "B2", 734_000, OPENS_AT, 2),
        (734_000, "B2", 744_000, CLOSES_AT, None),
        (734_000, "B2", 744_000, OPENS_AT.replace(year=2025), None),
    ],
)
def test_a_refusal_carries_every_number_its_sentence_names(leader, code, amount, at, rank):
    board = make_board(leader=leader and make_leader("A1", leader, 1))

    refusal = engine.judge(board, make_bid(code, amount, at), sequenced_at=at, rank=rank)

    assert isinstance(refusal, Refusal)
    assert set(NAMES.findall(WORDS[refusal.reason])) <= set(refusal.numbers)
