"""The worlds of tests are what they promise."""

from __future__ import annotations

from sqlalchemy import inspect

from auction.kernel.world import World
from migrations.schema import whole_metadata


def test_a_world_has_every_table(world: World) -> None:
    found = set(inspect(world.database.engine).get_table_names())

    assert set(whole_metadata().tables) <= found


def test_a_clock_stands_until_it_is_moved(sqlite_world: World) -> None:
    before = sqlite_world.clock.now()

    sqlite_world.clock.advance(seconds=90)

    assert (sqlite_world.clock.now() - before).total_seconds() == 90
    assert sqlite_world.clock.step().total_seconds() == 0
