"""What is to be done with the money: at the hammer, and when the balance is there.

Pure.  The law makes both plans automatic: the losers' deposits go back within 24 hours of the
extended end (R-61), the buyer's deposit goes to the case account within 24 hours (R-62), the
balance follows it, and the case account receives exactly the hammer price (R-75).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Sale, Transfer, balance_out_id, deposit_out_id
from auction.payments.payout import Payout, case_credit_of, refund_of
from auction.payments.received import PAPER

# name the same span.
REFUND_WINDOW = timedelta(hours=24)


@dataclass(frozen=True)
class HeldDeposit:
    """A deposit that lies with us, and the payment that brought it."""

    enrolment_id: str
    bidder_code: str
    amount: Money
    payment_id: str
    gateway: str = PAPER


@dataclass(frozen=True)
class ClosedRound:
    """A round that is over, with its deposits that still lie with us.

    Without a buyer code it was not sold, and everybody is a loser.  ``ended_at`` is the extended
    end, or the withdrawal.
    """

    sale: Sale
    ended_at: datetime
    buyer_code: str | None
    hammer_price: Money | None
    held: Sequence[HeldDeposit]


@dataclass(frozen=True)
class Step:
    """One transfer to post, its payout, and whose code it is about (none for a balance)."""

    transfer: Transfer
    payout: Payout
    bidder_code: str = ""


@dataclass(frozen=True)
class PaidRound:
    """A sold round whose price is there: what was paid of it, and what a creditor set off (R-62)."""

    sale: Sale
    round_id: str
    hammer_price: Money
    deposit: Money
    balance: Money
    set_off: Money
    gateway: str = PAPER


def plan_at_hammer(closed: ClosedRound, *, at: datetime) -> list[Step]:
    """Plan the way of every held deposit: the buyer's to the case account, all others back."""
    steps = [_step_of(closed, held, at) for held in closed.held]
    applied = [step for step in steps if step.transfer.purpose is Purpose.DEPOSIT_APPLIED]

    assert len(applied) <= 1, "one buyer, one deposit"
    assert sum(step.payout.amount.minor for step in steps) == sum(
        held.amount.minor for held in closed.held
    ), "every deposit moves whole"
    return steps


def balance_of(hammer_price: Money, deposit: Money) -> Money:
    """Return what the buyer still owes; a deposit is at most a fifth of any price (R-30)."""
    balance = hammer_price - deposit
    assert balance.minor > 0, "a deposit never covers the price"
    return balance


def plan_at_balance(paid: PaidRound, *, at: datetime) -> list[Step]:
    """Plan the way of the balance to the case account; with a set-off it has exactly the price.

    Where all of the price was set off, nothing was paid that could move.
    """
    received = paid.deposit + paid.balance + paid.set_off
    assert received == paid.hammer_price, "the case account and the set-off are exactly the hammer price"
    assert paid.sale.case_id is not None, "a sold round belongs to a case"
    if paid.balance.minor == 0:
        return []
    moved = Transfer(
        id=balance_out_id(paid.round_id),
        debit=accounts.balance(paid.round_id, paid.balance.currency),
        credit=accounts.case(paid.sale.case_id, paid.balance.currency),
        amount=paid.balance,
        purpose=Purpose.BALANCE_APPLIED,
        posted_at=at,
        sale=paid.sale,
    )
    return [Step(moved, case_credit_of(moved, due_at=at + REFUND_WINDOW, gateway=paid.gateway))]


def _step_of(closed: ClosedRound, held: HeldDeposit, at: datetime) -> Step:
    due_at = closed.ended_at + REFUND_WINDOW
    if held.bidder_code == closed.buyer_code:
        assert closed.hammer_price is not None, "a buyer has a price"
        assert closed.sale.case_id is not None, "a sold round belongs to a case"
        balance_of(closed.hammer_price, held.amount)
        case = accounts.case(closed.sale.case_id, held.amount.currency)
        applied = _moved(closed, held, credit=case, purpose=Purpose.DEPOSIT_APPLIED, at=at)
        return Step(applied, case_credit_of(applied, due_at=due_at, gateway=held.gateway), held.bidder_code)
    owed = accounts.payable(held.enrolment_id, held.amount.currency)
    back = _moved(closed, held, credit=owed, purpose=Purpose.DEPOSIT_RETURNED, at=at)
    refund = refund_of(back, held.payment_id, due_at=due_at, gateway=held.gateway)
    return Step(back, refund, held.bidder_code)


def _moved(
    closed: ClosedRound, held: HeldDeposit, *, credit: accounts.Account, purpose: Purpose, at: datetime
) -> Transfer:
    return Transfer(
        id=deposit_out_id(held.enrolment_id),
        debit=accounts.deposit(held.enrolment_id, held.amount.currency),
        credit=credit,
        amount=held.amount,
        purpose=purpose,
        posted_at=at,
        sale=closed.sale,
    )
