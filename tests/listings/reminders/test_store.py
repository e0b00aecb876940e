"""Which letters may have to leave, as the boards say, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.world import World
from auction.rounds import service as rounds
from listings.reminders import service, store
from listings.reminders.reminder import Kind
from tests.support.evenings import AT, CLOSES_AT, OPENS_AT, make_evening
from tests.support.listings import MadeLot
from tests.support.people import make_bidder

MINUTE = timedelta(minutes=1)


@pytest.fixture
def made(world: World) -> MadeLot:
    """Give an open round of which two people want to be reminded of everything that can still come."""
    with world.database.transaction() as tx:
        made = make_evening(world, tx=tx)
        for name in ("ann", "bo"):
            account_id = make_bidder(world, tx, email=f"{name}@town.example")
            assert not service.choose(
                tx, account_id=account_id, round_id=made.round_id, kinds=list(Kind), language="en", at=AT
            )
    return made


def kinds_due(world: World, at: object) -> list[str]:
    with world.database.reading() as tx:
        due = store.due_ids(tx, at)  # type: ignore[arg-type]  # a time
    with world.database.transaction() as tx:
        found = [store.lock(tx, reminder_id, at) for reminder_id in due]  # type: ignore[arg-type]  # a time
    return [each.kind.value for each in found if each is not None]


def test_the_boards_say_what_is_due(world: World, made: MadeLot) -> None:
    before = kinds_due(world, OPENS_AT - timedelta(days=1, seconds=1))
    opening = kinds_due(world, OPENS_AT - timedelta(days=1))
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
    opened = kinds_due(world, OPENS_AT)
    last = kinds_due(world, CLOSES_AT - 15 * MINUTE)
    with world.database.transaction() as tx:
        grounds = {"court_id": made.court_id, "actor": "j", "reason": "A claim.", "legal_basis": "CPL 238"}
        assert not rounds.suspend(tx, round_id=made.round_id, at=CLOSES_AT - 15 * MINUTE, **grounds)
    stayed = kinds_due(world, CLOSES_AT - 15 * MINUTE)
    with world.database.transaction() as tx:
        assert not rounds.resume(tx, round_id=made.round_id, at=CLOSES_AT + timedelta(days=3), **grounds)
    # An hour is left at least, so the last quarter begins three quarters after the round went on.
    resumed = kinds_due(world, CLOSES_AT + timedelta(days=3, minutes=46))

    assert (before, opening) == ([], ["OPENS_DAY"] * 2)
    assert opened == ["CLOSES_DAY"] * 2
    # The most pressing first; those that were never sent are still there.
    assert last == ["CLOSES_QUARTER"] * 2 + ["CLOSES_HOUR"] * 2 + ["CLOSES_DAY"] * 2
    assert (stayed, resumed) == ([], last)


def test_one_tick_takes_a_bounded_number(
    world: World, made: MadeLot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LETTERS_MAX", 3)

    assert kinds_due(world, OPENS_AT - timedelta(days=1)) == ["OPENS_DAY"] * 2
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
    assert len(kinds_due(world, CLOSES_AT - MINUTE)) == 3


def test_nobody_removes_a_reminder_of_somebody_else(world: World, made: MadeLot) -> None:
    with world.database.transaction() as tx:
        ids = store.due_ids(tx, OPENS_AT - timedelta(days=1))
        owner = store.lock(tx, ids[0], AT)
        stranger = make_bidder(world, tx)
        assert owner is not None
        assert not store.drop_one(tx, account_id=stranger, reminder_id=ids[0])
        assert store.drop_one(tx, account_id=owner.account_id, reminder_id=ids[0])
        assert not store.drop_one(tx, account_id=owner.account_id, reminder_id=ids[0])
