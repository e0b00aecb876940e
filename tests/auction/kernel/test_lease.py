"""One of all processes has the lease, and whoever lost it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from auction.kernel import lease as lease_module
from auction.kernel import store
from auction.kernel.lease import Lease
from auction.kernel.world import World

CUT_HOLDER = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
     WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def make_lease(world: World, holder: str) -> Lease:
    return Lease(world.database, world.settings.instance_dir, name="clock", holder=holder)


def test_only_one_of_two_has_it(world: World) -> None:
    first, second = make_lease(world, "a"), make_lease(world, "b")

    assert first.ensure(world.clock.now)
    assert not second.ensure(world.clock.now)
    assert first.ensure(world.clock.now)

    first.release()
    assert second.ensure(world.clock.now)
    second.release()


def test_each_take_over_raises_the_epoch(world: World) -> None:
    for holder in ("a", "b", "c"):
        lease = make_lease(world, holder)
        assert lease.ensure(world.clock.now)
        lease.release()

    with world.database.reading() as tx:
        assert store.lease_epoch(tx, name="clock") == 3


def test_a_holder_that_was_superseded_leaves(world: World) -> None:
    stopped = make_lease(world, "stopped")
    assert stopped.ensure(world.clock.now)

    # What the next leader does once the stopped one's lock is gone.
    with world.database.transaction() as tx:
        store.take_over(tx, name="clock", holder="next", at=world.clock.now())

    assert not stopped.still_ours()


def test_a_holder_whose_connection_was_cut_is_replaced(postgresql_world: World) -> None:
    world = postgresql_world
    stopped, waiting = make_lease(world, "stopped"), make_lease(world, "waiting")
    assert stopped.ensure(world.clock.now)

    with world.database.transaction() as tx:
        tx.execute(text(CUT_HOLDER))

    assert waiting.ensure(world.clock.now)
    assert not stopped.still_ours()
    assert waiting.still_ours()
    waiting.release()


@pytest.mark.parametrize(("silent_s", "taken"), [(0, True), (60, False)])
def test_only_a_holder_that_fell_silent_is_ended(
    postgresql_world: World, monkeypatch: pytest.MonkeyPatch, silent_s: int, taken: bool
) -> None:
    world = postgresql_world
    monkeypatch.setattr(lease_module, "SILENT_S_MAX", silent_s)
    stopped, waiting = make_lease(world, "stopped"), make_lease(world, "waiting")
    assert stopped.ensure(world.clock.now)

    assert not waiting.ensure(world.clock.now)

    assert any(waiting.ensure(world.clock.now) for _ in range(50)) is taken
    assert stopped.still_ours() is not taken
    for lease in (stopped, waiting):
        lease.release()


def test_two_folders_are_two_file_locks(sqlite_world: World, tmp_path: Path) -> None:
    here = make_lease(sqlite_world, "a")
    there = Lease(sqlite_world.database, tmp_path / "other", name="clock", holder="b")

    assert here.ensure(sqlite_world.clock.now)
    assert there.ensure(sqlite_world.clock.now)

    assert not here.still_ours(), "the row tells even where the locks do not meet"
    there.release()
