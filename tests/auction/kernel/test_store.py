"""Leases in rows: each take-over raises the epoch and is recorded once."""

from __future__ import annotations

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
