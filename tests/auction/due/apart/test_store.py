"""Since when a court's money differs is read from what is open alone."""

from __future__ import annotations

from datetime import timedelta

from auction.due.apart import store
from auction.kernel.world import World
from tests.auction.due.apart.test_service import differ


def test_courts_are_found_by_their_oldest_difference(sqlite_world: World):
    at = sqlite_world.clock.now()
    for court_id, hours in (("east", 3), ("east", 1), ("west", 2), ("south", 0)):
        differ(sqlite_world, court_id, at - timedelta(hours=hours))

    with sqlite_world.database.reading() as tx:
        found = store.differ_since(tx, before=at - timedelta(hours=2), limit=10)
        first = store.differ_since(tx, before=at, limit=1)

    assert found == [("west", at - timedelta(hours=2)), ("east", at - timedelta(hours=3))]
    assert [court_id for court_id, _ in first] == ["south"]


def test_only_alarms_that_stand_were_raised(sqlite_world: World):
    with sqlite_world.database.reading() as tx:
        assert store.raised(tx, []) == set()
        assert store.raised(tx, ["nothing"]) == set()
