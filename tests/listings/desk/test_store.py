"""The lists of the desk on both databases: one court, and what is asked of it."""

from __future__ import annotations

import pytest

from auction.kernel.world import World
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
