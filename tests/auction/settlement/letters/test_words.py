"""Every kind of letter has its subject and its text."""

from __future__ import annotations

from pathlib import Path

from auction.settlement.letters.letter import Kind
from auction.settlement.letters.words import SUBJECTS

TEXTS = Path(__file__).parents[4] / "templates" / "settlement" / "letters"


def test_no_letter_is_without_subject_or_text():
    assert set(SUBJECTS) == set(Kind)
    assert {kind for kind in Kind if not (TEXTS / f"{kind.lower()}.txt").is_file()} == set()
