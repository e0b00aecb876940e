"""Every refusal can be said."""

from __future__ import annotations

from auction.reports.money.moment import Reason
from auction.reports.money.words import WORDS


def test_every_reason_has_its_sentence():
    assert set(WORDS) == set(Reason)
