"""A proposed notice has its day: both sides of the end, and what the record says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from listings import jobs, store
from listings.lot import LotState
from listings.submission import LAPSED, ends_at, judge_in_time, lapsed_entry, proposed_entry, returned_entry
from tests.listings.test_publication import AT, SUBMITTED
from tests.support.listings import AT as MADE_AT
from tests.support.listings import make_draft, submit

DAY = timedelta(hours=24)
PROPOSED = replace(SUBMITTED, submitted_at=AT)


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        pytest.param(DAY - timedelta(microseconds=1), False, id="R-08/20"),
        pytest.param(DAY, True, id="R-08/21"),
    ],
)
def test_a_proposed_notice_lapses_after_a_day(after, refused):
    no = judge_in_time(PROPOSED, AT + after)

    assert (no is not None) is refused
    assert no is None or (no.reason, no.numbers["expired_at"]) == ("approval_expired", AT + DAY)
    assert ends_at(PROPOSED) == AT + DAY


def test_what_is_not_proposed_does_not_lapse():
    draft = replace(PROPOSED, state=LotState.DRAFT)

    assert ends_at(draft) is None
    assert judge_in_time(draft, AT + 9 * DAY) is None


def test_the_entries_name_act_and_persons():
    made = proposed_entry(PROPOSED, by="clerk", notice_hash="ab", at=AT)
    returned = returned_entry(PROPOSED, by="judge", at=AT)
    lapsed = lapsed_entry(PROPOSED, at=AT)

    assert [each.type for each in (made, returned, lapsed)] == [
        "proposal.made",
        "proposal.returned",
        "proposal.expired",
    ]
    assert {each.facts["act"] for each in (made, returned, lapsed)} == {"notice.first"}
    assert (made.facts["content_hash"], made.facts["expires_at"]) == ("ab", AT + DAY)
    assert (returned.facts["proposed_by"], returned.facts["decided_by"]) == ("clerk", "judge")


def test_who_proposed_takes_it_back_instead():
    own = returned_entry(PROPOSED, by="clerk", at=AT)

    assert own.type == "proposal.taken_back"


def test_the_clock_returns_it_to_the_desk_once_and_nothing_is_lost(world):
    with world.database.transaction() as tx:
        lot = make_draft(tx)
        submit(tx, lot)
        before = store.read_lot(tx, lot.lot_id, lot.court_id)
    world.clock.set(MADE_AT + DAY - timedelta(microseconds=1))
    assert jobs.lapse_proposals(world) == 0
    world.clock.set(MADE_AT + DAY)

    assert (jobs.lapse_proposals(world), jobs.lapse_proposals(world)) == (1, 0)
    with world.database.reading() as tx:
        after = store.read_lot(tx, lot.lot_id, lot.court_id)
        kinds = list(
            tx.scalars(select(Entry.kind).where(Entry.lot_id == lot.lot_id).order_by(Entry.position))
        )
    assert (after.state, after.returned_because, after.fields) == (LotState.DRAFT, LAPSED, before.fields)
    # The builder of a proposal lets a panel decide on its terms first.
    assert kinds == ["panel.decided", "proposal.made", "proposal.expired"]
