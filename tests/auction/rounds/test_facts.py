"""What the record says about a round is enough to replay it, and fits the profile of entries."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from auction.audit.entry import EntryDraft, entry_body
from auction.rounds import facts
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import RosterLine
from bidding.batch import judge_all
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_board, make_leader, make_terms


def read(draft: EntryDraft) -> dict:
    return orjson.loads(entry_body(draft, number=1, previous_hash="0" * 64))


def bid_entry(code: str, yuan: int, rank: int | None = None) -> dict:
    board, at = make_board(), CLOSES_AT - timedelta(seconds=1)
    roster = {("r1", code): RosterLine("r1", code, rank)}
    [answer] = judge_all(
        {"r1": board}, [make_bid(code, yuan, at, key="k")], at=at, roster=roster, earlier={}
    ).answers
    draft = facts.of_answer(answer, board)
    assert (draft.chain, draft.lot_id, draft.round_id) == ("l1", "l1", "r1")
    assert (draft.court_id, draft.case_id) == ("c1", "k1")
    return read(draft)


def test_an_accepted_bid_tells_both_times_and_both_ends():
    entry = bid_entry("P1", 714_000, 2)

    assert entry["type"] == "bid.accepted"
    assert entry["received_at"] == entry["sequenced_at"] == entry["at"] == "2026-04-01T01:59:59.000000Z"
    assert entry["closes_before"] == "2026-04-01T02:00:00.000000Z"
    assert entry["closes_at"] == "2026-04-01T02:04:59.000000Z"
    assert (entry["extended"], entry["rank"], entry["bid_key"]) == (True, 2, "k")
    assert (entry["amount_minor"], entry["currency"], entry["bid_number"]) == ("71400000", "CNY", 1)
    assert "reason" not in entry


def test_a_refused_bid_tells_reason_and_rule():
    entry = bid_entry("A1", 719_000)

    assert (entry["type"], entry["reason"], entry["rule"]) == ("bid.refused", "off_grid", "R-41")
    assert "rank" not in entry


@pytest.mark.parametrize(
    "told",
    [
        facts.of_terms(make_terms(), "0" * 64),
        facts.of_board(make_board()),
        facts.of_board(make_board(leader=make_leader("A1", 734_000), remaining=timedelta(seconds=1))),
        facts.of_outcome(Sold("A1", cny(734_000), CLOSES_AT)),
        facts.of_outcome(Unsold(CLOSES_AT)),
        facts.of_grounds("Objection e\u0301", "L1", "acc1"),
        facts.of_seat("P1", 1),
    ],
)
def test_everything_told_fits_an_entry(told):
    entry = read(EntryDraft("l1", "lot.opened", OPENS_AT, told))

    assert told.keys() <= entry.keys()


def test_empty_grounds_are_left_out():
    assert facts.of_grounds("", "", "acc1") == {"actor": "acc1"}
