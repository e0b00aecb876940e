"""What the public pages read beside the list, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from auction.kernel.world import World
from auction.rounds import service as rounds
from listings.jobs import follow_boards
from listings.listing import Status
from listings.public import evening, store
from listings.public.closed import Wish
from tests.support.cases import make_case, make_court
from tests.support.evenings import AT, CLOSES_AT, CODES, let_end, make_evening, yuan
from tests.support.listings import MadeLot, make_published_lot

# Two late bids: each restarts the five minutes.
LATE = (7200, 3600, 240, 60)
ZONES = {"Asia/Shanghai"}


@pytest.fixture
def ended(world: World) -> dict[str, MadeLot]:
    """Give a case with three ended rounds, sold, unsold and sold dearer, and one of another court."""
    with world.database.transaction() as tx:
        case_id = make_case(tx, court_id=make_court(tx, name="Court of the East"))
        made = {
            "sold": make_evening(world, before_end=LATE, tx=tx, case_id=case_id, title="Flat"),
            "unsold": make_evening(world, tx=tx, case_id=case_id, title="Boat"),
            "dear": make_evening(world, before_end=(900,) * 12, tx=tx, case_id=case_id, title="House"),
            "elsewhere": make_evening(
                world, before_end=(900,), tx=tx, title="Car", asset_class="OTHER_RIGHT"
            ),
        }
    let_end(world, *made.values())
    return made


def names_of(ended: dict[str, MadeLot], lines: list[Any]) -> list[str]:
    names = {made.round_id: name for name, made in ended.items()}
    return [names[line.round_id] for line in lines]


def test_an_ended_round_says_what_it_was_and_how_it_went(world: World, ended: dict[str, MadeLot]) -> None:
    with world.database.reading() as tx:
        lines = store.ended(tx, Wish(outcome="sold", court_id=ended["sold"].court_id), ZONES)

    line = next(line for line in lines if line.round_id == ended["sold"].round_id)
    assert (line.title, line.status, line.court_name) == ("Flat", Status.SOLD, "Court of the East")
    assert (line.starting_price, line.hammer_price) == (yuan(714_000), yuan(744_000))
    assert (line.reference_price, line.premium, line.of_reference) == (yuan(1_020_000), 4, 73)
    assert (line.bid_count, line.bidder_count, line.extension_count) == (4, 3, 2)
    assert line.closed_at == CLOSES_AT + timedelta(minutes=4)
    assert line.duration == timedelta(days=1, minutes=4)


ASKED: list[tuple[Wish, set[str]]] = [
    (Wish(), {"sold", "unsold", "dear", "elsewhere"}),
    (Wish(outcome="sold"), {"sold", "dear", "elsewhere"}),
    (Wish(outcome="unsold"), {"unsold"}),
    (Wish(asset_class="OTHER_RIGHT"), {"elsewhere"}),
    (Wish(month=f"{CLOSES_AT:%Y-%m}"), {"sold", "unsold", "dear", "elsewhere"}),
    (Wish(month=f"{AT:%Y-%m}"), set()),
    (Wish(court_id="nowhere"), set()),
    (Wish(page=2), set()),
]


def test_what_is_asked_of_the_results_is_found(world: World, ended: dict[str, MadeLot]) -> None:
    with world.database.reading() as tx:
        found = {wish: set(names_of(ended, store.ended(tx, wish, ZONES))) for wish, _ in ASKED}
        counts = {wish: store.figures(tx, wish, ZONES).count for wish, _ in ASKED}

    assert found == dict(ASKED)
    # Figures are of all pages.
    assert counts == {wish: len(names) if wish.page == 1 else 4 for wish, names in ASKED}


def test_figures_are_counted_from_the_rows(world: World, ended: dict[str, MadeLot]) -> None:
    with world.database.reading() as tx:
        all_of_them = store.figures(tx, Wish(), ZONES)
        unsold = store.figures(tx, Wish(outcome="unsold"), ZONES)
        latest = names_of(ended, store.ended(tx, Wish(), ZONES))[0]

    # Premiums of 0, 4 and 15 per cent: the middle one is the median.
    assert (all_of_them.count, all_of_them.sold_count, all_of_them.median_premium) == (4, 3, 4)
    assert (unsold.count, unsold.sold_count, unsold.median_premium) == (1, 0, None)
    # The lots of its case close one after another, and this one last.
    assert latest == "dear"


def test_a_page_is_bounded_and_says_that_there_is_more(
    world: World, ended: dict[str, MadeLot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ROWS_MAX", 3)

    with world.database.reading() as tx:
        assert len(store.ended(tx, Wish(), ZONES)) == 4
        assert len(store.ended(tx, Wish(page=2), ZONES)) == 1


def test_kin_are_the_other_published_lots_of_the_case(world: World, ended: dict[str, MadeLot]) -> None:
    with world.database.reading() as tx:
        found = store.kin_of(tx, case_id=ended["sold"].case_id, lot_id=ended["sold"].lot_id)

    # In the order in which they close.
    assert [(kin.title, kin.status, kin.price) for kin in found] == [
        ("Boat", Status.UNSOLD, yuan(714_000)),
        ("House", Status.SOLD, yuan(824_000)),
    ]
    assert [kin.closes_at - CLOSES_AT for kin in found] == [timedelta(minutes=30), timedelta(minutes=60)]


def test_a_chart_shows_all_bids_while_they_are_few(
    world: World, ended: dict[str, MadeLot], monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.database.reading() as tx:
        bids = store.charted_bids(tx, ended["sold"].round_id, 4)
        counts = store.bidder_counts(tx, [ended["sold"].round_id, ended["unsold"].round_id])
        monkeypatch.setattr(evening, "BIDS_CHARTED_MAX", 4)
        thinned = store.charted_bids(tx, ended["dear"].round_id, 12)

    assert [(bid.bid_count, bid.bidder_code, bid.extended) for bid in bids] == [
        (1, CODES[0], False),
        (2, CODES[1], False),
        (3, CODES[2], True),
        (4, CODES[0], True),
    ]
    assert counts == {ended["sold"].round_id: 3, ended["unsold"].round_id: 0}
    # Of many one in three, and the first and the last in any case.
    assert [bid.bid_count for bid in thinned] == [1, 3, 6, 9, 12]


def test_every_court_is_counted_also_one_that_has_sold_nothing(
    world: World, ended: dict[str, MadeLot]
) -> None:
    with world.database.transaction() as tx:
        quiet = make_court(tx, name="Quiet Court")
        soon = make_published_lot(tx, case_id=ended["sold"].case_id)
        rounds.withdraw(
            tx, round_id=soon.round_id, court_id=soon.court_id, reason="Paid.", legal_basis="R-56",
            actor="j", at=AT,
        )  # fmt: skip

    follow_boards(world)

    with world.database.reading() as tx:
        counts = {found.court.id: found.counts for found in store.courts(tx)}

    assert counts[ended["sold"].court_id] == {Status.SOLD: 2, Status.UNSOLD: 1, Status.WITHDRAWN: 1}
    assert counts[quiet] == {}
