"""Every reason against a set-off has its sentence."""

from __future__ import annotations

from auction.settlement.set_off.set_off import SetOffReason
from auction.settlement.set_off.words import WORDS


def test_no_reason_is_without_its_sentence():
    assert set(WORDS) == set(SetOffReason)
