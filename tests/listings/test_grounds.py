"""A judge gives both grounds, in no more than a page can show."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from auction.rules.grounds import STAYS, WITHDRAWALS
from listings.grounds import Grounds, choices_of, read_grounds


@pytest.mark.parametrize(
    ("reason", "basis", "expected"),
    [
        ("", "L1 §28", "act_without_reason_or_basis"),
        ("Objection.", "", "act_without_reason_or_basis"),
        ("x" * 401, "L1 §28", "listing_text_too_long"),
        ("x" * 400, "L1 §28", ""),
    ],
)
def test_both_grounds_are_needed(reason: str, basis: str, expected: str) -> None:
    found = read_grounds(reason, basis)

    assert (str(found.reason) if expected else found) == (expected or Grounds(reason, basis))
    assert isinstance(found, Refusal) == bool(expected)


@pytest.mark.parametrize(
    ("among", "rule", "ground", "may"),
    [
        pytest.param(STAYS, "R-53", "third_party_claim", True, id="R-53/10"),
        pytest.param(STAYS, "R-53", "bidding_suspect", True, id="R-53/11"),
        pytest.param(STAYS, "R-53", "debt_paid", False, id="R-53/12"),
        pytest.param(STAYS, "R-53", "", False, id="R-53/13"),
        pytest.param(WITHDRAWALS, "R-56", "settled", True, id="R-56/10"),
        pytest.param(WITHDRAWALS, "R-56", "debt_paid", True, id="R-56/11"),
        pytest.param(WITHDRAWALS, "R-56", "creditor_agrees", False, id="R-56/12"),
        pytest.param(WITHDRAWALS, "R-56", "no_such_ground", False, id="R-56/13"),
    ],
)
def test_an_act_names_one_of_the_grounds_that_the_law_gives_for_it(among, rule, ground, may) -> None:
    found = read_grounds("A reason.", "A ruling.", ground, rule=rule, among=among)

    if may:
        assert isinstance(found, Grounds)
        assert found.told == {"reason": "A reason.", "legal_basis": "A ruling.", "ground": ground}
    else:
        assert isinstance(found, Refusal)
        assert (str(found.reason), found.rule) == ("act_without_ground", rule)


def test_going_on_needs_no_ground_and_keeps_none() -> None:
    found = read_grounds("The claim was rejected.", "Ruling (2026) 4", "settled")

    assert isinstance(found, Grounds)
    assert found.told == {"reason": "The claim was rejected.", "legal_basis": "Ruling (2026) 4"}


def test_every_choice_names_its_article() -> None:
    assert ("debt_paid", "The debt is fully paid.", "法释〔2004〕16号 §17") in choices_of(WITHDRAWALS)
