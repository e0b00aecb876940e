"""Saving, renaming, deleting and putting back, each within one account."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from auction.kernel.ids import new_id
from auction.kernel.world import World
from listings.searches import service, store
from listings.searches.saved import SAVED_SEARCHES_MAX, SavedSearch
from tests.support.people import make_bidder

from .test_saved import AT


@pytest.fixture
def accounts(world: World) -> tuple[str, str]:
    """Give two accounts."""
    with world.database.transaction() as tx:
        return make_bidder(world, tx, name="Lin", email="lin@town.example"), make_bidder(
            world, tx, name="Ma", email="ma@town.example", number="110101199001011237"
        )


def kept(tx: Session, account_id: str) -> list[tuple[str, bool]]:
    """Return the names of what an account keeps, and whether each is deleted."""
    return [(each.name, each.deleted_at is not None) for each in store.searches_of(tx, account_id)]


def save(tx: Session, account_id: str, name: str) -> SavedSearch:
    """Save a search under a name."""
    search = SavedSearch(new_id(), name, "q=flat", AT)
    assert service.save(tx, account_id=account_id, search=search) is None
    return search


def test_a_search_belongs_to_its_account_alone(world: World, accounts: tuple[str, str]) -> None:
    lin, ma = accounts
    with world.database.transaction() as tx:
        search = save(tx, lin, "Flats")

        assert service.find(tx, account_id=lin, search_id=search.id) == search
        assert service.find(tx, account_id=ma, search_id=search.id) is None
        assert kept(tx, ma) == []


def test_only_the_last_deleted_search_comes_back(world: World, accounts: tuple[str, str]) -> None:
    lin, _ = accounts
    with world.database.transaction() as tx:
        first, second = save(tx, lin, "First"), save(tx, lin, "Second")
        for search in (first, second, second):
            service.delete(tx, account_id=lin, search=search, at=AT)
        assert kept(tx, lin) == [("Second", True)]

        found = service.find(tx, account_id=lin, search_id=second.id)
        assert found is not None and service.restore(tx, account_id=lin, search=found) is None
        assert kept(tx, lin) == [("Second", False)]
        assert service.rename(tx, search=found, name="Cars") is None
        assert service.rename(tx, search=found, name="") is not None
        assert kept(tx, lin) == [("Cars", False)]


def test_so_many_are_kept_and_the_same_form_keeps_one(world: World, accounts: tuple[str, str]) -> None:
    lin, _ = accounts
    with world.database.transaction() as tx:
        last = [save(tx, lin, f"Search {number}") for number in range(SAVED_SEARCHES_MAX)][-1]

        assert service.save(tx, account_id=lin, search=last) is None
        refusal = service.save(tx, account_id=lin, search=SavedSearch(new_id(), "More", "", AT))
        assert refusal is not None and str(refusal.reason) == "too_many_searches"
        assert len(kept(tx, lin)) == SAVED_SEARCHES_MAX
