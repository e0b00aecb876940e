"""Rows of saved searches come back in the order in which they were saved."""

from __future__ import annotations

from datetime import timedelta

from auction.kernel.world import World
from listings.searches import store
from listings.searches.saved import SavedSearch
from tests.support.people import make_bidder

from .test_saved import AT


def test_searches_come_back_as_they_were_written(world: World) -> None:
    searches = [
        SavedSearch(f"{number:032x}", f"Search {number}", "q=%E6%88%BF", AT + timedelta(hours=number))
        for number in range(3)
    ]
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Lin", email="lin@town.example")
        for search in reversed(searches):
            store.add(tx, search, account_id=account_id)
            store.add(tx, search, account_id=account_id)
        assert store.lock_searches(tx, account_id) == searches

        store.mark_deleted(tx, searches[0].id, AT)
        store.mark_deleted(tx, searches[1].id, AT)
        store.forget_deleted(tx, account_id, but=searches[1].id)
        store.rename(tx, searches[2].id, "Renamed")

        left = store.searches_of(tx, account_id)
        assert [(each.name, each.deleted_at) for each in left] == [("Search 1", AT), ("Renamed", None)]
