"""The real evening of 377 extensions, told to the service bid by bid: planned until 10:00, over at 12:31."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.rounds import store
from auction.rounds.lifecycle import State
from bidding import service
from tests.support.rounds import CLOSES_AT, cny, make_bid, make_round

COUNT, FIRST, LAST = 377, CLOSES_AT - timedelta(minutes=4), CLOSES_AT + timedelta(minutes=146)


@pytest.mark.parametrize("gap", [pytest.param((LAST - FIRST) / (COUNT - 1), id="R-43/40")])
def test_an_evening_of_377_extensions_ends_151_minutes_late(sqlite_world, gap):
    """Under "five minutes more on the old end" it would have lasted until the next afternoon."""
    with sqlite_world.database.transaction() as tx:
        round_id = make_round(tx, codes=["A1", "B2"])
    with sqlite_world.database.transaction() as tx:
        for number in range(COUNT):
            at = LAST - (COUNT - 1 - number) * gap
            bid = make_bid(("A1", "B2")[number % 2], 714_000 + 10_000 * number, at, round_id=round_id)
            [answer] = service.place_bids(tx, bids=[bid], at=at)
            found = (answer.accepted, answer.extension_count, answer.closes_at)
            assert found == (True, number + 1, at + timedelta(minutes=5))
        assert service.close_due(tx, at=at) == 0

    end = CLOSES_AT + timedelta(minutes=151)
    with sqlite_world.database.transaction() as tx:
        assert service.close_due(tx, at=end + service.engine.GRACE - timedelta(microseconds=1)) == 0
        assert service.close_due(tx, at=end + service.engine.GRACE) == 1
        view = store.read_round(tx, round_id)
    assert (view.board.state, view.board.extension_count, view.closed_at) == (State.SOLD, COUNT, end)
    assert (view.buyer_code, view.hammer_price) == ("A1", cny(714_000 + 10_000 * (COUNT - 1)))
