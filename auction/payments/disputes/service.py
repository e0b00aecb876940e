"""Records what is heard of disputes: in the ledger, in the record, and on the refunds that wait for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.ledger import store as ledger
from auction.payments import store as payments
from auction.payments.disputes import course, store
from auction.payments.disputes.course import Held, Lost
from auction.payments.fact import DisputeMoved
from auction.payments.intake import Result
from auction.payments.outbox import store as outbox


def record(tx: Session, fact: DisputeMoved, *, at: datetime) -> Result:
    """Record what is new of a dispute over one of our payments; what is known already changes nothing."""
    known = store.state_of(tx, fact.dispute_id)
    if not payments.known_payments(tx, {fact.payment_id}):
        return Result.NOT_OURS
    if not course.is_news(known, fact.state):
        return Result.NOTHING_NEW
    ledger.post(tx, course.plan(fact, known, at=at))
    store.keep(tx, fact, known=known, at=at)
    log.append(tx, course.entries_of(fact, known, at=at))
    outbox.note_refunds(tx, fact.payment_id, reason=course.refunds_wait_for(fact.state))
    return Result.MOVED


def bear_losses(tx: Session, *, limit: int, at: datetime) -> int:
    """Take what was lost from what is still held or owed for each payment, else from the operator.

    A loss waits while the money of its payment is still on its way to where it belongs.
    """
    return sum(_bear(tx, lost, at=at) for lost in store.not_borne(tx, limit=limit))


def _bear(tx: Session, lost: Lost, *, at: datetime) -> int:
    entered = ledger.transfers_by_id(tx, course.ids_of(lost.payment_id))
    deposits = [ledger.balance(tx, account.id) for account in course.deposits_of(entered)]
    is_away = outbox.refund_is_away(tx, lost.payment_id)
    if not course.is_at_rest(entered, deposits, refund_is_away=is_away):
        return 0
    places = course.places_of(lost.payment_id, entered)
    held = [Held(account, ledger.balance(tx, account.id)) for account in places]
    borne = course.plan_lost(lost, held, course.sale_of(entered), at=at)
    ledger.post(tx, borne)
    log.append(tx, [course.borne_entry_of(lost, each) for each in borne])
    for refund in outbox.refunds_of(tx, lost.payment_id):
        left = ledger.balance(tx, refund.account_id)
        rest, reason = course.rest_of(refund.amount, left), course.why_refused(left)
        outbox.refuse_refund(tx, refund.transfer_id, rest=rest, reason=reason)
    return 1
