"""Every no and every way to a price has its sentence."""

from __future__ import annotations

from listings.valuation.price import Method
from listings.valuation.reason import PanelReason, Reason, WayReason
from listings.valuation.way import Step
from listings.valuation.words import METHODS, STEPS, WORDS


def test_every_reason_and_every_way_has_words():
    assert set(WORDS) == {*Reason, *PanelReason, *WayReason}
    assert set(METHODS) == set(Method)
    assert set(STEPS) == set(Step)
