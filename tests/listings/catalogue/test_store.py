"""The public list on both databases: what is found, in which order, and that drafts are not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.rounds import service as rounds
from listings.catalogue import store
from listings.jobs import follow_boards
from listings.listing import Sort, Status, Wish, read_wish
from tests.support.cases import make_case, make_court
from tests.support.listings import AT, MadeLot, make_draft, make_published_lot

PRICES = {
    "dear": ("10000000.00", "100000.00", "1000000.00"),
    "cheap": ("714000.00", "10000.00", "71400.00"),
}


@pytest.fixture
def lots(world: World) -> dict[str, MadeLot]:
    """Give four lots: two courts, one open, one withdrawn, one draft besides."""
    with world.database.transaction() as tx:
        case_id = make_case(tx, court_id=make_court(tx, name="Maple 枫树 Court"))
        dear = make_published_lot(
            tx,
            case_id=case_id,
            title="House with garden 独栋住宅",
            asset_class="IMMOVABLE",
            reference_price=Money(1_200_000_000, "CNY"),
            **dict(zip(("starting_price", "increment", "deposit"), PRICES["dear"], strict=True)),
        )
        cheap = make_published_lot(
            tx, case_id=case_id, title="Saloon car 50% off", opens_at=AT + timedelta(days=16)
        )
        withdrawn = make_published_lot(tx, title="서울 아파트")
        make_draft(tx, case_id=case_id, court_id=dear.court_id, title="House in secret")
        rounds.open_due(tx, at=AT + timedelta(days=16))
        rounds.withdraw(
            tx, round_id=withdrawn.round_id, court_id=withdrawn.court_id, reason="Paid.", legal_basis="R-56",
            actor="j", at=AT,
        )  # fmt: skip
    follow_boards(world)
    return {"dear": dear, "cheap": cheap, "withdrawn": withdrawn}


def found(world: World, lots: dict[str, MadeLot], wish: Wish) -> list[str]:
    """Return the names of the lots that the wish finds, in order."""
    names = {made.lot_id: name for name, made in lots.items()}
    with world.database.reading() as tx:
        lines = store.find(tx, wish)
        assert store.count(tx, wish) == len(lines) or wish.page > 1
    return [names[line.lot_id] for line in lines]


ASKED: list[tuple[dict[str, str], set[str]]] = [
    ({}, {"dear", "cheap", "withdrawn"}),
    ({"q": "住宅"}, {"dear"}),
    ({"q": "아파트"}, {"withdrawn"}),
    ({"q": "HOUSE"}, {"dear"}),
    ({"q": "garden house"}, {"dear"}),
    ({"q": "50%"}, {"cheap"}),
    ({"q": "5_%"}, set()),
    ({"q": "secret"}, set()),
    ({"q": "枫树 court"}, {"dear", "cheap"}),
    ({"class": "IMMOVABLE"}, {"dear"}),
    ({"status": "open"}, {"cheap"}),
    ({"status": "upcoming"}, {"dear"}),
    ({"status": "withdrawn"}, {"withdrawn"}),
    ({"status": "sold"}, set()),
    ({"price_from": "714000.01"}, {"dear"}),
    ({"price_to": "714000"}, {"cheap", "withdrawn"}),
    ({"court": "nowhere"}, set()),
    ({"page": "2"}, set()),
]


def test_the_list_finds_what_is_asked(world: World, lots: dict[str, MadeLot]) -> None:
    for asked, expected in ASKED:
        wish, _ = read_wish({name: [text] for name, text in asked.items()})

        assert set(found(world, lots, wish)) == expected, asked


def test_the_list_comes_in_the_order_asked(world: World, lots: dict[str, MadeLot]) -> None:
    assert found(world, lots, Wish()) == ["cheap", "dear", "withdrawn"]
    assert found(world, lots, Wish(sort=Sort.DEAREST))[0] == "dear"
    assert found(world, lots, Wish(sort=Sort.CHEAPEST))[-1] == "dear"
    assert set(found(world, lots, Wish(sort=Sort.NEWEST))) == set(lots)


def test_a_line_carries_what_a_card_shows(world: World, lots: dict[str, MadeLot]) -> None:
    with world.database.reading() as tx:
        line = store.find(tx, Wish(words="saloon"))[0]

    assert (line.status, line.price, line.bid_count) == (Status.OPEN, Money(71_400_000, "CNY"), 0)
    assert line.court_name == "Maple 枫树 Court"


def test_only_courts_that_sell_are_offered(world: World, lots: dict[str, MadeLot]) -> None:
    with world.database.transaction() as tx:
        make_court(tx, name="Court without lots")

        assert len(store.courts_that_sell(tx)) == 2
        assert store.current_round_id(tx, lots["dear"].lot_id) == lots["dear"].round_id
        assert store.current_round_id(tx, "none") is None
