"""What is said beside each field, as a table: the no of the law, or fine and by how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rules.asset_class import AssetClass
from listings.desk.checks import Fact, as_written, check_fields, cite, percent
from listings.draft_form import DraftForm
from listings.lot import Draft, Purpose
from listings.notice import Failed, Proposal
from listings.reason import Missing
from tests.listings.test_draft_form import LOT
from tests.listings.test_notice import ASSET, AT, OPENS_AT, PROPOSAL, without

NOTHING = Draft(title="", currency="CNY", assets=(replace(ASSET, reference_price=None),), words={})
FAILED = Failed(Money(71_400_000, "CNY"), AT - timedelta(days=10))
SECOND = replace(PROPOSAL, purpose=Purpose.SECOND, failed=FAILED)


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


def said(proposal: Proposal, field: str) -> tuple[bool, str, str]:
    """Return whether the field is fine, why, and by which rule and article."""
    fact: Fact = check_fields(proposal, AT)[field]
    return fact.fine, str(fact.said.reason), fact.said.rule


@pytest.mark.parametrize(
    ("field", "changed", "fine", "reason", "rule"),
    [
        ("reference_price", {}, True, "desk_least_start", "R-18, 法释〔2016〕18号 §10"),
        (
            "starting_price",
            {"starting_price": yuan(714_000)},
            True,
            "desk_share_of_reference",
            "R-18, 法释〔2016〕18号 §10",
        ),
        (
            "starting_price",
            {"starting_price": yuan(713_999)},
            False,
            "price_below_floor",
            "R-18, 法释〔2016〕18号 §10",
        ),
        ("increment", {"increment": yuan(714_000)}, True, "desk_increment_share", "R-41"),
        ("increment", {"increment": yuan(714_001)}, False, "increment_above_price", "R-41"),
        ("deposit", {"deposit": yuan(35_700)}, True, "desk_deposit_share", "R-30, 法释〔2016〕18号 §17"),
        ("deposit", {"deposit": yuan(35_699)}, False, "deposit_too_small", "R-30, 法释〔2016〕18号 §17"),
        ("deposit", {"deposit": yuan(142_800)}, True, "desk_deposit_share", "R-30, 法释〔2016〕18号 §17"),
        ("deposit", {"deposit": yuan(142_801)}, False, "deposit_too_large", "R-30, 法释〔2016〕18号 §17"),
        ("opens_at", {}, True, "desk_days_of_notice", "R-21, 法释〔2016〕18号 §12"),
        (
            "opens_at",
            {"opens_at": OPENS_AT - timedelta(days=2)},
            False,
            "notice_too_short",
            "R-21, 法释〔2016〕18号 §12",
        ),
        ("closes_at", {}, True, "desk_hours_of_bidding", "R-42, 法释〔2016〕18号 §20"),
        ("closes_at", {"closes_at": OPENS_AT}, False, "bidding_too_short", "R-42, 法释〔2016〕18号 §20"),
        ("balance_due_at", {}, True, "desk_days_for_balance", "R-63, 法释〔2016〕18号 §25"),
        (
            "balance_due_at",
            {"balance_due_at": OPENS_AT},
            False,
            "balance_due_too_early",
            "R-63, 法释〔2016〕18号 §25",
        ),
        ("parties_notified_on", {}, True, "desk_days_of_notification", "R-26"),
        (
            "parties_notified_on",
            {"parties_notified_on": date(2026, 2, 27)},
            False,
            "parties_notified_late",
            "R-26",
        ),
    ],
)
def test_each_field_has_one_fact(
    field: str, changed: dict[str, object], fine: bool, reason: str, rule: str
) -> None:
    assert said(without(**changed), field) == (fine, reason, rule)


def test_a_fine_field_says_by_how_much() -> None:
    facts = check_fields(without(starting_price=yuan(720_000), deposit=yuan(72_000)), AT)

    assert facts["starting_price"].said.numbers == {"percent": "70.5", "floor": yuan(714_000)}
    assert facts["deposit"].said.numbers == {
        "percent": "10.0",
        "least": yuan(36_000),
        "most": yuan(144_000),
    }
    assert facts["opens_at"].said.numbers == {"days": 31, "least": 30}


def test_nothing_written_is_not_judged() -> None:
    assert check_fields(replace(PROPOSAL, draft=NOTHING), AT) == {}


def test_what_lacks_its_ground_is_not_judged() -> None:
    draft = replace(NOTHING, increment=yuan(1), deposit=yuan(1), closes_at=OPENS_AT, balance_due_at=OPENS_AT)

    assert set(check_fields(replace(PROPOSAL, draft=draft), AT)) <= {"balance_due_at"}


def test_a_second_round_is_measured_by_the_first() -> None:
    short = replace(SECOND, draft=replace(SECOND.draft, starting_price=yuan(571_199)))
    fine = replace(SECOND, draft=replace(SECOND.draft, starting_price=yuan(571_200)))

    assert said(short, "starting_price") == (False, "price_cut_too_deep", "R-69, 法释〔2016〕18号 §26")
    assert said(fine, "starting_price") == (True, "desk_share_of_failed", "R-69, 法释〔2016〕18号 §26")
    assert said(SECOND, "opens_at") == (False, "second_round_too_late", "R-69, 法释〔2016〕18号 §26")
    assert "reference_price" not in check_fields(SECOND, AT)


def test_the_article_of_a_lead_time_is_that_of_the_round() -> None:
    movable = replace(ASSET, asset_class=AssetClass.MOVABLE)
    early = replace(SECOND, draft=replace(SECOND.draft, assets=(movable,), opens_at=AT + timedelta(days=6)))

    assert said(early, "opens_at") == (False, "notice_too_short", "R-21, 法释〔2016〕18号 §26")


def test_a_rule_without_a_number_of_the_law_is_cited_as_it_is() -> None:
    refusal = Refusal(Missing.TAXES, "R-23")

    assert cite(refusal, PROPOSAL) == refusal


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(6_999, 10_000, "69.9"), (7_000, 10_000, "70.0"), (1, 100_000, "0.0")]
)
def test_a_share_is_never_rounded_up(part: int, whole: int, shown: str) -> None:
    assert percent(Money(part, "CNY"), Money(whole, "CNY")) == shown


def test_what_is_typed_is_judged_as_if_it_were_saved() -> None:
    form = DraftForm(replace(ASSET, title="House"), {"starting_price": "1", "taxes": "By law."}, {})

    typed = as_written(PROPOSAL, LOT, form)

    assert (typed.draft.title, typed.draft.starting_price, typed.draft.words) == (
        "House",
        yuan(1),
        {"taxes": "By law."},
    )
    assert typed.draft.priorities == PROPOSAL.draft.priorities
    assert not check_fields(typed, AT)["starting_price"].fine
