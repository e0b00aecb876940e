"""A demo that was broken off goes on with the sale that was open then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.world import World
from auction.rounds import service as rounds
from demo.tonight import broken_off_sale
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, OPENS_AT, SNAPSHOT, cny, make_round

TITLE = str(SNAPSHOT["title"])


@pytest.fixture
def sale(sqlite_world: World):
    """Give a round that has bidders and is about to open, with its court."""
    sqlite_world.clock.set(OPENS_AT - timedelta(days=2))
    with sqlite_world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, court_id=court_id, case_id=case_id)
    ann, *_ = money.enrol_paid(sqlite_world, round_id, ["Ann"])
    return sqlite_world, court_id, round_id, ann


def test_a_sale_whose_hammer_has_not_fallen_goes_on_and_another_is_made_after_it(sale):
    world, court_id, round_id, ann = sale
    database, closes_at = world.database, CLOSES_AT
    assert broken_off_sale(database, court_id, TITLE) is None

    with database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
    assert broken_off_sale(database, court_id, TITLE) == (round_id, closes_at)
    assert broken_off_sale(database, court_id, "Another lot") is None
    assert broken_off_sale(database, "another court", TITLE) is None

    world.clock.set(closes_at)
    money.end_round(world, round_id, buyer=ann, price=cny(744_000))
    assert broken_off_sale(database, court_id, TITLE) is None
