"""What moves an end is in the record: planted manipulations are found, honest evenings not accused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auction.audit.entry import format_time
from auction.due.deadline import Fact
from auction.due.watch.manipulation import Finding, Stands, find

OPENS = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
ENDS = OPENS + timedelta(days=1)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WINDOW = 5 * MINUTE
TERMS = {
    "starting_price_minor": "71400000",
    "increment_minor": "1000000",
    "deposit_minor": "7140000",
    "opens_at": format_time(OPENS),
    "balance_due_at": format_time(ENDS + timedelta(days=15)),
}
SET = {"rule_set": "cn-2016-18", "rule_set_version": 1, "extension_window_s": 300, "notice_hash": "a"}


def entry(kind, at, /, **told):
    written = {name: format_time(value) for name, value in told.items() if isinstance(value, datetime)}
    return Fact(kind, at, told | written, "c1", "k1", "l1", "r1")


def published(at=OPENS - timedelta(days=31), **changed):
    return entry("lot.published", at, **{**TERMS, **SET, "closes_at": ENDS, **changed})


def opened(closes_at=ENDS):
    return entry("lot.opened", OPENS, closes_at=closes_at)


def bid(at, before, after):
    return entry("bid.accepted", at, received_at=at, closes_before=before, closes_at=after)


def stopped(at, ends=ENDS):
    return entry("lot.suspended", at, closes_at=ends, remaining_ms=(ends - at) // timedelta(milliseconds=1))


def gone_on(at, ends):
    return entry("lot.resumed", at, closes_at=ends)


def closed(ends):
    return entry("lot.closed", ends + timedelta(seconds=2), closed_at=ends)


def looked_at(*facts, closes_at=None, **changed):
    numbered = [Fact(each.kind, each.at, each.told, *"cklr", number=at) for at, each in enumerate(facts)]
    return find(numbered, Stands({**TERMS, **changed}, closes_at), at=ENDS)


EXTENDED = ENDS + 4 * MINUTE
LATE_BID = bid(ENDS - MINUTE, ENDS, EXTENDED)
BACK = ENDS - 2 * HOUR - 10 * MINUTE
RESUMED = OPENS + timedelta(days=5)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param((published(), opened(), closed(ENDS)), id="R-03/1"),
        pytest.param((published(), opened(), LATE_BID, closed(EXTENDED)), id="R-03/2"),
        pytest.param((published(), opened(), bid(ENDS - 6 * MINUTE, ENDS, ENDS), closed(ENDS)), id="R-03/3"),
        # With 2 h 10 min left at the stop it goes on for 2 h 10 min.
        pytest.param(
            (published(), opened(), stopped(BACK), gone_on(RESUMED, RESUMED + 2 * HOUR + 10 * MINUTE)),
            id="R-03/4",
        ),
        # With a minute left it goes on for the hour at least.
        pytest.param(
            (published(), opened(), stopped(ENDS - MINUTE), gone_on(RESUMED, RESUMED + HOUR)), id="R-03/5"
        ),
    ],
)
def test_what_bids_and_decisions_move_is_no_manipulation(facts):
    assert looked_at(*facts) == ()


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        pytest.param((published(), opened(ENDS + HOUR)), "end", id="R-03/11"),
        pytest.param((published(), opened(), closed(ENDS - MINUTE)), "end", id="R-03/12"),
        pytest.param((published(), opened(), closed(ENDS + MINUTE)), "end", id="R-03/13"),
        # A bid far from the end that extends, one near it that does not, one that extends too far.
        pytest.param((published(), opened(), bid(ENDS - HOUR, ENDS, ENDS + MINUTE)), "end", id="R-03/14"),
        pytest.param((published(), opened(), bid(ENDS - MINUTE, ENDS, ENDS)), "end", id="R-03/15"),
        pytest.param((published(), opened(), bid(ENDS - MINUTE, ENDS, ENDS + WINDOW)), "end", id="R-03/16"),
        # Between two bids the end moved by itself.
        pytest.param(
            (published(), opened(), bid(ENDS - HOUR, ENDS + MINUTE, ENDS + MINUTE)), "end", id="R-03/17"
        ),
        pytest.param((published(), opened(), gone_on(BACK, ENDS + HOUR)), "end", id="R-03/18"),
        pytest.param(
            (published(), opened(), stopped(BACK), gone_on(RESUMED, RESUMED + 4 * HOUR)), "end", id="R-03/19"
        ),
        pytest.param(
            (published(), opened(), stopped(BACK), gone_on(RESUMED, RESUMED + HOUR)), "end", id="R-03/20"
        ),
        pytest.param((published(), published(notice_hash="b")), "terms", id="R-03/21"),
    ],
)
def test_what_nothing_explains_is_found(facts, what):
    assert {finding.what for finding in looked_at(*facts)} == {what}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("starting_price_minor", id="R-03/31"),
        pytest.param("increment_minor", id="R-03/32"),
        pytest.param("deposit_minor", id="R-03/33"),
        pytest.param("opens_at", id="R-03/34"),
        pytest.param("balance_due_at", id="R-03/35"),
    ],
)
def test_a_term_in_the_rows_that_is_not_the_published_one_is_found(name):
    found = looked_at(published(), opened(), **{name: "1"})

    assert found == (Finding(f"terms:{name}", ENDS, TERMS[name], "1"),)


@pytest.mark.parametrize(
    ("closes_at", "count"),
    [
        pytest.param(EXTENDED, 0, id="R-03/41"),
        pytest.param(EXTENDED - timedelta(microseconds=1), 1, id="R-03/42"),
        pytest.param(EXTENDED + timedelta(microseconds=1), 1, id="R-03/43"),
    ],
)
def test_an_end_in_the_rows_that_is_not_the_recorded_one_is_found(closes_at, count):
    assert len(looked_at(published(), opened(), LATE_BID, closes_at=closes_at)) == count


@settings(max_examples=40)
@given(st.lists(st.integers(1, 700), max_size=15), st.integers(0, 14), st.integers(1, 600))
def test_an_honest_evening_is_never_accused_and_one_moved_end_always(gaps, place, moved_s):
    at, ends, honest = ENDS - HOUR, ENDS, [published(), opened()]
    for gap in gaps:
        at += timedelta(seconds=gap)
        if at >= ends:
            break
        after = max(ends, at + WINDOW) if ends - at <= WINDOW else ends
        honest.append(bid(at, ends, after))
        ends = after
    honest.append(closed(ends))

    assert looked_at(*honest, closes_at=None) == ()

    bids = [number for number, each in enumerate(honest) if each.kind == "bid.accepted"]
    if bids:
        moved = bids[place % len(bids)]
        told = honest[moved].told
        end = datetime.fromisoformat(str(told["closes_at"])) + timedelta(seconds=moved_s)
        honest[moved] = Fact("bid.accepted", honest[moved].at, {**told, "closes_at": format_time(end)})
        assert looked_at(*honest) != ()
