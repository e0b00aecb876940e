"""The end moves as the rule set says: from the bid or from the old end, as often as it may (R-43)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.rounds.conduct import BID_TIME, OLD_END, Conduct, conduct_by, conduct_of
from auction.rules.rule_sets import rule_set

CHINA = conduct_by("cn-2016-18", 1)
FIVE = timedelta(minutes=5)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-04-01T{clock}").replace(tzinfo=UTC)


def end_after(conduct: Conduct, end: str, bid: str, *, count: int = 0, window: timedelta = FIVE) -> str:
    moved = conduct.end_after(at(end), received_at=at(bid), window=window, extension_count=count)
    return moved.time().isoformat(timespec="milliseconds")


# The worked table of R-43; its sixth row, a bid at the end itself, is refused by the engine.
@pytest.mark.parametrize(
    ("end", "bid", "expected"),
    [
        pytest.param("10:00:00.000", "09:54:59.999", "10:00:00.000", id="R-43/1"),
        pytest.param("10:00:00.000", "09:55:00.000", "10:00:00.000", id="R-43/2"),
        pytest.param("10:00:00.000", "09:55:00.001", "10:00:00.001", id="R-43/3"),
        pytest.param("10:00:00.000", "09:59:59.999", "10:04:59.999", id="R-43/4"),
        pytest.param("10:04:59.999", "10:04:59.998", "10:09:59.998", id="R-43/5"),
    ],
)
def test_the_end_moves_to_five_minutes_after_the_bid(end, bid, expected):
    assert end_after(CHINA, end, bid) == expected


@pytest.mark.parametrize(
    ("bid", "expected"),
    [
        pytest.param("09:54:59.999", "10:00:00.000", id="R-43/10"),
        pytest.param("09:55:00.000", "10:05:00.000", id="R-43/11"),
        pytest.param("09:59:59.999", "10:05:00.000", id="R-43/12"),
    ],
)
def test_elsewhere_the_end_moves_from_where_it_was(bid, expected):
    assert end_after(replace(CHINA, ext_anchor=OLD_END), "10:00:00.000", bid) == expected


@pytest.mark.parametrize(
    ("cap", "count", "expected"),
    [
        pytest.param(2, 1, "10:04:59.000", id="R-43/13"),
        pytest.param(2, 2, "10:00:00.000", id="R-43/14"),
        pytest.param(None, 376, "10:04:59.000", id="R-43/15"),
    ],
)
def test_the_end_moves_no_more_often_than_the_cap_says(cap, count, expected):
    assert end_after(replace(CHINA, ext_cap=cap), "10:00:00.000", "09:59:59.000", count=count) == expected


@pytest.mark.parametrize(
    ("bid", "expected"),
    [
        pytest.param("09:58:59.999", "10:00:00.000", id="R-43/16"),
        pytest.param("09:59:00.000", "10:04:00.000", id="R-43/17"),
    ],
)
def test_the_trigger_may_be_shorter_than_the_window(bid, expected):
    assert end_after(replace(CHINA, ext_trigger=timedelta(minutes=1)), "10:00:00.000", bid) == expected


def test_the_end_never_comes_nearer():
    short = timedelta(minutes=1)

    assert end_after(CHINA, "10:00:00.000", "09:56:00.000", window=short) == "10:00:00.000"


def test_china_counts_from_the_bid_without_a_cap_and_nobody_raises_the_own_bid():
    expected = Conduct(
        FIVE,
        BID_TIME,
        None,
        self_raise=False,
        priority_equal_bid=True,
        confirm_increments=10,
        resume_min_remaining=timedelta(hours=1),
        resume_notice_min=timedelta(hours=24),
        emergency_report=timedelta(minutes=15),
    )

    assert conduct_of(rule_set("cn-2016-18", 1)) == CHINA == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("bids_visible", "best_only", id="R-45/20"),
        pytest.param("bids_visible", "none", id="R-45/21"),
        pytest.param("tie_order", ("number", "rank"), id="R-47/20"),
        pytest.param("bid_withdrawal", True, id="R-52/20"),
        pytest.param("runner_up_fallback", True, id="R-52/21"),
    ],
)
def test_a_rule_set_that_the_hall_cannot_keep_to_is_not_used(name, value):
    rules = rule_set("cn-2016-18")
    others = tuple(replace(each, value=value) if each.name == name else each for each in rules.parameters)

    with pytest.raises(AssertionError):
        conduct_of(replace(rules, parameters=others))
