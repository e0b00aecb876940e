"""Listings are put on their shelves with their words, and moved as their boards move."""

from __future__ import annotations

import random
from dataclasses import replace

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from auction.kernel.world import World
from auction.rounds.tables import Board
from bench.stock import STATES, chinese, listed, stock
from listings.catalogue.shelves import store
from listings.catalogue.tables import Shelf
from listings.jobs import follow_boards
from listings.listing import status_of
from listings.search import normalise
from listings.tables import LIVE_STATUSES, Listing
from tests.support.catalogue import found_numbers, publish_texts


def live(tx: Session) -> list[Listing]:
    """Return the listings whose boards may still move."""
    return [row for row in tx.scalars(select(Listing)) if repr(row.status) in LIVE_STATUSES]


def test_a_corrected_notice_is_found_by_its_new_words_alone(world: World) -> None:
    publish_texts(world, ["first words 房产", "other"])
    with world.database.transaction() as tx:
        before = tx.execute(select(Listing.number, Listing.court_id)).first()
        assert before is not None
        corrected = listed(0, chinese(random.Random(1)), random.Random(1))
        said = {"court_id": before.court_id, "notice_version": 2, "search_text": "second words 别墅"}
        store.put_listings(tx, [replace(corrected, **said)])

    assert found_numbers(world, "first") == found_numbers(world, "房产") == set()
    assert found_numbers(world, "second 别墅") == found_numbers(world, "words") == {0}


def test_listings_follow_their_boards_until_these_have_ended(world: World) -> None:
    stock(world.database, 60)
    with world.database.transaction() as tx:
        count = len(live(tx))
        tx.execute(update(Board).values(version=Board.version + 1, state="SUSPENDED"))

    assert 0 < count < 60
    assert follow_boards(world) == count
    assert follow_boards(world) == 0
    with world.database.reading() as tx:
        assert {row.status for row in live(tx)} == {"suspended"}
        shelves = select(Shelf.status).join(Listing, Listing.shelf_number == Shelf.number)
        assert sum(status == "suspended" for status in tx.scalars(shelves)) == count


def test_every_state_stands_on_its_own_shelf(world: World) -> None:
    stock(world.database, 200)

    with world.database.reading() as tx:
        by_board = select(Board.state, Shelf.status, Listing.status.label("said"))
        joined = by_board.join(Listing, Listing.round_id == Board.round_id).join(
            Shelf, Shelf.number == Listing.shelf_number
        )
        rows = tx.execute(joined).all()

    assert {row.state for row in rows} >= {state.value for state in STATES} - {"SUSPENDED", "PAID"}
    assert all(status_of(row.state) == row.status == row.said for row in rows)


def test_news_of_a_round_that_is_not_shown_any_more_moves_nothing(world: World) -> None:
    publish_texts(world, ["a"] * 40)
    with world.database.transaction() as tx:
        tx.execute(update(Listing).values(board_version=-1))
        count = len(live(tx))
        moved = store.moved_listings(tx, limit=100)
        store.move_listings(tx, [replace(each, round_id="0" * 32) for each in moved])

        assert len(moved) == len(store.moved_listings(tx, limit=100)) == count > 1
        assert len(store.moved_listings(tx, limit=1)) == 1


def test_a_shelf_stands_once_however_many_lots_it_holds(world: World) -> None:
    stock(world.database, 150)
    stock_again = select(func.count()).select_from(Shelf)
    with world.database.transaction() as tx:
        before = tx.scalar(stock_again)
        first = listed(0, chinese(random.Random(3)), random.Random(3))
        court_id = tx.scalars(select(Listing.court_id)).first()
        text = normalise("again")
        store.put_listings(tx, [replace(first, court_id=court_id, search_text=text)])
        store.put_listings(tx, [replace(first, court_id=court_id, search_text=text)])

        assert tx.scalar(stock_again) in (before, (before or 0) + 1)
        assert tx.scalar(select(func.count()).select_from(Listing)) == 150
