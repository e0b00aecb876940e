"""Counts what of a court's money waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auction.ledger.tables import Transfer
from auction.payments.bank import store as bank
from auction.payments.outbox.store import is_lost
from auction.payments.payout import PayoutState
from auction.payments.received import BANK
from auction.payments.reconciliation.tables import MoneyDifference
from auction.payments.tables import HeldPayment, Payout
from auction.settlement.overview.waiting import PayoutCount, Waiting, waiting_of

# Named one by one, so that a database looks from the states and not through all that ever left.
_WAITS = tuple(state.value for state in PayoutState if state is not PayoutState.SENT)


def waiting(tx: Session, court_id: str, *, at: datetime) -> Sequence[Waiting]:
    """Return what waits in a court, the most urgent first."""
    held = select(func.count()).where(HeldPayment.court_id == court_id)
    # What is explained is nobody's any more, even before it is mended.
    differences = select(func.count()).where(
        MoneyDifference.court_id == court_id,
        MoneyDifference.mended_at.is_(None),
        MoneyDifference.explained_at.is_(None),
    )
    return waiting_of(
        payouts(tx, court_id, at=at),
        to_place=tx.scalar(held) or 0,
        differences=tx.scalar(differences) or 0,
        to_order=sum(count for count, _ in bank.waiting_sum(tx, court_id).values()),
        to_hand_in=bank.filed_count(tx, court_id),
    )


def payouts(tx: Session, court_id: str, *, at: datetime) -> list[PayoutCount]:
    """Return how many payouts of a court have not left, by state, lateness, and what or who keeps them."""
    late, kept, by_bank = Payout.due_at <= at, Payout.reason != "", Payout.gateway == BANK
    each = (
        select(Payout.state, late.label("late"), kept.label("kept"), by_bank.label("by_bank"))
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .where(Payout.state.in_(_WAITS), Transfer.court_id == court_id, ~is_lost())
        .subquery()
    )
    groups = (each.c.state, each.c.late, each.c.kept, each.c.by_bank)
    return [
        PayoutCount(PayoutState(row[0]), bool(row[1]), bool(row[2]), bool(row[3]), int(row[4]))
        for row in tx.execute(select(*groups, func.count()).group_by(*groups))
    ]
