"""A proposed set-off is read as an amount and the court's document."""

from __future__ import annotations

from auction.settlement.set_off.telling import tell_set_off
from tests.support.rounds import cny


def test_amount_and_document_are_told_as_they_were_proposed():
    told = tell_set_off({"amount_minor": "30000000", "currency": "CNY", "document": "Plan 7"})

    assert [value for _, value in told] == [cny(300_000), "Plan 7"]
