"""Asks for money, takes in what arrives, accepts it or sends it back, and plans what leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel.money import Money
from auction.ledger import accounts, transfer
from auction.ledger import store as ledger
from auction.ledger.accounts import Account
from auction.ledger.transfer import NO_SALE, Purpose, Sale, Transfer
from auction.payments import intake, store
from auction.payments.fact import Moved
from auction.payments.intake import Result
from auction.payments.paper_gateway import NAME as PAPER
from auction.payments.payout import Payout, refund_of, retry_after
from auction.payments.received import PaymentRequest, ReceivedPayment, RequestPurpose, RequestState
from auction.payments.webhook import Message
from auction.payments.words import Reason
from auction.people.vault import Vault

# What cannot be placed goes back as fast as a loser's deposit must.
RETURN_WINDOW = timedelta(hours=24)


def ask(
    tx: Session,
    *,
    request_id: str,
    reference: str,
    purpose: RequestPurpose,
    subject_id: str,
    account_id: str,
    round_id: str,
    amount: Money,
    at: datetime,
) -> PaymentRequest:
    """Ask for a payment; asked again for the same purpose and subject, the first request stands."""
    earlier = store.request_for(tx, purpose, subject_id)
    if earlier is not None:
        assert (earlier.amount, earlier.account_id) == (amount, account_id), "a request never changes"
        return earlier
    request = PaymentRequest(
        id=request_id,
        reference=reference,
        purpose=purpose,
        subject_id=subject_id,
        account_id=account_id,
        round_id=round_id,
        amount=amount,
        state=RequestState.OPEN,
        asked_at=at,
    )
    store.add_request(tx, request)
    return request


def keep_message(
    tx: Session, *, vault: Vault, gateway: str, event_id: str, body: bytes, at: datetime
) -> bool:
    """Put a checked message into the inbox, sealed; say whether it is new."""
    key = f"{gateway}:{event_id}"
    return store.add_event(tx, event_id=key, gateway=gateway, sealed_body=vault.seal(body), at=at)


def take_in(tx: Session, *, vault: Vault, limit: int, at: datetime, event_id: str = "") -> int:
    """Read waiting messages in their order of arrival, or one of them; return how many.

    A payment is kept once, however many messages tell of it; one under an unknown reference
    goes back at once.
    """
    waiting = store.waiting_events(tx, limit, event_id=event_id)
    for key, sealed_body, received_at in waiting:
        message = intake.read(vault.unseal(sealed_body))
        result = _take_in_one(tx, message, vault=vault, received_at=received_at, at=at)
        store.mark_read(tx, key, result=result.value, at=at)
    return len(waiting)


def postpone(tx: Session, payout: Payout, *, at: datetime) -> None:
    """Keep a payout pending after a failed attempt, and say when to try again."""
    next_attempt_at = at + retry_after(payout.attempts + 1)
    store.mark_failed(tx, payout.transfer_id, next_attempt_at=next_attempt_at)


def record_receipt(tx: Session, payout: Payout, *, moved: Moved, at: datetime) -> None:
    """Record that a payout left, with the gateway's receipt."""
    assert (moved.key, moved.amount) == (payout.transfer_id, payout.amount), "another receipt"
    (owed,) = ledger.transfers_by_id(tx, [payout.transfer_id])
    ledger.post(tx, [transfer.sent_of(owed, through=_clearing(payout.amount.currency), at=at)])
    store.mark_sent(tx, payout.transfer_id, receipt=moved.receipt, at=at)


def accept_payment(
    tx: Session, *, payment_id: str, credit: Account, purpose: Purpose, sale: Sale, at: datetime
) -> Transfer:
    """Take a judged payment for what it was asked for: it enters the ledger, once."""
    payment = store.payment(tx, payment_id)
    assert payment.request is not None, "only what was asked for can be accepted"
    taken = _money_in(payment, credit=credit, purpose=purpose, sale=sale, at=at)
    ledger.post(tx, [taken])
    store.end_wait(tx, payment_id)
    store.move_requests(
        tx,
        [payment.request.id],
        to=RequestState.ACCEPTED,
        leaving=(RequestState.OPEN, RequestState.RECEIVED),
    )
    return taken


def return_unmatched(
    tx: Session, *, payment_id: str, reason: str, at: datetime, sale: Sale = NO_SALE
) -> Transfer:
    """Send a payment that cannot be taken back to where it came from, with its reason.

    It enters and leaves the ledger over an account of its own, and its request, if it named
    one, may be paid again.
    """
    payment = store.payment(tx, payment_id)
    currency = payment.amount.currency
    account = accounts.unmatched(payment_id, currency)
    taken = _money_in(payment, credit=account, purpose=Purpose.UNMATCHED_PAID, sale=sale, at=at)
    back = Transfer(
        id=transfer.money_back_id(payment_id),
        debit=account,
        credit=accounts.payable(payment_id, currency),
        amount=payment.amount,
        purpose=Purpose.UNMATCHED_RETURNED,
        posted_at=at,
        sale=sale,
    )
    ledger.post(tx, [taken, back])
    schedule_payouts(tx, [refund_of(back, payment_id, due_at=at + RETURN_WINDOW)], at=at)
    store.add_return(tx, payment, reason=reason, at=at)
    store.end_wait(tx, payment_id)
    request_ids = [payment.request.id] if payment.request else []
    store.move_requests(tx, request_ids, to=RequestState.OPEN, leaving=(RequestState.RECEIVED,))
    log.append(tx, [_entry_of_return(back, reason)])
    return back


def schedule_payouts(tx: Session, payouts: Sequence[Payout], *, at: datetime) -> None:
    """Schedule what is to leave; a job carries it out after the commit, once per transfer."""
    store.add_payouts(tx, payouts, at=at)


def _take_in_one(
    tx: Session, message: Message | Result, *, vault: Vault, received_at: datetime, at: datetime
) -> Result:
    if isinstance(message, Result):
        return message
    requests = store.requests_by_reference(tx, {message.reference})
    known = store.known_payments(tx, {message.payment_id})
    result = intake.place(message, known=known, requests=requests)
    request = requests.get(message.reference)
    received = ReceivedPayment(
        id=message.payment_id,
        amount=message.amount,
        sealed_payer_name=vault.seal(message.payer_name),
        received_at=received_at,
        request=request,
    )
    if result is Result.RECEIVED:
        assert request is not None, "what was received was asked for"
        store.add_payment(tx, received, result=result.value)
        store.let_wait(tx, received, request.purpose)
        store.move_requests(tx, [request.id], to=RequestState.RECEIVED, leaving=(RequestState.OPEN,))
    elif result is Result.UNKNOWN_REFERENCE:
        store.add_payment(tx, received, result=result.value)
        return_unmatched(tx, payment_id=received.id, reason=Reason.REFERENCE_UNKNOWN, at=at)
    return result


def _money_in(
    payment: ReceivedPayment, *, credit: Account, purpose: Purpose, sale: Sale, at: datetime
) -> Transfer:
    return Transfer(
        id=transfer.money_in_id(payment.id),
        debit=_clearing(payment.amount.currency),
        credit=credit,
        amount=payment.amount,
        purpose=purpose,
        posted_at=at,
        sale=sale,
    )


def _clearing(currency: str) -> Account:
    return accounts.gateway(PAPER, currency)


def _entry_of_return(back: Transfer, reason: str) -> EntryDraft:
    return EntryDraft(
        chain=back.sale.lot_id or "platform",
        type="refund.posted",
        at=back.posted_at,
        facts={
            "transfer_id": back.id,
            "purpose": back.purpose.value,
            "reason": str(reason),
            "amount_minor": str(back.amount.minor),
            "currency": back.amount.currency,
        },
        court_id=back.sale.court_id,
        case_id=back.sale.case_id,
        lot_id=back.sale.lot_id,
        round_id=back.sale.round_id,
    )
