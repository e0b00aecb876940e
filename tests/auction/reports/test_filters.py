"""What an export may be narrowed to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.reports.filters import Filters, What, parse


@pytest.mark.parametrize(
    ("given", "filters"),
    [
        ({}, Filters()),
        ({"from": "", "kind": "  "}, Filters()),
        (
            {"from": "2026-03-01", "to": "2026-03-31"},
            Filters(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)),
        ),
        (
            {"from": "2026-03-01T10:00", "to": "2026-03-01T18:00:00+08:00"},
            None,
        ),
        ({"to": "2026-03-01T10:00Z"}, Filters(to_at=datetime(2026, 3, 1, 10, tzinfo=UTC))),
        ({"court": "0" * 32, "lot": "ab12"}, Filters(court="0" * 32, lot="ab12")),
        ({"case": "(2026) 01 执 17"}, Filters(case="(2026) 01 执 17")),
        ({"kind": "bid.accepted"}, Filters(kind="bid.accepted")),
    ],
)
def test_reads_filters(given, filters):
    read = parse(What.ENTRIES, given)

    assert (read if isinstance(read, Filters) else None) == filters


@pytest.mark.parametrize(
    ("what", "given", "reason"),
    [
        (What.ENTRIES, {"colour": "red"}, "filter_unknown"),
        (What.ENTRIES, {"from": "yesterday"}, "filter_not_a_time"),
        (What.ENTRIES, {"from": "2026-02-30"}, "filter_not_a_time"),
        (What.ENTRIES, {"to": "9999-12-31"}, "filter_not_a_time"),
        (What.ENTRIES, {"from": "0001-01-01T00:00+14:00"}, "filter_not_a_time"),
        (What.ENTRIES, {"to": "1" * 5000}, "filter_not_a_time"),
        (What.ENTRIES, {"from": "2026-03-02", "to": "2026-03-01"}, "filter_period_empty"),
        (What.ENTRIES, {"from": "2026-03-01T10:00", "to": "2026-03-01T10:00"}, "filter_period_empty"),
        (What.ENTRIES, {"court": "../etc"}, "filter_not_an_id"),
        (What.ENTRIES, {"court": "\x00"}, "filter_not_an_id"),
        (What.ENTRIES, {"lot": "'; DROP TABLE bids"}, "filter_not_an_id"),
        (What.ENTRIES, {"lot": "a" * 33}, "filter_not_an_id"),
        (What.ENTRIES, {"case": "17\x00"}, "filter_text_unusable"),
        (What.ENTRIES, {"case": "7" * 81}, "filter_text_unusable"),
        (What.ENTRIES, {"case": "\ud800"}, "filter_text_unusable"),
        (What.ENTRIES, {"kind": "accepted"}, "filter_kind_unknown"),
        (What.BIDS, {"kind": "bid.accepted"}, "filter_kind_unknown"),
        (What.TRANSFERS, {"kind": "COMMISSION"}, "filter_kind_unknown"),
    ],
)
def test_refuses_a_bad_filter_by_its_name(what, given, reason):
    refusals = parse(what, given)

    assert isinstance(refusals, tuple)
    assert [refusal.reason for refusal in refusals] == [reason]


def test_names_every_bad_filter_at_once():
    refusals = parse(What.BIDS, {"from": "x", "lot": "?", "kind": "x"})

    assert [refusal.numbers["name"] for refusal in refusals] == ["from", "lot", "kind"]


def test_tells_only_what_was_given():
    known = {"court": ["c1"], "case": [], "lot": ["l1"]}

    assert Filters(court="c1", kind="accepted").told(known) == {"court": ["c1"], "kind": "accepted"}


def test_tells_nothing_of_a_word_that_names_nothing():
    known = {"court": [], "case": [], "lot": []}

    assert Filters(case="Li Wei", lot="l9").told(known) == {"case": [], "lot": []}
