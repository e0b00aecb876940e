"""Every ground has a sentence, an article, and at least one act that may name it."""

from __future__ import annotations

import pytest

from auction.rounds.tables import STATE_GROUND_LENGTH, STAY_KIND_LENGTH
from auction.rules.grounds import (
    CALLED_OFF,
    COURT_STAYS,
    GROUND_WORDS,
    STAY_WORDS,
    STAYS,
    TERMINATIONS,
    WITHDRAWALS,
    Ground,
    StayKind,
)
from auction.rules.sources import cited


def test_every_ground_has_words_and_serves_an_act():
    assert set(GROUND_WORDS) == set(Ground) == set(STAYS) | set(TERMINATIONS) | set(CALLED_OFF)
    assert len(WITHDRAWALS) == 7
    assert set(TERMINATIONS) - set(WITHDRAWALS) == {Ground.TERMINATED}


@pytest.mark.parametrize("article", [*STAYS.values(), *TERMINATIONS.values(), *CALLED_OFF.values()])
def test_every_ground_stands_in_a_source_that_courts_know(article):
    assert cited(article) != article


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_fits_its_column(ground):
    assert len(ground) <= STATE_GROUND_LENGTH


@pytest.mark.parametrize(
    ("kind", "is_ordinary"),
    [
        pytest.param(StayKind.STAY, True, id="R-53/41"),
        pytest.param(StayKind.SUSPENSION, True, id="R-53/42"),
        pytest.param(StayKind.EMERGENCY, False, id="R-53/43"),
        pytest.param(StayKind.PLATFORM, False, id="R-53/44"),
    ],
)
def test_a_court_stays_or_suspends_and_other_stops_are_told_apart(kind, is_ordinary):
    assert (kind in COURT_STAYS) is is_ordinary
    assert len(kind) <= STAY_KIND_LENGTH
    assert STAY_WORDS[kind]
