"""Keeps requests, received payments and what became of them, and the webhook inbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy import case as choose
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.kernel.tables import table_of
from auction.ledger.tables import Transfer
from auction.ledger.transfer import Purpose, money_in_id, taken_id
from auction.payments import tables
from auction.payments.received import (
    PAPER,
    PaymentRequest,
    ReceivedPayment,
    RequestPurpose,
    RequestState,
    Returned,
)

# Rows are read anew each time: what was updated in the same transaction must show.
FRESH = {"populate_existing": True}
# The request that a payment counts for: where finance placed it, else the one that it named.
ASKED = func.coalesce(tables.PlacedPayment.request_id, tables.Payment.request_id)
# The payment of a transfer that brought it in, at once or after it was held.
PAYMENT_OF = choose(
    (Transfer.purpose == Purpose.UNMATCHED_TAKEN.value, func.substr(Transfer.id, len(taken_id("")) + 1)),
    else_=func.substr(Transfer.id, len(money_in_id("")) + 1),
)
# After so many attempts, three days of them, no clock waits for a message any more.  What it would have
# told is missing in the daily comparison with its gateway, and a person looks.
HOPEFUL_ATTEMPTS_MAX = 150
# The last returns of one request that its payer is shown.
RETURNS_SHOWN_MAX = 5


@dataclass(frozen=True)
class WaitingMessage:
    """A message of the inbox that nobody has read, as it came."""

    event_id: str
    gateway: str
    sealed_body: bytes
    received_at: datetime
    attempts: int


def add_request(tx: Session, request: PaymentRequest) -> None:
    """Keep a new request."""
    tx.execute(
        insert(tables.PaymentRequest).values(
            id=request.id,
            reference=request.reference,
            purpose=request.purpose.value,
            subject_id=request.subject_id,
            account_id=request.account_id,
            round_id=request.round_id,
            amount_minor=request.amount.minor,
            currency=request.amount.currency,
            state=request.state.value,
            asked_at=request.asked_at,
        )
    )


def request_for(tx: Session, purpose: RequestPurpose, subject_id: str) -> PaymentRequest | None:
    """Return the request for that purpose and subject (an enrolment, a round), if there is one."""
    row = tables.PaymentRequest
    query = select(row).where(row.purpose == purpose.value, row.subject_id == subject_id)
    found = tx.scalar(query, execution_options=FRESH)
    return None if found is None else _request(found)


def requests_by_reference(tx: Session, references: Collection[str]) -> dict[str, PaymentRequest]:
    """Return the requests with these references, locked against a second judge."""
    row = tables.PaymentRequest
    query = select(row).where(row.reference.in_(sorted(references))).order_by(row.id).with_for_update()
    return {found.reference: _request(found) for found in tx.scalars(query, execution_options=FRESH)}


def request_by_reference(tx: Session, reference: str) -> PaymentRequest | None:
    """Return the request with that reference, for the page that shows it."""
    query = select(tables.PaymentRequest).where(tables.PaymentRequest.reference == reference)
    found = tx.scalar(query, execution_options=FRESH)
    return None if found is None else _request(found)


def move_requests(
    tx: Session, request_ids: Iterable[str], *, to: RequestState, leaving: Collection[RequestState]
) -> None:
    """Move the requests that stand in one of the states they may leave."""
    row = tables.PaymentRequest
    states = [state.value for state in leaving]
    tx.execute(
        update(row)
        .where(row.id.in_(sorted(request_ids)), row.state.in_(states))
        .values(state=to.value)
        .execution_options(synchronize_session=False)
    )


def known_payments(tx: Session, payment_ids: Collection[str]) -> set[str]:
    """Return which of these payments are kept already."""
    return set(tx.scalars(select(tables.Payment.id).where(tables.Payment.id.in_(sorted(payment_ids)))))


def add_payment(
    tx: Session, payment: ReceivedPayment, *, result: str, sealed_origin: bytes | None = None
) -> None:
    """Keep a received payment; how it can be sent back stays sealed."""
    tx.execute(
        insert(tables.Payment).values(
            id=payment.id,
            request_id=payment.request.id if payment.request else None,
            amount_minor=payment.amount.minor,
            currency=payment.amount.currency,
            sealed_payer_name=payment.sealed_payer_name,
            result=result,
            received_at=payment.received_at,
            gateway=payment.gateway,
            court_id=payment.court_id,
            sealed_origin=sealed_origin,
        )
    )


def let_wait(tx: Session, payment: ReceivedPayment, purpose: RequestPurpose) -> None:
    """Let a payment wait for the room that asked for it."""
    tx.execute(
        insert(tables.WaitingPayment).values(
            payment_id=payment.id, purpose=purpose.value, received_at=payment.received_at
        )
    )


def end_wait(tx: Session, payment_id: str) -> None:
    """Take a judged payment off the waiting list."""
    row = tables.WaitingPayment
    tx.execute(delete(row).where(row.payment_id == payment_id).execution_options(synchronize_session=False))


def waiting_ids(tx: Session, purpose: RequestPurpose, limit: int) -> list[str]:
    """Return the ids of the payments that wait to be judged, the oldest first."""
    row = tables.WaitingPayment
    query = select(row.payment_id).where(row.purpose == purpose.value)
    return list(tx.scalars(query.order_by(row.received_at, row.payment_id).limit(limit)))


def received_for(
    tx: Session, purpose: RequestPurpose, limit: int, *, payment_id: str = ""
) -> list[ReceivedPayment]:
    """Return payments that wait to be judged, the oldest first, or one; locked until the commit."""
    waiting = tables.WaitingPayment
    query = (
        _payments()
        .join(waiting, waiting.payment_id == tables.Payment.id)
        .where(waiting.purpose == purpose.value)
        .order_by(waiting.received_at, waiting.payment_id)
        .limit(limit)
        .with_for_update(of=waiting)
    )
    query = query.where(waiting.payment_id == payment_id) if payment_id else query
    return [_payment(*row) for row in tx.execute(query, execution_options=FRESH)]


def waiting_subjects(tx: Session, purpose: RequestPurpose, subject_ids: Collection[str]) -> set[str]:
    """Return which of these subjects have money waiting to be judged."""
    waiting, request = tables.WaitingPayment, tables.PaymentRequest
    query = (
        select(request.subject_id)
        .select_from(waiting)
        .join(tables.Payment, tables.Payment.id == waiting.payment_id)
        .outerjoin(tables.PlacedPayment, tables.PlacedPayment.payment_id == tables.Payment.id)
        .join(request, request.id == ASKED)
        .where(waiting.purpose == purpose.value, request.subject_id.in_(sorted(subject_ids)))
    )
    return set(tx.scalars(query))


def payment(tx: Session, payment_id: str) -> ReceivedPayment:
    """Return one kept payment with the request that it counts for."""
    query = _payments().where(tables.Payment.id == payment_id)
    return _payment(*tx.execute(query, execution_options=FRESH).one())


def request(tx: Session, request_id: str) -> PaymentRequest | None:
    """Return one request, locked until the commit."""
    query = select(tables.PaymentRequest).where(tables.PaymentRequest.id == request_id).with_for_update()
    found = tx.scalar(query, execution_options=FRESH)
    return None if found is None else _request(found)


def lies_at(tx: Session, account_id: str) -> str:
    """Return the gateway over which the last payment came onto an account of the ledger."""
    query = (
        select(tables.Payment.gateway)
        .join(Transfer, tables.Payment.id == PAYMENT_OF)
        .where(Transfer.credit_account == account_id)
        .order_by(Transfer.posted_at.desc(), Transfer.id.desc())
        .limit(1)
    )
    return tx.scalar(query) or PAPER


def add_return(tx: Session, payment: ReceivedPayment, *, amount: Money, reason: str, at: datetime) -> None:
    """Keep why a payment, or so much of it, went back."""
    tx.execute(
        insert(tables.ReturnedPayment).values(
            payment_id=payment.id,
            request_id=payment.request.id if payment.request else None,
            reason=str(reason),
            returned_at=at,
            amount_minor=None if amount == payment.amount else amount.minor,
        )
    )


def returns_of(tx: Session, request_id: str) -> list[Returned]:
    """Return the payments of a request that went back, the latest first."""
    row = tables.ReturnedPayment
    query = (
        select(row, tables.Payment, tables.PaymentRequest)
        .join(tables.Payment, tables.Payment.id == row.payment_id)
        .join(tables.PaymentRequest, tables.PaymentRequest.id == row.request_id)
        .where(row.request_id == request_id)
        .order_by(row.returned_at.desc(), row.payment_id.desc())
        .limit(RETURNS_SHOWN_MAX)
    )
    return [
        Returned(
            payment_id=came.id,
            amount=Money(back.amount_minor or came.amount_minor, came.currency),
            needed=Money(request.amount_minor, request.currency),
            reason=back.reason,
            returned_at=back.returned_at,
        )
        for back, came, request in tx.execute(query)
    ]


def add_event(tx: Session, *, event_id: str, gateway: str, sealed_body: bytes, at: datetime) -> bool:
    """Put a message into the inbox; say whether it is new."""
    insert_or_leave = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {
        "event_id": event_id,
        "gateway": gateway,
        "sealed_body": sealed_body,
        "received_at": at,
        "processed_at": None,
        "result": "",
    }
    row = tables.WebhookEvent
    kept = tx.scalar(insert_or_leave(row).values(values).on_conflict_do_nothing().returning(row.event_id))
    return kept is not None


def add_events(tx: Session, sealed: Mapping[str, bytes], *, gateway: str, at: datetime) -> None:
    """Put many new messages into the inbox in one statement."""
    rows = [
        {
            "event_id": event_id,
            "gateway": gateway,
            "sealed_body": body,
            "received_at": at,
            "processed_at": None,
            "result": "",
        }
        for event_id, body in sealed.items()
    ]
    if rows:
        tx.execute(insert(table_of(tables.WebhookEvent)), rows)


def waiting_messages(
    tx: Session, limit: int, *, at: datetime, without: Collection[str] = ()
) -> list[WaitingMessage]:
    """Return the oldest unread messages whose next attempt is due, without those of some gateways."""
    row = tables.WebhookEvent
    query = (
        select(row.event_id, row.gateway, row.sealed_body, row.received_at, row.attempts)
        .where(row.processed_at.is_(None), or_(row.next_attempt_at.is_(None), row.next_attempt_at <= at))
        .where(row.gateway.not_in(sorted(without)))
        .order_by(row.received_at, row.event_id)
        .limit(limit)
    )
    return [WaitingMessage(*found) for found in tx.execute(query)]


def lock_unread(tx: Session, event_ids: Collection[str]) -> set[str]:
    """Return which of these messages nobody has read yet, locked until the commit."""
    row = tables.WebhookEvent
    query = (
        select(row.event_id)
        .where(row.event_id.in_(sorted(event_ids)), row.processed_at.is_(None))
        .order_by(row.event_id)
        .with_for_update()
    )
    return set(tx.scalars(query))


def postpone(tx: Session, event_id: str, *, next_attempt_at: datetime) -> None:
    """Count an attempt to read a message that failed, and note when to try again."""
    row = tables.WebhookEvent
    tx.execute(
        update(row)
        .where(row.event_id == event_id, row.processed_at.is_(None))
        .values(attempts=row.attempts + 1, next_attempt_at=next_attempt_at)
        .execution_options(synchronize_session=False)
    )


def inbox_waits(tx: Session) -> bool:
    """Say whether any message is still unread that somebody may still be able to read."""
    row = tables.WebhookEvent
    unread = select(row.event_id).where(row.processed_at.is_(None), row.attempts < HOPEFUL_ATTEMPTS_MAX)
    return tx.scalar(unread.limit(1)) is not None


def mark_read(tx: Session, event_id: str, *, result: str, at: datetime) -> None:
    """Record what reading a message came to."""
    row = tables.WebhookEvent
    tx.execute(
        update(row)
        .where(row.event_id == event_id)
        .values(processed_at=at, result=result)
        .execution_options(synchronize_session=False)
    )


def _request(row: tables.PaymentRequest) -> PaymentRequest:
    return PaymentRequest(
        id=row.id,
        reference=row.reference,
        purpose=RequestPurpose(row.purpose),
        subject_id=row.subject_id,
        account_id=row.account_id,
        round_id=row.round_id,
        amount=Money(row.amount_minor, row.currency),
        state=RequestState(row.state),
        asked_at=row.asked_at,
    )


def _payments() -> Select[tables.Payment, tables.PaymentRequest, str]:
    placed = tables.PlacedPayment
    return (
        select(tables.Payment, tables.PaymentRequest, placed.payment_id)
        .outerjoin(placed, placed.payment_id == tables.Payment.id)
        .outerjoin(tables.PaymentRequest, tables.PaymentRequest.id == ASKED)
    )


def _payment(
    row: tables.Payment, request: tables.PaymentRequest | None, placed_id: str | None
) -> ReceivedPayment:
    return ReceivedPayment(
        id=row.id,
        amount=Money(row.amount_minor, row.currency),
        sealed_payer_name=row.sealed_payer_name,
        received_at=row.received_at,
        request=None if request is None else _request(request),
        gateway=row.gateway,
        court_id=row.court_id,
        is_placed=placed_id is not None,
    )
