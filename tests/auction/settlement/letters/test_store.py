"""Letters are kept once, found when their time has come, and sent by one hand at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.world import World
from auction.ledger.tables import TOLD_BY_LETTER
from auction.ledger.transfer import Purpose
from auction.settlement.letters import store
from auction.settlement.letters.letter import CLAIM_WINDOW, TOLD_PURPOSES, Draft, Kind, Mark, Progress
from auction.settlement.letters.store import Planned
from tests.support.people import make_bidder
from tests.support.queries import counted
from tests.support.rounds import CLOSES_AT, make_round

AT = CLOSES_AT


@pytest.fixture
def planned(world: World) -> Planned:
    """Give a letter that is due now."""
    world.clock.set(AT)
    with world.database.transaction() as tx:
        round_id = make_round(tx)
        account_id = make_bidder(world, tx)
        found = Planned(Draft(Kind.ASKED, round_id, AT, AT + timedelta(days=1)), account_id, round_id)
        assert store.add(tx, [found]) == 1
    return found


def due(world: World, at=AT) -> list[str]:
    with world.database.reading() as tx:
        return store.due_ids(tx, at)


def claim(world: World, letter_id: str, at=AT) -> bool:
    with world.database.transaction() as tx:
        kept = store.lock(tx, letter_id, at)
        if kept is not None:
            store.claim(tx, kept, at)
        return kept is not None


def test_the_same_letter_is_kept_once(world, planned):
    with world.database.transaction() as tx:
        assert store.add(tx, [planned, planned]) == 0

    assert len(due(world)) == 1
    assert due(world, AT - timedelta(microseconds=1)) == []


def test_a_claim_keeps_others_away_until_it_lapses(world, planned):
    (letter_id,) = due(world)

    assert [claim(world, letter_id), claim(world, letter_id)] == [True, False]
    assert due(world, AT + CLAIM_WINDOW - timedelta(microseconds=1)) == []
    assert claim(world, letter_id, AT + CLAIM_WINDOW)


def test_who_lost_the_claim_cannot_say_that_it_was_sent(world, planned):
    (letter_id,) = due(world)
    later = AT + CLAIM_WINDOW
    assert claim(world, letter_id) and claim(world, letter_id, later)

    with world.database.transaction() as tx:
        store.mark_sent(tx, letter_id, claimed_at=AT, at=later)
    assert due(world, later + CLAIM_WINDOW) == [letter_id]

    with world.database.transaction() as tx:
        store.mark_sent(tx, letter_id, claimed_at=later, at=later)
    assert due(world, later + CLAIM_WINDOW) == []


@pytest.mark.parametrize("progress", [Progress.VOID, Progress.FAILED])
def test_what_ended_is_never_due_again_and_what_waits_comes_back(world, planned, progress):
    (letter_id,) = due(world)
    with world.database.transaction() as tx:
        store.wait(tx, letter_id, AT + timedelta(minutes=30))
    assert (due(world), due(world, AT + timedelta(minutes=30))) == ([], [letter_id])

    with world.database.transaction() as tx:
        store.end(tx, letter_id, progress)
    assert due(world, AT + timedelta(days=9)) == []


def test_what_was_read_further_by_another_clock_stays_read(world):
    with world.database.transaction() as tx:
        assert store.mark(tx, store.TRANSFERS) is None
        for to in (Mark(AT, "b"), Mark(AT - timedelta(seconds=1), "z")):
            store.save_mark(tx, store.TRANSFERS, to)
        assert store.mark(tx, store.TRANSFERS) == Mark(AT, "b")
        assert store.mark(tx, store.REQUESTS) is None


def test_what_is_read_every_second_is_found_by_an_index(sqlite_world):
    with counted(sqlite_world) as asked, sqlite_world.database.reading() as tx:
        store.asked_after(tx, Mark(AT), until=AT)
        store.moved_after(tx, Mark(AT), until=AT)
        plans = [
            str(tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", ("x",) * each.count("?")).all())
            for each in list(asked)
        ]

    assert "ix_payment_requests_asked" in plans[0]
    assert "ix_transfers_told" in plans[1]


def test_the_index_holds_exactly_what_letters_tell_of():
    assert {name for name in Purpose if f"'{name}'" in TOLD_BY_LETTER} == set(TOLD_PURPOSES)
