"""Every reason for which money is late has a sentence that says who can mend it."""

from __future__ import annotations

from auction.settlement.late.late import Why
from auction.settlement.late.words import WHY


def test_no_reason_is_without_its_sentence():
    assert [why for why in Why if not WHY.get(why)] == []
    assert len(set(WHY.values())) == len(Why)
