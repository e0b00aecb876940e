"""What the desk proposes: amounts that the law allows, and times that follow a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from auction.kernel.money import Money
from listings.desk.checks import check_fields
from listings.desk.proposals import later_times, offers, rounded, shown_times, times_on
from listings.lot import Purpose
from listings.notice import Failed
from tests.listings.test_notice import AT, DRAFT, PROPOSAL

ZONE = "Asia/Shanghai"
SECOND = replace(PROPOSAL, purpose=Purpose.SECOND, failed=Failed(Money(71_400_001, "CNY"), AT))


def test_a_first_round_starts_at_shares_of_the_reference_price() -> None:
    found = offers(PROPOSAL)

    assert [(offer.amount.minor, offer.percent) for offer in found["starting_price"]] == [
        (71_400_000, "70"),
        (81_600_000, "80"),
        (102_000_000, "100"),
    ]
    assert [offer.amount.minor for offer in found["deposit"]] == [7_140_000]
    assert [(offer.amount.minor, offer.percent) for offer in found["increment"]] == [
        (200_000, "0.2"),
        (500_000, "0.7"),
        (1_000_000, "1.4"),
    ]


@pytest.mark.parametrize("proposal", [PROPOSAL, SECOND])
def test_every_proposal_is_fine(proposal: object) -> None:
    assert isinstance(proposal, type(PROPOSAL))

    for field, found in offers(proposal).items():
        for offer in found:
            tried = replace(proposal, draft=replace(proposal.draft, **{field: offer.amount}))
            assert check_fields(tried, AT)[field].fine, (field, offer)


def test_without_a_reference_price_nothing_is_proposed() -> None:
    nothing = replace(DRAFT, assets=(replace(DRAFT.assets[0], reference_price=None),), starting_price=None)

    assert offers(replace(PROPOSAL, draft=nothing)) == {}


@pytest.mark.parametrize(
    ("minor", "currency", "step"),
    [(357_000, "CNY", 200_000), (99, "CNY", 100), (1, "KRW", 1), (6_930_000, "KRW", 5_000_000)],
)
def test_an_increment_is_a_round_number(minor: int, currency: str, step: int) -> None:
    assert rounded(Money(minor, currency)) == Money(step, currency)


def test_a_day_brings_its_times_with_it() -> None:
    fresh = replace(DRAFT, opens_at=None, closes_at=None, balance_due_at=None)

    times = times_on(date(2026, 4, 7), draft=fresh, rules=PROPOSAL.rules, time_zone=ZONE)

    assert shown_times(times, ZONE) == {
        "opens_at": "2026-04-07T10:00",
        "closes_at": "2026-04-08T10:00",
        "balance_due_at": "2026-04-23T10:00",
    }


def test_another_day_keeps_the_hour_and_the_length() -> None:
    opens_at = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
    draft = replace(DRAFT, opens_at=opens_at, closes_at=opens_at + timedelta(days=3))

    times = times_on(date(2026, 4, 7), draft=draft, rules=PROPOSAL.rules, time_zone=ZONE)

    assert shown_times(times, ZONE)["opens_at"] == "2026-04-07T09:30"
    assert times["closes_at"] - times["opens_at"] == timedelta(days=3)


def test_later_times_follow_from_those_before() -> None:
    rules = PROPOSAL.rules
    open_only = replace(DRAFT, closes_at=None, balance_due_at=None)
    nothing = replace(open_only, opens_at=None)
    assert DRAFT.opens_at is not None and DRAFT.closes_at is not None

    assert later_times(DRAFT, rules) == {
        "closes_at": DRAFT.opens_at + timedelta(days=1),
        "balance_due_at": DRAFT.closes_at + timedelta(days=15),
    }
    assert set(later_times(open_only, rules)) == {"closes_at"}
    assert later_times(nothing, rules) == {}
