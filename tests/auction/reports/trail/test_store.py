"""What the trail reads, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.ids import new_id
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.accounts import CLEARING, Kind
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.reports.trail import service, store
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round, make_terms

DEPOSIT = make_terms().deposit
# Names that nothing else on a page could contain.
ANN, BO = "Canary Ann", "Canary Bo"


@pytest.fixture
def sold(world):
    """Give a round sold to Ann, its lot, and the two who paid a deposit; all that can leave has left."""
    world.clock.set(OPENS_AT - timedelta(days=2))
    lot_id = new_id()
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, court_id=court_id, case_id=case_id, lot_id=lot_id)
    ann, bo = money.enrol_paid(world, round_id, [ANN, BO])
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=ann, price=cny(744_000))
    money.run_money_jobs(world)
    money.run_money_jobs(world)
    return round_id, lot_id, ann, bo


def test_everything_of_a_round_is_read(world, sold):
    round_id, lot_id, ann, bo = sold

    with world.database.reading() as tx:
        moved = store.transfers_of(tx, [round_id])
        codes = store.codes_of(tx, [round_id])
        payouts = store.payouts_of(tx, [round_id])
        held = store.held_by_kind(tx, [round_id], "CNY")
        entries = store.entries_of(tx, lot_id)

    assert moved is not None
    assert [each.posted_at for each in moved] == sorted(each.posted_at for each in moved)
    assert codes == {ann.enrolment_id: ann.code, bo.enrolment_id: bo.code}
    assert payouts[f"deposit-out:{bo.enrolment_id}"].amount == DEPOSIT
    assert sum(each.minor for each in held.values()) == 0
    assert held[Kind.CASE] == DEPOSIT
    assert {entry.kind for entry in entries} >= {"deposit.confirmed", "refund.posted", "settlement.posted"}
    assert {each.debit.kind for each in moved[:2]} <= CLEARING


def test_too_many_transfers_are_not_read(world, sold, monkeypatch):
    with world.database.reading() as tx:
        count = len(store.transfers_of(tx, [sold[0]]) or ())
        monkeypatch.setattr(store, "LINES_MAX", count)
        assert store.transfers_of(tx, [sold[0]]) is not None
        monkeypatch.setattr(store, "LINES_MAX", count - 1)
        assert store.transfers_of(tx, [sold[0]]) is None


def test_nothing_is_read_of_other_rounds(world, sold):
    with world.database.reading() as tx:
        assert store.transfers_of(tx, ["another"]) == []
        assert store.codes_of(tx, ["another"]) == {}
        assert store.payouts_of(tx, ["another"]) == {}
        assert store.held_by_kind(tx, ["another"], "CNY") == {}
        assert store.entries_of(tx, "another") == []


def test_a_payment_that_was_placed_in_a_round_is_told_from_its_arrival(world, sold):
    round_id, lot_id, *_ = sold
    free, owed = accounts.unmatched("p9", "CNY"), accounts.payable("p9", "CNY")
    bank, balance = accounts.gateway("paper", "CNY"), accounts.balance(round_id, "CNY")
    at, sale = world.clock.now(), Sale(round_id=round_id)
    came = Transfer("in:p9", bank, free, cny(9), Purpose.UNMATCHED_PAID, at)
    taken = Transfer("taken:p9", free, balance, cny(7), Purpose.UNMATCHED_TAKEN, at, sale)
    back = Transfer("back:p9", free, owed, cny(2), Purpose.UNMATCHED_RETURNED, at)
    with world.database.transaction() as tx:
        ledger.post(tx, [came, taken, back])
        moved = store.transfers_of(tx, [round_id])
        more = [each for each in moved if each.sale.round_id != round_id]
        without, with_more = (store.held_by_kind(tx, [round_id], "CNY", each) for each in ((), more))
        page = service.trail_page(tx, lot_id)

    assert {each.id for each in more} == {"in:p9", "back:p9"}
    assert (without[Kind.UNMATCHED], with_more[Kind.UNMATCHED], with_more[Kind.PAYABLE]) == (
        cny(-7),
        cny(0),
        cny(2),
    )
    assert page.proof.findings == ()
