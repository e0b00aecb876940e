"""What the page of a lot gathers, on both databases."""

from __future__ import annotations

import pytest

from auction.kernel.world import World
from listings.listing import Status
from listings.public import service
from tests.support.evenings import let_end, make_evening, yuan
from tests.support.listings import MadeLot, make_draft


@pytest.fixture
def evening(world: World) -> MadeLot:
    return make_evening(world, before_end=(7200, 120), title="Flat")


def page_of(world: World, made: MadeLot) -> service.LotPage:
    with world.database.reading() as tx:
        page = service.lot_page(tx, made.lot_id)
    assert page is not None
    return page


def test_an_open_lot_shows_its_leaders_price_below_the_reference(world: World, evening: MadeLot) -> None:
    page = page_of(world, evening)

    assert (page.status, page.price, page.discount) == (Status.OPEN, yuan(724_000), 29)
    assert [bid.place for bid in page.evening.bids] == [1, 2]
    assert len(page.disclosed) == 11
    assert page.reminders == frozenset()


def test_a_sold_lot_shows_its_hammer_price(world: World, evening: MadeLot) -> None:
    let_end(world, evening)

    page = page_of(world, evening)

    assert (page.status, page.price, page.of_reference) == (Status.SOLD, yuan(724_000), 71)
    assert page.evening.end > page.evening.planned_end


def test_a_lot_without_bids_shows_its_starting_price(world: World) -> None:
    page = page_of(world, make_evening(world))

    assert (page.status, page.price, page.evening.bids) == (Status.UPCOMING, yuan(714_000), ())


def test_a_draft_has_no_page(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)

    with world.database.reading() as tx:
        assert service.lot_page(tx, made.lot_id) is None
