"""The hammer on one lot of a case takes the rest back in the same transaction, on both databases (R-51)."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.cases import service as cases
from auction.cases.register import NewClaim
from auction.enrolment.tables import Enrolment
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.lifecycle import State
from auction.settlement import jobs as settlement_jobs
from bidding import service
from tests.support import money
from tests.support.cases import AT, make_case, make_court
from tests.support.rounds import CLOSES_AT, OPENS_AT, make_bid, make_round, make_terms

HOUR = timedelta(hours=1)
NOON = OPENS_AT + 2 * HOUR
LATE = CLOSES_AT + service.engine.GRACE


def make_lots(world: World, *, claims: str, sells_all: bool = False) -> list[str]:
    """Publish three lots of one case that end an hour apart, with claims of so many yuan."""
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case = {"case_id": make_case(tx, court_id=court_id), "court_id": court_id}
        for kind, amount in (("CLAIM", claims), ("COST", "20000")):
            claim = NewClaim(kind, "Loan", amount)
            assert not cases.add_claim(tx, claim_id=new_id(), currency="CNY", claim=claim, at=AT, **case)
        if sells_all:
            assert not cases.agree_to_sell_all(tx, agreed=True, document="Statement 7", at=AT, **case)
        terms = [make_terms(closes_at=CLOSES_AT + number * HOUR) for number in range(3)]
        return [make_round(tx, terms=each, codes=["A1", "B2"], **case) for each in terms]


def close(world: World, at) -> int:
    with world.database.transaction() as tx:
        return service.close_due(tx, at=at)


def states(world: World, round_ids: list[str]) -> list[State]:
    with world.database.reading() as tx:
        return [store.read_board(tx, round_id).state for round_id in round_ids]


def last_entry(world: World, round_id: str) -> dict:
    with world.database.reading() as tx:
        bodies = tx.scalars(select(Entry.body).where(Entry.round_id == round_id).order_by(Entry.position))
        return orjson.loads(bodies.all()[-1])


def bid_on(world: World, round_ids: list[str]) -> None:
    with world.database.transaction() as tx:
        bids = [make_bid("A1", 824_000, NOON, round_id=round_id) for round_id in round_ids]
        assert all(answer.accepted for answer in service.place_bids(tx, bids=bids, at=NOON))


def test_the_lots_after_the_one_that_brought_enough_are_called_off(world):
    round_ids = make_lots(world, claims="800000")
    bid_on(world, round_ids[:2])

    assert close(world, LATE) == 3

    assert states(world, round_ids) == [State.SOLD, State.WITHDRAWN, State.WITHDRAWN]
    entry = last_entry(world, round_ids[1])
    assert (entry["type"], entry["ground"], entry["legal_basis"]) == ("lot.withdrawn", "enough", "R-51")
    assert (entry["target_minor"], entry["brought_minor"]) == ("82000000", "82400000")
    assert (entry["actor"], entry["leader_code"]) == ("platform", "A1")
    assert close(world, LATE + 5 * HOUR) == 0
    with world.database.transaction() as tx:
        bid = make_bid("B2", 834_000, NOON + HOUR, round_id=round_ids[1])
        [answer] = service.place_bids(tx, bids=[bid], at=LATE + HOUR)
    assert answer.verdict == "withdrawn"


@pytest.mark.parametrize(
    ("claims", "sells_all", "expected"),
    [
        pytest.param("800000", True, [State.SOLD] * 3, id="R-51/60"),
        pytest.param("900000", False, [State.SOLD, State.SOLD, State.WITHDRAWN], id="R-51/61"),
        pytest.param("2900000", False, [State.SOLD] * 3, id="R-51/62"),
    ],
)
def test_a_clock_that_comes_late_sells_no_more_of_a_case_than_it_needs(
    sqlite_world, claims, sells_all, expected
):
    round_ids = make_lots(sqlite_world, claims=claims, sells_all=sells_all)
    bid_on(sqlite_world, round_ids)

    assert close(sqlite_world, LATE + 2 * HOUR) == 3

    assert states(sqlite_world, round_ids) == expected


def test_what_earlier_hammers_brought_counts_for_the_later_ones(sqlite_world):
    round_ids = make_lots(sqlite_world, claims="900000")
    bid_on(sqlite_world, round_ids)

    assert [close(sqlite_world, LATE + number * HOUR) for number in range(3)] == [1, 2, 0]

    assert states(sqlite_world, round_ids) == [State.SOLD, State.SOLD, State.WITHDRAWN]


def test_the_deposits_of_what_is_called_off_go_back(sqlite_world):
    first, second, _ = make_lots(sqlite_world, claims="800000")
    bid_on(sqlite_world, [first])
    sqlite_world.clock.set(NOON)
    bidders = money.enrol_paid(sqlite_world, second, ("王伟", "Li Na"))
    assert close(sqlite_world, LATE) == 3
    sqlite_world.clock.set(LATE + HOUR)

    settlement_jobs.settle_closed_rounds(sqlite_world)

    with sqlite_world.database.reading() as tx:
        states = tx.scalars(select(Enrolment.deposit_state).where(Enrolment.round_id == second)).all()
    assert states == ["RETURNED"] * len(bidders)
