"""The page of the design shows every state, and refusals that the words know."""

from __future__ import annotations

from datetime import UTC, datetime

from listings import design_samples
from listings.listing import Status
from wsgi import joined_words

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_there_is_a_lot_in_every_state():
    assert [line.status for line in design_samples.lines(NOW)] == list(Status)


def test_every_refusal_can_be_said():
    words = joined_words()

    for refusal in design_samples.refusals():
        assert refusal.rule and words[refusal.reason] % dict(refusal.numbers)


def test_deposit_and_balance_are_of_one_currency():
    deposit, balance = design_samples.deposit_and_balance()

    assert (deposit + balance).currency == design_samples.CURRENCY
