"""Every finding can be said."""

from __future__ import annotations

from auction.reports.trail.proof import Reason
from auction.reports.trail.words import WORDS


def test_every_finding_has_its_sentence():
    assert set(WORDS) == set(Reason)
