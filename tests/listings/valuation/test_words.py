"""Every no and every way to a price has its sentence."""

from __future__ import annotations

from listings.valuation.price import Method
from listings.valuation.reason import PanelReason, Reason
from listings.valuation.words import METHODS, WORDS


def test_every_reason_and_every_way_has_words():
    assert set(WORDS) == {*Reason, *PanelReason}
    assert set(METHODS) == set(Method)
