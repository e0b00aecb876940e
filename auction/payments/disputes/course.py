"""What news of a dispute moves in the ledger.

Pure.  From the first word of a dispute its money is away from us; won, it comes back; lost, it is
taken from what is still held or owed for that payment, and the rest is the operator's expense: no
case and no other bidder ever pays for it.  In whatever order it is told, the same is posted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from auction.audit.entry import EntryDraft
from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.accounts import Account, Kind
from auction.ledger.telling import entry_of
from auction.ledger.transfer import NO_SALE, Purpose, Sale, Transfer, dispute_id, money_in_id, taken_id
from auction.payments.fact import DisputeMoved, DisputeState
from auction.payments.words import Reason


@dataclass(frozen=True)
class Held:
    """What still lies with us of a disputed payment, on one account."""

    account: Account
    amount: Money


@dataclass(frozen=True)
class Lost:
    """A dispute that was lost, before somebody bore the loss."""

    dispute_id: str
    payment_id: str
    amount: Money


def is_news(known: DisputeState | None, told: DisputeState) -> bool:
    """Say whether a state is new to us: a dispute is opened once and ends once, however it is told."""
    return known is None or (known is DisputeState.OPEN and told is not DisputeState.OPEN)


def plan(fact: DisputeMoved, known: DisputeState | None, *, at: datetime) -> list[Transfer]:
    """Return what news of a dispute moves: the opening if it is new, and what is won back."""
    opened = [] if known is not None else [_opened(fact, at)]
    return [*opened, _won(fact, at)] if fact.state is DisputeState.WON else opened


def plan_lost(lost: Lost, held: Sequence[Held], sale: Sale, *, at: datetime) -> list[Transfer]:
    """Return who bears a lost dispute: what is still held or owed for the payment, then the operator."""
    away = accounts.dispute(lost.payment_id, lost.amount.currency)
    left, moved = lost.amount, []
    for each in held:
        taken = min(left, each.amount)
        if taken.minor > 0:
            step = dispute_id(lost.dispute_id, each.account.kind.value)
            moved.append(Transfer(step, each.account, away, taken, Purpose.DISPUTE_TAKEN_BACK, at, sale))
            left -= taken
    if left.minor > 0:
        borne = accounts.expense(lost.amount.currency)
        moved.append(
            Transfer(dispute_id(lost.dispute_id, "lost"), borne, away, left, Purpose.DISPUTE_LOST, at)
        )
    assert sum(each.amount.minor for each in moved) == lost.amount.minor, "somebody bears all of it"
    return moved


def _opened(fact: DisputeMoved, at: datetime) -> Transfer:
    away, lay = _accounts(fact)
    return Transfer(dispute_id(fact.dispute_id, "opened"), away, lay, fact.amount, Purpose.DISPUTE_OPENED, at)


def _won(fact: DisputeMoved, at: datetime) -> Transfer:
    away, lies = _accounts(fact)
    return Transfer(dispute_id(fact.dispute_id, "won"), lies, away, fact.amount, Purpose.DISPUTE_WON, at)


def _accounts(fact: DisputeMoved) -> tuple[Account, Account]:
    currency = fact.amount.currency
    return accounts.dispute(fact.payment_id, currency), accounts.gateway(fact.gateway, currency)


def ids_of(payment_id: str) -> list[str]:
    """Return the ids of the transfers that say where a payment went when it came."""
    return [money_in_id(payment_id), taken_id(payment_id)]


def places_of(payment_id: str, entered: Sequence[Transfer]) -> list[Account]:
    """Return the accounts on which something of a payment may still lie, what is owed back first."""
    credited = [each.credit for each in entered]
    owed = [replace(account, kind=Kind.PAYABLE) for account in credited if account.kind is Kind.DEPOSIT]
    owed += [accounts.payable(payment_id, account.currency) for account in credited[:1]]
    return [*owed, *(account for account in credited if account.kind in (Kind.UNMATCHED, Kind.BALANCE))]


def deposits_of(entered: Sequence[Transfer]) -> list[Account]:
    """Return the deposits that a payment was taken for."""
    return [each.credit for each in entered if each.credit.kind is Kind.DEPOSIT]


def is_at_rest(entered: Sequence[Transfer], deposits: Sequence[Money], *, refund_is_away: bool) -> bool:
    """Say whether it is settled where the money of a payment lies, so that a loss can be taken from it.

    A payment that waits to be judged, a deposit in a round that runs and a refund that its gateway
    has, or may have, are not: each moves on by itself, and then it shows who bears the loss.
    """
    return bool(entered) and not refund_is_away and not any(held.minor for held in deposits)


def rest_of(refund: Money, held: Money) -> Money | None:
    """Return what is still there of a refund once a loss is borne; None when nothing is."""
    return min(refund, held) if held.minor > 0 else None


def why_refused(held: Money) -> Reason:
    """Return why a refund does not go back by itself after a loss: nothing, or not all, is there any more.

    A payment service sends nothing back over a payment that was charged back, so the rest goes by hand.
    """
    return Reason.DISPUTE_PARTLY_LOST if held.minor > 0 else Reason.DISPUTE_LOST


def sale_of(entered: Sequence[Transfer]) -> Sale:
    """Return the sale that a payment belongs to: the last that it was taken for."""
    return max(entered, key=lambda each: each.purpose is Purpose.UNMATCHED_TAKEN).sale if entered else NO_SALE


def refunds_wait_for(state: DisputeState) -> str:
    """Return why the refunds of a payment wait when a dispute over it stands so; nothing once it is won."""
    return "" if state is DisputeState.WON else Reason.IN_DISPUTE


def entries_of(fact: DisputeMoved, known: DisputeState | None, *, at: datetime) -> list[EntryDraft]:
    """Return the entries of the record about news of a dispute: that it opened, and how it ended.

    A dispute is between a payer and the operator; which sale the payment is of, the payment says.
    """
    opened = [_entry(fact, DisputeState.OPEN, at)] if known is None else []
    ended = [_entry(fact, fact.state, at)] if fact.state is not DisputeState.OPEN else []
    return [*opened, *ended]


def _entry(fact: DisputeMoved, state: DisputeState, at: datetime) -> EntryDraft:
    facts = {
        "dispute_id": fact.dispute_id,
        "payment_id": fact.payment_id,
        "gateway": fact.gateway,
        "state": state.value,
        "amount_minor": str(fact.amount.minor),
        "currency": fact.amount.currency,
    }
    kind = "dispute.opened" if state is DisputeState.OPEN else "dispute.ended"
    return EntryDraft(chain="platform", type=kind, at=at, facts=facts)


def borne_entry_of(lost: Lost, moved: Transfer) -> EntryDraft:
    """Return the entry of the record about who bears a lost dispute, or so much of it."""
    return entry_of("dispute.borne", moved, {"dispute_id": lost.dispute_id})
