"""Schedules payouts, claims each before it is tried, and records what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.kernel.refusal import Refusal
from auction.ledger import store as ledger
from auction.ledger.transfer import Transfer
from auction.payments.fact import Moved
from auction.payments.intake import Result
from auction.payments.outbox import course, leaving, store
from auction.payments.outbox.course import Change
from auction.payments.payout import HELD_AFTER, Payout, PayoutState, retry_after, transfer_of
from auction.people.vault import Vault


def schedule(tx: Session, payouts: Sequence[Payout], *, at: datetime) -> None:
    """Schedule what is to leave; a job carries it out after the commit, once per transfer."""
    store.add(tx, payouts, at=at)


def due(
    tx: Session, *, vault: Vault, at: datetime, limit: int, without: Collection[str] = ()
) -> list[Payout]:
    """Return what is to be tried now; how a payment can be sent back is opened for its gateway alone."""
    return [
        payout if sealed is None else replace(payout, origin=vault.unseal(sealed))
        for payout, sealed in store.due(tx, at=at, limit=limit, without=without)
    ]


def claim(tx: Session, payout: Payout, *, gateway: str, at: datetime) -> bool:
    """Claim a payout for one attempt by a gateway; no when somebody else claimed it first.

    From here on it is not known what became of it, until somebody says so.
    """
    return store.claim(
        tx,
        payout,
        gateway=gateway,
        state=course.while_tried(payout.state),
        next_attempt_at=at + retry_after(payout.attempts + 1),
        at=at,
    )


def hold(tx: Session, payout: Payout, *, refusal: Refusal, at: datetime) -> None:
    """Let a payout wait that no gateway takes, with the reason that its court is shown."""
    store.hold(tx, payout.transfer_id, reason=str(refusal.reason), next_attempt_at=at + HELD_AFTER)


def record(
    tx: Session, *, gateway: str, moved: Moved, at: datetime, asked_at: datetime | None = None
) -> Result:
    """Record what became of a payout: in the same transaction the ledger and the record learn it, once.

    ``asked_at`` is when its gateway was asked, so that nothing old is put over what is newer.
    """
    payout = store.lock(tx, transfer_of(moved.key))
    # What is told of an earlier time is over: the daily comparison shows it, if it moved anything.
    if payout is None or (payout.gateway, payout.key) != (gateway, moved.key):
        return Result.NOT_OURS
    if payout.amount != moved.amount:
        return Result.OTHER_AMOUNT
    changed = course.change(payout.state, moved.state)
    if changed is None or course.is_older(payout, moved.state, asked_at):
        return Result.NOTHING_NEW
    _record(tx, payout, changed, moved=moved, at=at)
    return Result.MOVED


def _record(tx: Session, payout: Payout, changed: Change, *, moved: Moved, at: datetime) -> None:
    (owed,) = ledger.transfers_by_id(tx, [payout.transfer_id])
    earlier = ledger.transfers_by_id(tx, leaving.ids_of(payout.transfer_id))
    left_at = min(moved.at or at, at)
    ledger.post(tx, _transfers(owed, payout, changed, earlier=earlier, at=at))
    store.move(
        tx,
        payout.transfer_id,
        state=changed.state,
        receipt=moved.receipt if changed.has_left else "",
        reason=moved.reason,
        sent_at=left_at if changed.has_left else None,
        refused_at=at if changed.state is PayoutState.REFUSED else None,
    )
    log.append(tx, leaving.entries_of(owed, payout, changed, moved=moved, at=at))


def _transfers(
    owed: Transfer, payout: Payout, changed: Change, *, earlier: Sequence[Transfer], at: datetime
) -> list[Transfer]:
    if changed.has_left:
        return [leaving.left(owed, payout, earlier=earlier, at=at)]
    return leaving.came_back(earlier, at=at) if changed.came_back else []
