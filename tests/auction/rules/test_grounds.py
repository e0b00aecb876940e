"""Every ground has a sentence, an article, and at least one act that may name it."""

from __future__ import annotations

import pytest

from auction.rounds.tables import STATE_GROUND_LENGTH
from auction.rules.grounds import GROUND_WORDS, STAYS, WITHDRAWALS, Ground
from auction.rules.sources import cited


def test_every_ground_has_words_and_serves_an_act():
    assert set(GROUND_WORDS) == set(Ground) == set(STAYS) | set(WITHDRAWALS)
    assert len(WITHDRAWALS) == 7


@pytest.mark.parametrize("article", [*STAYS.values(), *WITHDRAWALS.values()])
def test_every_ground_stands_in_a_source_that_courts_know(article):
    assert cited(article) != article


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_fits_its_column(ground):
    assert len(ground) <= STATE_GROUND_LENGTH
