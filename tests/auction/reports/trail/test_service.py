"""The money of a lot, collected from the rows that its sale left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.payments.received import RequestPurpose
from auction.reports.trail import service
from auction.reports.trail.proof import proof_of
from tests.auction.reports.trail.test_store import ANN, DEPOSIT, sold
from tests.support import money
from tests.support.rounds import cny, make_round

__all__ = ["sold"]
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


def trail_page(world, lot_id):
    with world.database.reading() as tx:
        return service.trail_page(tx, lot_id)


def pay_balance(world, round_id, payer=ANN):
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)
    money.bank_says(world, reference, cny(744_000) - DEPOSIT, payer)
    for _ in range(4):
        money.run_money_jobs(world)


def test_the_trail_of_a_sold_lot_holds_before_and_after_the_balance(world, sold):
    round_id, lot_id, ann, bo = sold

    before = trail_page(world, lot_id)
    pay_balance(world, round_id)
    after = trail_page(world, lot_id)

    assert (before.proof.findings, after.proof.findings) == ((), ())
    assert after.proof.is_done
    assert after.proof.received == after.proof.left == cny(744_000) + DEPOSIT
    assert after.proof.credited == after.proof.paid_over == cny(744_000)
    assert {deposit.bidder_code: deposit.way for deposit in after.deposits} == {
        ann.code: "DEPOSIT_APPLIED",
        bo.code: "DEPOSIT_RETURNED",
    }
    assert sum((part.amount for part in after.price_parts), cny(0)) == cny(744_000)


def test_a_payment_that_goes_back_is_in_the_trail_and_its_payer_is_not(world, sold):
    round_id, lot_id, *_ = sold

    pay_balance(world, round_id, payer="Strange Canary")
    page = trail_page(world, lot_id)

    assert page.proof.findings == ()
    assert "unmatched:P1" in {line.credit.name for line in page.trail.lines}
    assert "Canary" not in repr(page)


def test_money_of_another_currency_that_went_back_breaks_no_sum(world, sold):
    round_id, lot_id, *_ = sold
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)
    money.bank_says(world, reference, Money(500, "EUR"), ANN)
    for _ in range(4):
        money.run_money_jobs(world)
    pay_balance(world, round_id)

    trail = trail_page(world, lot_id).trail
    strange = [line for line in trail.lines if line.amount.currency == "EUR"]

    assert (len(strange), proof_of(trail).findings) == (3, ())
    assert proof_of(trail).received == cny(744_000) + DEPOSIT
    for gone in strange:
        without = replace(trail, lines=tuple(line for line in trail.lines if line != gone))
        assert not proof_of(without).holds, gone


@pytest.mark.parametrize("payer", [ANN, "Strange Canary"])
def test_every_line_has_its_entry_in_the_record_and_each_is_missed_when_it_is_gone(world, sold, payer):
    pay_balance(world, sold[0], payer=payer)

    trail = trail_page(world, sold[1]).trail
    told = {line.purpose.value: line.entry_number for line in trail.lines}

    came = "BALANCE_PAID" if payer == ANN else "UNMATCHED_PAID"
    assert {"DEPOSIT_PAID", "DEPOSIT_RETURNED", "REFUND_SENT", came} <= set(told)
    assert None not in told.values()
    for index in range(len(trail.lines)):
        without = replace(trail, lines=trail.lines[:index] + trail.lines[index + 1 :])
        assert not proof_of(without).holds, trail.lines[index]


def test_an_open_round_tells_nothing_and_an_unknown_lot_is_nothing(world):
    lot_id = new_id()
    with world.database.transaction() as tx:
        round_id = make_round(tx, lot_id=lot_id)
    money.enrol_paid(world, round_id, ["Ann"])

    page = trail_page(world, lot_id)

    assert (page.trail.lines, page.trail.rounds, page.proof.holds) == ((), (), True)
    assert trail_page(world, new_id()) is None
