"""What news of a dispute moves in the ledger.

Pure.  From the first word of a dispute its money is away from us; won, it comes back; lost, it is
taken from what is still held or owed for that payment, and the rest is the operator's expense: no
case and no other bidder ever pays for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.accounts import Account
from auction.ledger.transfer import Purpose, Sale, Transfer, dispute_id
from auction.payments.fact import DisputeMoved, DisputeState


@dataclass(frozen=True)
class Held:
    """What still lies with us of a disputed payment, on one account."""

    account: Account
    amount: Money


@dataclass(frozen=True)
class Disputed:
    """A disputed payment as we know it: its sale, and what is left of it, what is owed back first."""

    sale: Sale
    held: Sequence[Held]


def is_news(known: DisputeState | None, told: DisputeState) -> bool:
    """Say whether a state is new to us: a dispute is opened once and ends once, however it is told."""
    return known is None or (known is DisputeState.OPEN and told is not DisputeState.OPEN)


def plan(
    fact: DisputeMoved, known: DisputeState | None, disputed: Disputed, *, at: datetime
) -> list[Transfer]:
    """Return what moves: the opening if it is new, and the end if it has ended."""
    opened = [] if known is not None else [_opened(fact, disputed.sale, at)]
    if fact.state is DisputeState.OPEN:
        return opened
    if fact.state is DisputeState.WON:
        return [*opened, _won(fact, disputed.sale, at)]
    return [*opened, *_lost(fact, disputed, at)]


def _opened(fact: DisputeMoved, sale: Sale, at: datetime) -> Transfer:
    away, lay = _accounts(fact)
    return Transfer(
        dispute_id(fact.dispute_id, "opened"), away, lay, fact.amount, Purpose.DISPUTE_OPENED, at, sale
    )


def _won(fact: DisputeMoved, sale: Sale, at: datetime) -> Transfer:
    away, lies = _accounts(fact)
    return Transfer(
        dispute_id(fact.dispute_id, "won"), lies, away, fact.amount, Purpose.DISPUTE_WON, at, sale
    )


def _lost(fact: DisputeMoved, disputed: Disputed, at: datetime) -> list[Transfer]:
    away, _ = _accounts(fact)
    left, moved = fact.amount, []
    for held in disputed.held:
        taken = min(left, held.amount)
        if taken.minor > 0:
            step = dispute_id(fact.dispute_id, held.account.kind.value)
            back = Purpose.DISPUTE_TAKEN_BACK
            moved.append(Transfer(step, held.account, away, taken, back, at, disputed.sale))
            left -= taken
    if left.minor > 0:
        borne = accounts.expense(fact.amount.currency)
        moved.append(
            Transfer(dispute_id(fact.dispute_id, "lost"), borne, away, left, Purpose.DISPUTE_LOST, at)
        )
    assert sum(each.amount.minor for each in moved) == fact.amount.minor, "somebody bears all of it"
    return moved


def _accounts(fact: DisputeMoved) -> tuple[Account, Account]:
    currency = fact.amount.currency
    return accounts.dispute(fact.payment_id, currency), accounts.gateway(fact.gateway, currency)
