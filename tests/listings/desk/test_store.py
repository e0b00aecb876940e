"""The lists of the desk on both databases: one court, and what is asked of it."""

from __future__ import annotations

import pytest

from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from auction.rounds.outcome import Unsold
from listings.desk import store
from listings.desk.wish import DeskWish
from tests.support.cases import make_case, make_court
from tests.support.listings import make_draft, make_published_lot, submit


@pytest.fixture
def court_id(world: World) -> str:
    """Give a court with a draft, a proposal and a published lot, and another court with a draft."""
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id, case_number="(2026) Lake 7")
        make_draft(tx, court_id=court_id, case_id=case_id, title="A boat")
        submit(tx, make_draft(tx, court_id=court_id, case_id=case_id, title="A house"))
        make_published_lot(tx, case_id=case_id, title="A car")
        make_draft(tx, title="A foreign boat")
    return court_id


WISHES: list[tuple[DeskWish, set[str]]] = [
    (DeskWish(), {"A boat", "A house", "A car"}),
    (DeskWish(state="SUBMITTED"), {"A house"}),
    (DeskWish(status="upcoming"), {"A car"}),
    (DeskWish(status="sold"), set()),
    (DeskWish(words="boat"), {"A boat"}),
    (DeskWish(words="lake 7"), {"A boat", "A house", "A car"}),
    (DeskWish(with_violations=True), set()),
    (DeskWish(returned=True), set()),
    (DeskWish(case_id="none"), set()),
    (DeskWish(page=2), set()),
]


def test_an_officer_finds_lots_of_the_own_court_only(world: World, court_id: str) -> None:
    with world.database.reading() as tx:
        for wish, titles in WISHES:
            assert {line.lot.title for line in store.lots(tx, court_id, wish)} == titles, wish


def test_lots_are_counted_by_state_and_status(world: World, court_id: str) -> None:
    with world.database.reading() as tx:
        assert store.counts(tx, court_id) == {"DRAFT": 1, "SUBMITTED": 1, "PUBLISHED": 1}
        assert store.board_counts(tx, court_id) == {"upcoming": 1}


def test_a_failed_first_round_waits_for_its_second(world: World, court_id: str) -> None:
    with world.database.transaction() as tx:
        car = next(line.lot for line in store.lots(tx, court_id, DeskWish()) if line.lot.title == "A car")
        (view,) = round_store.rounds_of_lots(tx, [car.id])[car.id]
        before, closed_at = store.failed_lots(tx, court_id), view.terms.closes_at
        rounds.open_due(tx, at=view.terms.opens_at)
        board = round_store.lock_board(tx, view.round_id)
        assert board is not None
        rounds.record_outcomes(tx, ended=[(board, Unsold(closed_at))], at=closed_at)

        waiting = store.failed_lots(tx, court_id)

        assert before == []
        assert [(lot.lot_id, lot.asset_class, lot.failed_at) for lot in waiting] == [
            (car.id, "MOVABLE", closed_at)
        ]
        assert store.failed_lots(tx, make_court(tx)) == []
