"""Leases in rows: each take-over raises the epoch and is recorded once."""

from __future__ import annotations

from datetime import timedelta

from auction.kernel import store
from auction.kernel.world import World


def test_an_unknown_lease_has_epoch_zero(world: World) -> None:
    with world.database.reading() as tx:
        assert store.lease_epoch(tx, name="clock") == 0


def test_take_overs_count_up_for_each_lease_alone(world: World) -> None:
    with world.database.transaction() as tx:
        epochs = [
            store.take_over(tx, name=name, holder="a", at=world.clock.now())
            for name in ("clock", "clock", "other")
        ]

    assert epochs == [1, 2, 1]


def test_a_lease_is_unrecorded_until_it_is_marked(world: World) -> None:
    with world.database.transaction() as tx:
        store.take_over(tx, name="clock", holder="a", at=world.clock.now())
        waiting = [lease.name for lease in store.unrecorded_leases(tx)]
        store.mark_recorded(tx, name="clock", epoch=1)
    with world.database.transaction() as tx:
        after = store.unrecorded_leases(tx)

    assert (waiting, list(after)) == (["clock"], [])


def test_a_heartbeat_tells_the_one_before(world: World) -> None:
    at = world.clock.now()
    with world.database.transaction() as tx:
        told = [store.beat(tx, name="hall", at=at + timedelta(seconds=second)) for second in (0, 1, -60)]
        others = store.last_beat(tx, name="clock")
    with world.database.reading() as tx:
        last = store.last_beat(tx, name="hall")

    assert told == [None, at, at + timedelta(seconds=1)]
    assert (others, last) == (None, at - timedelta(seconds=60))
