"""A transfer: one movement from the debited to the credited account, once, never changed.

Its id is made from what it does, before the first attempt, so a second attempt at the same act
is the same transfer and a different act under the same id is a mistake that shows.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import datetime

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.accounts import CLEARING, Account, Kind

ID_LENGTH_MAX = 64


class Purpose(enum.StrEnum):
    """Why money moves.  Each purpose has its ways between kinds of accounts, and no other."""

    DEPOSIT_PAID = "DEPOSIT_PAID"
    DEPOSIT_RETURNED = "DEPOSIT_RETURNED"
    DEPOSIT_APPLIED = "DEPOSIT_APPLIED"
    DEPOSIT_FORFEITED = "DEPOSIT_FORFEITED"
    BALANCE_PAID = "BALANCE_PAID"
    BALANCE_APPLIED = "BALANCE_APPLIED"
    BALANCE_RETURNED = "BALANCE_RETURNED"
    SET_OFF_ADMITTED = "SET_OFF_ADMITTED"
    UNMATCHED_PAID = "UNMATCHED_PAID"
    UNMATCHED_RETURNED = "UNMATCHED_RETURNED"
    UNMATCHED_TAKEN = "UNMATCHED_TAKEN"
    REFUND_SENT = "REFUND_SENT"
    CASE_CREDIT_SENT = "CASE_CREDIT_SENT"
    FEE_CHARGED = "FEE_CHARGED"
    FEE_COVERED = "FEE_COVERED"
    GATEWAY_PAID_OUT = "GATEWAY_PAID_OUT"
    TRANSIT_ARRIVED = "TRANSIT_ARRIVED"
    DISPUTE_OPENED = "DISPUTE_OPENED"
    DISPUTE_WON = "DISPUTE_WON"
    DISPUTE_LOST = "DISPUTE_LOST"
    DISPUTE_TAKEN_BACK = "DISPUTE_TAKEN_BACK"
    CORRECTION = "CORRECTION"


@dataclass(frozen=True, slots=True)
class Way:
    """From which kinds of accounts to which a purpose may move money."""

    debit: frozenset[Kind]
    credit: frozenset[Kind]


def _way(debit: Kind | frozenset[Kind], credit: Kind | frozenset[Kind]) -> Way:
    return Way(*(frozenset({end}) if isinstance(end, Kind) else end for end in (debit, credit)))


_STILL_HELD = frozenset({Kind.DEPOSIT, Kind.PAYABLE, Kind.BALANCE, Kind.UNMATCHED})
# A correction has no way of its own: it is the exact reverse of one earlier transfer.
WAYS = {
    Purpose.DEPOSIT_PAID: _way(CLEARING, Kind.DEPOSIT),
    Purpose.DEPOSIT_RETURNED: _way(Kind.DEPOSIT, Kind.PAYABLE),
    Purpose.DEPOSIT_APPLIED: _way(Kind.DEPOSIT, Kind.CASE),
    Purpose.DEPOSIT_FORFEITED: _way(Kind.CASE, Kind.FORFEITED),
    Purpose.BALANCE_PAID: _way(CLEARING, Kind.BALANCE),
    Purpose.BALANCE_APPLIED: _way(Kind.BALANCE, Kind.CASE),
    Purpose.BALANCE_RETURNED: _way(Kind.BALANCE, Kind.PAYABLE),
    Purpose.SET_OFF_ADMITTED: _way(Kind.SET_OFF, Kind.CASE),
    Purpose.UNMATCHED_PAID: _way(CLEARING, Kind.UNMATCHED),
    Purpose.UNMATCHED_RETURNED: _way(Kind.UNMATCHED, Kind.PAYABLE),
    Purpose.UNMATCHED_TAKEN: _way(Kind.UNMATCHED, frozenset({Kind.DEPOSIT, Kind.BALANCE})),
    Purpose.REFUND_SENT: _way(Kind.PAYABLE, CLEARING),
    Purpose.CASE_CREDIT_SENT: _way(Kind.CASE_BANK, CLEARING),
    Purpose.FEE_CHARGED: _way(Kind.EXPENSE, CLEARING),
    Purpose.FEE_COVERED: _way(CLEARING, Kind.EXPENSE),
    Purpose.GATEWAY_PAID_OUT: _way(Kind.TRANSIT, Kind.GATEWAY),
    Purpose.TRANSIT_ARRIVED: _way(Kind.BANK, Kind.TRANSIT),
    Purpose.DISPUTE_OPENED: _way(Kind.DISPUTE, Kind.GATEWAY),
    Purpose.DISPUTE_WON: _way(Kind.GATEWAY, Kind.DISPUTE),
    Purpose.DISPUTE_LOST: _way(Kind.EXPENSE, Kind.DISPUTE),
    Purpose.DISPUTE_TAKEN_BACK: _way(_STILL_HELD, Kind.DISPUTE),
}
# What moves between people's accounts while all of it stays where it lies: the bulk of a sale day.
INSIDE = tuple(purpose for purpose, way in WAYS.items() if not (way.debit | way.credit) & accounts.PLACES)
# What leaves an account that is somebody's; a correction may, too.
SPENDING = (
    *(purpose for purpose, way in WAYS.items() if way.debit & accounts.CREDIT_SIDE),
    Purpose.CORRECTION,
)
_COMES, _IS_PLACED, _MOVES_ON, _LEAVES, _IS_MENDED = range(5)


def _stage(way: Way) -> int:
    if way.debit & CLEARING:
        return _COMES
    if way.credit & CLEARING:
        return _LEAVES
    return _MOVES_ON


_STAGES = {purpose: _stage(way) for purpose, way in WAYS.items()} | {
    Purpose.SET_OFF_ADMITTED: _COMES,
    Purpose.UNMATCHED_TAKEN: _IS_PLACED,
    Purpose.CORRECTION: _IS_MENDED,
}


@dataclass(frozen=True, slots=True)
class Sale:
    """Which sale a transfer belongs to; all empty for money that nobody can place."""

    court_id: str | None = None
    case_id: str | None = None
    lot_id: str | None = None
    round_id: str | None = None


NO_SALE = Sale()


@dataclass(frozen=True, slots=True)
class Transfer:
    """So much from the debited to the credited account, for one purpose, once."""

    id: str
    debit: Account
    credit: Account
    amount: Money
    purpose: Purpose
    posted_at: datetime
    sale: Sale = NO_SALE
    reverses: str | None = None

    def __post_init__(self) -> None:
        assert 0 < len(self.id) <= ID_LENGTH_MAX, "a transfer has an id of at most 64 characters"
        assert self.amount.minor > 0, "a transfer moves something"
        assert self.debit.currency == self.credit.currency == self.amount.currency, "one currency"
        assert (self.purpose is Purpose.CORRECTION) == (self.reverses is not None), "it says what it reverses"
        assert self.reverses is not None or _goes(self), "a purpose has its ways"

    def same_act(self, other: Transfer) -> bool:
        """Say whether another attempt is the same act; only its time may differ."""
        return self.id == other.id and self == replace(other, posted_at=self.posted_at)


def stage(purpose: Purpose) -> int:
    """Return which of several transfers of one instant stands first.

    Money comes, is placed, moves on and leaves; a correction stands after whatever it takes back.
    """
    return _STAGES[purpose]


def sent_of(owed: Transfer, *, through: Account, at: datetime) -> Transfer:
    """Return the transfer by which what an earlier one owes, or credits to a case, has left us."""
    is_owed = owed.credit.kind is Kind.PAYABLE
    assert is_owed or owed.credit.kind is Kind.CASE, "only what is owed or credited to a case is sent"
    return Transfer(
        id=sent_id(owed.id),
        debit=owed.credit if is_owed else accounts.case_bank(owed.credit.subject, owed.amount.currency),
        credit=through,
        amount=owed.amount,
        purpose=Purpose.REFUND_SENT if is_owed else Purpose.CASE_CREDIT_SENT,
        posted_at=at,
        sale=owed.sale,
    )


def correction_of(wrong: Transfer, *, at: datetime) -> Transfer:
    """Return the transfer that takes an earlier one back exactly: nothing else mends a ledger."""
    return Transfer(
        id=correction_id(wrong.id),
        debit=wrong.credit,
        credit=wrong.debit,
        amount=wrong.amount,
        purpose=Purpose.CORRECTION,
        posted_at=at,
        sale=wrong.sale,
        reverses=wrong.id,
    )


def money_in_id(payment_id: str) -> str:
    """Return the id of the one transfer by which a payment enters the ledger."""
    return f"in:{payment_id}"


def money_back_id(payment_id: str) -> str:
    """Return the id of the one transfer by which an unmatched payment goes back."""
    return f"back:{payment_id}"


def deposit_out_id(enrolment_id: str) -> str:
    """Return the id of the one transfer that ends a deposit, returned or applied."""
    return f"deposit-out:{enrolment_id}"


def balance_out_id(round_id: str) -> str:
    """Return the id of the one transfer that takes a round's balance to the case account."""
    return f"balance-out:{round_id}"


def sent_id(transfer_id: str) -> str:
    """Return the id of the transfer by which what an earlier one owes or credits has left."""
    return f"sent:{transfer_id}"


def fee_id(gateway_id: str) -> str:
    """Return the id of the transfer of one fee, by the gateway's own id of it."""
    return f"fee:{gateway_id}"


def dispute_id(gateway_id: str, step: str) -> str:
    """Return the id of one step of a dispute: opened, won or lost."""
    return f"dispute:{gateway_id}:{step}"


def bank_payout_id(gateway_id: str) -> str:
    """Return the id of the transfer by which a gateway sends money to a bank."""
    return f"bankpayout:{gateway_id}"


def bank_arrival_id(gateway_id: str) -> str:
    """Return the id of the transfer by which that money is on the bank account."""
    return f"bankpayout:{gateway_id}:arrived"


def set_off_id(round_id: str) -> str:
    """Return the id of the one transfer that admits a creditor's set-off in a round."""
    return f"setoff:{round_id}"


def taken_id(payment_id: str) -> str:
    """Return the id of the one transfer by which an unmatched payment is taken after all."""
    return f"taken:{payment_id}"


def correction_id(transfer_id: str) -> str:
    """Return the id of the one transfer that may reverse another."""
    return f"fix:{transfer_id}"


def _goes(transfer: Transfer) -> bool:
    way = WAYS[transfer.purpose]
    return transfer.debit.kind in way.debit and transfer.credit.kind in way.credit
