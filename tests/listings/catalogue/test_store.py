"""The public list on both databases: what is found, in which order, and that drafts are not."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.rounds import service as rounds
from listings.catalogue import store
from listings.jobs import follow_boards
from listings.listing import Sort, Status, Wish, read_wish
from listings.search import normalise, words_of
from tests.support.cases import make_case, make_court
from tests.support.catalogue import found_numbers, is_found, publish_texts
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
        lines, tally = store.search(tx, wish)
        assert (lines, tally) == (store.find(tx, wish), store.tally(tx, wish))
        assert store.count(tx, wish) == tally.count
        assert tally.count == len(lines) or wish.page > 1
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


SIGNS = "房产不动杭州市區東カ서울특별시아é12(%_'\"\\·-ab  "
TEXTS = 45
ASKED_OF_EACH = 4


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_search_finds_what_looking_at_every_text_finds(world: World, seed: int) -> None:
    chance = random.Random(seed)
    texts = [normalise("".join(chance.choices(SIGNS, k=chance.randrange(60)))) for _ in range(TEXTS)]
    publish_texts(world, texts)

    for text in texts:
        for _ in range(ASKED_OF_EACH):
            begin = chance.randrange(len(text) + 1)
            asked = text[begin : begin + chance.choice((1, 1, 2, 2, 3, 5, 9, 14))]
            words = words_of(asked)
            expected = {n for n, each in enumerate(texts) if all(is_found(word, each) for word in words)}

            assert found_numbers(world, asked) == expected, (seed, asked)


def test_a_word_longer_than_a_token_finds_no_false_neighbour(world: World) -> None:
    publish_texts(
        world, ["浙江省杭州市西湖区文三路", "浙江省杭州市西湖 西湖区文三路", "x" * 45, "x" * 40 + "y"]
    )

    assert found_numbers(world, "浙江省杭州市西湖区文") == {0}
    assert found_numbers(world, "x" * 41) == {2}
    assert found_numbers(world, "x" * 40) == {2, 3}


def test_several_searches_are_counted_at_once(world: World, lots: dict[str, MadeLot]) -> None:
    wishes = [
        Wish(words="house"),
        Wish(),
        Wish(words="saloon"),
        Wish(words="住宅", chosen={"class": ("MOVABLE",)}),
    ]

    with world.database.reading() as tx:
        assert store.counts(tx, wishes) == [1, 3, 1, 0]
        assert store.counts(tx, []) == []
