"""The plans of R-61, R-62 and R-75: losers back, the buyer's to the case, exactly the price."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.ledger.transfer import Purpose, Sale
from auction.settlement import plan
from auction.settlement.plan import ClosedRound, HeldDeposit, PaidRound

ENDED_AT = datetime(2026, 4, 1, 2, 4, 59, tzinfo=UTC)
AT = ENDED_AT + timedelta(seconds=3)
SALE = Sale("c1", "k1", "l1", "r1")


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def make_closed(codes: str = "ABCD", buyer: str | None = "A", price: int = 74_400_000) -> ClosedRound:
    held = [HeldDeposit(f"e{code}", code, cny(7_140_000), f"p{code}") for code in codes]
    return ClosedRound(SALE, ENDED_AT, buyer, None if buyer is None else cny(price), held)


def test_losers_get_their_deposits_back_and_the_buyers_goes_to_the_case():
    steps = plan.plan_at_hammer(make_closed(), at=AT)

    assert [(s.bidder_code, s.transfer.purpose, s.payout.destination) for s in steps] == [
        ("A", Purpose.DEPOSIT_APPLIED, "case:k1"),
        ("B", Purpose.DEPOSIT_RETURNED, "payment:pB"),
        ("C", Purpose.DEPOSIT_RETURNED, "payment:pC"),
        ("D", Purpose.DEPOSIT_RETURNED, "payment:pD"),
    ]
    assert {step.payout.due_at for step in steps} == {ENDED_AT + timedelta(hours=24)}
    assert {step.transfer.posted_at for step in steps} == {AT}


def test_without_a_buyer_everybody_gets_the_deposit_back():
    steps = plan.plan_at_hammer(make_closed(buyer=None), at=AT)

    assert {step.transfer.purpose for step in steps} == {Purpose.DEPOSIT_RETURNED}


def test_a_part_of_the_deposits_is_planned_like_the_whole():
    whole = plan.plan_at_hammer(make_closed("ABCD"), at=AT)

    assert (
        plan.plan_at_hammer(make_closed("AB"), at=AT) + plan.plan_at_hammer(make_closed("CD"), at=AT) == whole
    )
    assert plan.plan_at_hammer(make_closed(""), at=AT) == []


def test_the_balance_is_the_price_less_the_deposit():
    # price 744,000, deposit 71,400, balance 672,600.
    assert plan.balance_of(cny(74_400_000), cny(7_140_000)) == cny(67_260_000)


@pytest.mark.parametrize("price", [7_140_000, 7_139_999])
def test_a_deposit_that_covers_the_price_is_our_mistake(price):
    with pytest.raises(AssertionError, match="never covers"):
        plan.balance_of(cny(price), cny(7_140_000))
    with pytest.raises(AssertionError, match="never covers"):
        plan.plan_at_hammer(make_closed(price=price), at=AT)


PAID = PaidRound(SALE, "r1", cny(74_400_000), cny(7_140_000), cny(67_260_000), cny(0))


def test_the_balance_goes_to_the_case():
    (step,) = plan.plan_at_balance(PAID, at=AT)

    assert (step.transfer.debit.id, step.transfer.credit.id) == ("balance:r1:CNY", "case:k1:CNY")
    assert step.transfer.amount == cny(67_260_000)
    assert step.payout.destination == "case:k1"


@pytest.mark.parametrize("cents", [pytest.param(-1, id="R-75/1"), pytest.param(1, id="R-75/2")])
def test_a_cent_more_or_less_stops_the_settlement(cents):
    with pytest.raises(AssertionError, match="exactly the hammer price"):
        plan.plan_at_balance(replace(PAID, balance=cny(67_260_000 + cents)), at=AT)


def test_where_all_of_the_price_was_set_off_nothing_moves():
    whole = PaidRound(SALE, "r1", cny(74_400_000), cny(0), cny(0), cny(74_400_000))

    assert plan.plan_at_balance(whole, at=AT) == []


@given(st.integers(2, 10**15), st.data())
def test_whatever_the_price_the_case_gets_all_of_it_and_nobody_else_a_cent(price, data):
    deposit = data.draw(st.integers(1, max(1, price // 5)))
    losers = data.draw(st.integers(0, 5))
    held = [HeldDeposit(f"e{n}", f"B{n}", cny(deposit), f"p{n}") for n in range(losers + 1)]
    closed = ClosedRound(SALE, ENDED_AT, "B0", cny(price), held)

    steps = plan.plan_at_hammer(closed, at=AT)
    balance = plan.balance_of(cny(price), cny(deposit))
    set_off = cny(data.draw(st.integers(0, balance.minor)))
    paid = PaidRound(SALE, "r1", cny(price), cny(deposit), balance - set_off, set_off)
    steps += plan.plan_at_balance(paid, at=AT)

    to_case = sum(s.transfer.amount.minor for s in steps if s.transfer.credit.id == "case:k1:CNY")
    assert to_case == price - set_off.minor
    assert {s.transfer.credit.id for s in steps} <= {"case:k1:CNY"} | {f"payable:e{n}:CNY" for n in range(6)}
    assert sum(s.transfer.amount.minor for s in steps) == price - set_off.minor + losers * deposit
    assert len({s.transfer.id for s in steps}) == len(steps)
