"""The notices of one case fix in which order its lots close, and offer no more than it needs (R-51)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.cases import service as cases
from auction.cases.register import NewClaim
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds.enough import Reason
from bidding.engine import GRACE
from bidding.service import close_due, place_bids
from listings import service, store
from tests.support.cases import make_case, make_court
from tests.support.listings import (
    AT,
    PLATFORM,
    decide,
    make_draft,
    make_fields,
    make_published_lot,
    notify_all,
)
from tests.support.rounds import make_bid

OPENS_AT = AT + timedelta(days=31)
CLOSES_AT = OPENS_AT + timedelta(days=2)


def propose(tx, case_id: str, court_id: str, minutes: int):
    """Return why a second lot of the case may not be proposed with an end so many minutes on."""
    fields = make_fields(opens_at=OPENS_AT, closes_at=CLOSES_AT + timedelta(minutes=minutes))
    made = make_draft(tx, case_id=case_id, court_id=court_id, fields=fields)
    notify_all(tx, made)
    decide(tx, made)
    lot = store.lock_lot(tx, made.lot_id, court_id)
    return made, service.submit(tx, lot=lot, version=lot.version, actor="c" * 32, platform=PLATFORM, at=AT)


@pytest.fixture
def case(sqlite_world: World):
    with sqlite_world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        return make_published_lot(tx, case_id=case_id, opens_at=OPENS_AT, closes_at=CLOSES_AT)


@pytest.mark.parametrize(
    ("minutes", "sells_all", "is_free"),
    [
        pytest.param(0, False, False, id="R-51/70"),
        pytest.param(29, False, False, id="R-51/71"),
        pytest.param(30, False, True, id="R-51/72"),
        pytest.param(-29, False, False, id="R-51/73"),
        pytest.param(-30, False, True, id="R-51/74"),
        pytest.param(0, True, True, id="R-51/75"),
    ],
)
def test_two_lots_of_a_case_never_close_together(sqlite_world, case, minutes, sells_all, is_free):
    of_case = {"case_id": case.case_id, "court_id": case.court_id}
    with sqlite_world.database.transaction() as tx:
        if sells_all:
            assert not cases.agree_to_sell_all(tx, agreed=True, document="Statement 7", at=AT, **of_case)
        _, refusals = propose(tx, minutes=minutes, **of_case)

    assert [refusal.reason for refusal in refusals] == ([] if is_free else [Reason.CLOSES_TOGETHER])
    if not is_free:
        assert refusals[0].numbers["earliest"] == CLOSES_AT + timedelta(minutes=30)
        assert refusals[0].rule == "R-51"


@pytest.mark.parametrize(
    ("claims", "is_needed"),
    [pytest.param("713999.99", False, id="R-51/76"), pytest.param("714000.01", True, id="R-51/77")],
)
def test_of_a_case_that_has_enough_nothing_more_is_offered(sqlite_world, case, claims, is_needed):
    of_case = {"case_id": case.case_id, "court_id": case.court_id}
    with sqlite_world.database.transaction() as tx:
        claim = NewClaim("CLAIM", "Loan", claims)
        assert not cases.add_claim(tx, claim_id=new_id(), currency="CNY", claim=claim, at=AT, **of_case)
        rounds.admit(tx, round_id=case.round_id, bidder_code="A1", rank=None, at=AT)
        bid = make_bid("A1", 714_000, OPENS_AT, round_id=case.round_id)
        assert place_bids(tx, bids=[bid], at=OPENS_AT)[0].accepted
        assert close_due(tx, at=CLOSES_AT + GRACE) == 1
        _, refusals = propose(tx, minutes=60, **of_case)

    assert [refusal.reason for refusal in refusals] == ([] if is_needed else [Reason.ENOUGH_ALREADY])


def test_what_was_free_when_it_was_proposed_is_asked_again_when_it_is_published(sqlite_world, case):
    of_case = {"case_id": case.case_id, "court_id": case.court_id}
    with sqlite_world.database.transaction() as tx:
        first, refusals = propose(tx, minutes=60, **of_case)
        second, others = propose(tx, minutes=60, **of_case)
        assert refusals == others == ()
        found = [publish(tx, made) for made in (first, second)]

    assert [[refusal.reason for refusal in refusals] for refusals in found] == [[], [Reason.CLOSES_TOGETHER]]


def publish(tx, made):
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    return service.publish(
        tx, lot=lot, version=lot.version, actor="d" * 32, round_id=new_id(), platform=PLATFORM, at=AT
    )
