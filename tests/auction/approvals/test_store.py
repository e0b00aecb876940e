"""Proposals are found by court, lot and state, a page at a time."""

from __future__ import annotations

from datetime import timedelta

from auction.approvals import service, store
from auction.approvals.proposal import Subject
from tests.support.cases import AT


def test_a_page_has_a_bound_and_the_longest_waiting_is_first(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        for number in range(60):
            subject = Subject("court", lot_id=f"lot{number}")
            service.propose(
                tx, proposal_id=f"p{number}", act="tests.note", subject=subject, content={"words": "x"},
                by="clerk", at=AT + timedelta(seconds=number),
            )  # fmt: skip
        found = store.open_proposals(tx, "court")

        assert [each.id for each in found] == [f"p{number}" for number in range(50)]
        assert store.waiting_count(tx, "court") == 60
        assert store.open_proposals(tx, "other") == []
        assert [each.id for each in store.of_lot(tx, "lot7")] == ["p7"]


def test_what_is_due_is_found_in_time(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        service.propose(
            tx, proposal_id="p", act="tests.note", subject=Subject("court"), content={}, by="clerk", at=AT
        )
        day = timedelta(hours=24)

        assert store.due(tx, AT + day - timedelta(microseconds=1)) == []
        assert store.due(tx, AT + day) == [("p", "court")]
