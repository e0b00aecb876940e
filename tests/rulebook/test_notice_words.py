"""What a notice must say before it goes up (R-20, R-22, R-23), and how a bidder's code hides (R-33)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from auction.kernel.ids import new_code
from auction.kernel.money import Money
from auction.rules.asset_class import AssetClass
from bidding.limits import Allowance, Limit
from listings import disclosure
from listings.asset import Asset
from listings.lot import Draft

ASSET = Asset(
    AssetClass.MOVABLE,
    "A telephone",
    description="Works.",
    place="Room 3",
    known_defects="None known.",
    reference_price=Money(50_000, "CNY"),
)
WORDS = {name: "As written." for name, _, _ in disclosure.WORDS_NEEDED}
AT = datetime(2026, 3, 1, tzinfo=UTC)
COMPLETE = Draft(
    "A telephone",
    "CNY",
    (ASSET,),
    WORDS,
    starting_price=Money(35_000, "CNY"),
    increment=Money(1_000, "CNY"),
    deposit=Money(3_500, "CNY"),
    opens_at=AT,
    closes_at=AT + timedelta(days=1),
    balance_due_at=AT + timedelta(days=9),
)


def lacking(draft: Draft) -> list[tuple[str, str]]:
    found = (
        *disclosure.lacking_property(draft),
        *disclosure.lacking_terms(draft),
        *disclosure.lacking_words(draft),
    )
    return [(str(refusal.reason), refusal.rule) for refusal in found]


def without(word: str) -> Draft:
    return replace(COMPLETE, words={name: text for name, text in WORDS.items() if name != word})


def test_a_complete_notice_lacks_nothing():
    assert lacking(COMPLETE) == []


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        pytest.param(without("pricing_basis"), ("notice_lacks_pricing_basis", "R-20"), id="R-20/1"),
        pytest.param(
            replace(COMPLETE, assets=(replace(ASSET, known_defects=""),)),
            ("notice_lacks_known_defects", "R-22"),
            id="R-22/1",
        ),
        pytest.param(
            replace(COMPLETE, starting_price=None), ("notice_lacks_starting_price", "R-22"), id="R-22/2"
        ),
        pytest.param(replace(COMPLETE, deposit=None), ("notice_lacks_deposit", "R-22"), id="R-22/3"),
        pytest.param(without("bidder_conditions"), ("notice_lacks_bidder_conditions", "R-22"), id="R-22/4"),
        pytest.param(without("rights_and_duties"), ("notice_lacks_rights_and_duties", "R-22"), id="R-22/5"),
        pytest.param(without("legal_liability"), ("notice_lacks_legal_liability", "R-22"), id="R-22/6"),
        pytest.param(replace(COMPLETE, opens_at=None), ("notice_lacks_opens_at", "R-22"), id="R-22/7"),
        pytest.param(
            without("enforcement_basis"),
            ("notice_lacks_enforcement_basis", "R-23/MISSING(enforcement_basis)"),
            id="R-23/1",
        ),
        pytest.param(
            without("occupation"), ("notice_lacks_occupation", "R-23/MISSING(occupation)"), id="R-23/2"
        ),
        pytest.param(
            without("priority_holders"),
            ("notice_lacks_priority_holders", "R-23/MISSING(priority_holders)"),
            id="R-23/3",
        ),
        pytest.param(
            without("payment_method"),
            ("notice_lacks_payment_method", "R-23/MISSING(payment_method)"),
            id="R-23/4",
        ),
        pytest.param(without("taxes"), ("notice_lacks_taxes", "R-23/MISSING(taxes)"), id="R-23/5"),
    ],
)
def test_one_gap_is_named_with_its_rule(draft, expected):
    assert lacking(draft) == [expected]


@pytest.mark.parametrize("count", [pytest.param(2_000, id="R-33/1")])
def test_a_code_is_no_word_and_tells_no_order(count):
    codes = [new_code() for _ in range(count)]

    assert not set("".join(codes)) & set("AEIOU01")
    assert len(set(codes)) > count - 5
    assert codes != sorted(codes)
    rising = sum(one < other for one, other in pairwise(codes))
    assert count * 0.44 < rising < count * 0.56


@pytest.mark.parametrize("bidders", [pytest.param(5_000, id="R-40/1")])
def test_one_limit_holds_for_everybody_however_many_they_are(bidders):
    allowance = Allowance(Limit(per_second=3, burst=10))

    taken = [sum(allowance.take(f"code {number}", at=AT) for _ in range(12)) for number in range(bidders)]

    assert set(taken) == {10}
