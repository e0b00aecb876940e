"""A draft begins with wording that the court may change."""

from __future__ import annotations

from listings.draft_form import WORDS
from listings.standard_words import standard_words


def test_standard_words_are_fields_of_the_notice() -> None:
    assert set(standard_words("Judgment 7")) <= set(WORDS)


def test_the_basis_of_the_case_is_taken_over() -> None:
    assert standard_words("Judgment 7")["enforcement_basis"] == "Judgment 7"
    assert "enforcement_basis" not in standard_words("")
