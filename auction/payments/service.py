"""Asks for money, takes in what gateways tell, and accepts what came, holds it or sends it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.accounts import Account
from auction.ledger.telling import entry_of
from auction.ledger.transfer import NO_SALE, Purpose, Sale, Transfer, money_in_id
from auction.payments import clearing, entering, intake, store
from auction.payments.disputes import service as disputes
from auction.payments.entering import Accepted
from auction.payments.fact import (
    DisputeMoved,
    Fact,
    FeeCharged,
    Nothing,
    PaidToBank,
    PaymentArrived,
    PayoutMoved,
)
from auction.payments.held import store as held
from auction.payments.intake import Result, Turn
from auction.payments.outbox import service as outbox
from auction.payments.payout import Payout, refund_of
from auction.payments.received import PaymentRequest, ReceivedPayment, RequestPurpose, RequestState
from auction.payments.words import Reason
from auction.people.vault import Vault

# What cannot be placed goes back as fast as a loser's deposit must.
RETURN_WINDOW = timedelta(hours=24)
# Finance may place it so long; four hours are left for the way back.
HELD_WINDOW = timedelta(hours=20)


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


def keep_messages(
    tx: Session, *, vault: Vault, gateway: str, bodies: Mapping[str, bytes], at: datetime
) -> None:
    """Put many new messages into the inbox, by their event ids."""
    sealed = {f"{gateway}:{event_id}": vault.seal(body) for event_id, body in bodies.items()}
    store.add_events(tx, sealed, gateway=gateway, at=at)


def apply(
    tx: Session,
    *,
    vault: Vault,
    facts: Sequence[Fact],
    received_at: datetime,
    at: datetime,
    asked_at: datetime | None = None,
) -> list[str]:
    """Take in what a gateway tells, in its order; return what each fact came to.

    A payment is kept once, a payout moves once, a fee is charged once, however often they are told.
    """
    heard = _Heard(vault, received_at, at, asked_at or at)
    return [str(_APPLY[type(fact)](tx, fact, heard)) for fact in facts]


def apply_message(
    tx: Session,
    *,
    vault: Vault,
    event_id: str,
    facts: Sequence[Fact],
    received_at: datetime,
    at: datetime,
    asked_at: datetime | None = None,
) -> int:
    """Take in the facts behind one message of the inbox, unless somebody else did; return how many."""
    unread = store.lock_unread(tx, {event_id})
    for key in unread:
        results = apply(tx, vault=vault, facts=facts, received_at=received_at, at=at, asked_at=asked_at)
        store.mark_read(tx, key, result=intake.summary(results), at=at)
    return len(unread)


def accept_payment(
    tx: Session,
    *,
    payment_id: str,
    credit: Account,
    purpose: Purpose,
    sale: Sale,
    at: datetime,
    amount: Money | None = None,
    to: RequestState = RequestState.ACCEPTED,
) -> Transfer:
    """Take a judged payment, or so much of it, for what it was asked for: it enters the ledger, once.

    The rest of what is too much goes back; ``to`` is OPEN for a part that leaves something to be paid.
    """
    payment = store.payment(tx, payment_id)
    assert payment.request is not None, "only what was asked for can be accepted"
    accepted = Accepted(payment, amount or payment.amount, credit, purpose, sale)
    entered = entering.take(accepted, is_held=_held(tx, payment).minor > 0, at=at)
    ledger.post(tx, entered.transfers)
    for back in entered.backs:
        _send_back(tx, payment, back, reason=Reason.TOO_MUCH, at=at)
    store.end_wait(tx, payment_id)
    leaving = (RequestState.OPEN, RequestState.RECEIVED)
    store.move_requests(tx, [payment.request.id], to=to, leaving=leaving)
    return entered.taken


def turn_down(tx: Session, *, payment_id: str, reason: str, at: datetime, sale: Sale = NO_SALE) -> Turn:
    """Turn down a payment that cannot be taken: it goes back, or waits at a bank for finance to look."""
    payment = store.payment(tx, payment_id)
    turn = intake.turn(payment.gateway, reason, is_placed=payment.is_placed)
    _TURNS[turn](tx, payment, str(reason), sale=sale, at=at)
    return turn


def return_unmatched(
    tx: Session, *, payment_id: str, reason: str, at: datetime, sale: Sale = NO_SALE
) -> None:
    """Send a payment that cannot be taken back to where it came from, with its reason.

    It enters and leaves the ledger over an account of its own, and its request, if it named
    one, may be paid again.
    """
    _return(tx, store.payment(tx, payment_id), str(reason), sale=sale, at=at)


def schedule_payouts(tx: Session, payouts: Sequence[Payout], *, at: datetime) -> None:
    """Schedule what is to leave; a job carries it out after the commit, once per transfer."""
    outbox.schedule(tx, payouts, at=at)


@dataclass(frozen=True)
class _Heard:
    vault: Vault
    received_at: datetime
    at: datetime
    asked_at: datetime


def _payment_arrived(tx: Session, fact: PaymentArrived, heard: _Heard) -> Result:
    requests = store.requests_by_reference(tx, {fact.reference})
    known = store.known_payments(tx, {fact.payment_id})
    result = intake.place(fact, known=known, requests=requests)
    _KEEP[result](tx, fact, requests.get(fact.reference), heard)
    for fee in intake.fees_of(fact):
        _fee_charged(tx, fee, heard)
    return result


def _keep_asked(tx: Session, fact: PaymentArrived, request: PaymentRequest | None, heard: _Heard) -> None:
    assert request is not None, "what was received was asked for"
    received = _keep(tx, fact, request, heard)
    store.let_wait(tx, received, request.purpose)
    store.move_requests(tx, [request.id], to=RequestState.RECEIVED, leaving=(RequestState.OPEN,))


def _keep_unasked(tx: Session, fact: PaymentArrived, request: PaymentRequest | None, heard: _Heard) -> None:
    received = _keep(tx, fact, request, heard)
    turn_down(tx, payment_id=received.id, reason=Reason.REFERENCE_UNKNOWN, at=heard.at)


def _keep_nothing(
    _tx: Session, _fact: PaymentArrived, _request: PaymentRequest | None, _heard: _Heard
) -> None:
    """Leave what is known already as it is."""


def _keep(
    tx: Session, fact: PaymentArrived, request: PaymentRequest | None, heard: _Heard
) -> ReceivedPayment:
    received = ReceivedPayment(
        id=fact.payment_id,
        amount=fact.amount,
        sealed_payer_name=heard.vault.seal(fact.payer_name),
        received_at=min(fact.received_at or heard.received_at, heard.at),
        request=request,
        gateway=fact.gateway,
        court_id=fact.court_id,
    )
    origin = heard.vault.seal(fact.origin) if fact.origin else None
    result = Result.RECEIVED if request else Result.UNKNOWN_REFERENCE
    store.add_payment(tx, received, result=result.value, sealed_origin=origin)
    return received


def _payout_moved(tx: Session, fact: PayoutMoved, heard: _Heard) -> Result:
    return outbox.record(tx, gateway=fact.gateway, moved=fact.moved, at=heard.at, asked_at=heard.asked_at)


def _dispute_moved(tx: Session, fact: DisputeMoved, heard: _Heard) -> Result:
    result = disputes.record(tx, fact, at=heard.at)
    for fee in intake.fees_of(fact):
        _fee_charged(tx, fee, heard)
    return result


def _paid_to_bank(tx: Session, fact: PaidToBank, heard: _Heard) -> Result:
    posted = {each.id for each in ledger.transfers_by_id(tx, clearing.ids_to_bank(fact))}
    moved = ledger.post(tx, clearing.to_bank(fact, posted, at=heard.at))
    return Result.MOVED if moved else Result.NOTHING_NEW


def _fee_charged(tx: Session, fact: FeeCharged, heard: _Heard) -> Result:
    fee = clearing.fee_of(fact, at=heard.at)
    # Told otherwise later it stands: the daily comparison shows the difference, and no news waits for it.
    charged = [] if ledger.transfers_by_id(tx, [fee.id]) else ledger.post(tx, [fee])
    return Result.CHARGED if charged else Result.NOTHING_NEW


def _nothing(_tx: Session, fact: Nothing, _heard: _Heard) -> str:
    return fact.reason


def _held(tx: Session, payment: ReceivedPayment) -> Money:
    account = accounts.unmatched(payment.id, payment.amount.currency)
    return ledger.balance(tx, account.id)


def _hold(tx: Session, payment: ReceivedPayment, reason: str, *, sale: Sale, at: datetime) -> None:
    held_now = entering.hold(payment, sale=sale, at=at)
    ledger.post(tx, [held_now])
    until_at = at + HELD_WINDOW
    held.add(tx, payment_id=payment.id, court_id=payment.court_id, reason=reason, until_at=until_at, at=at)
    _end(tx, payment)
    log.append(tx, [_entry("payment.held", payment, held_now, reason=reason)])


def _return(tx: Session, payment: ReceivedPayment, reason: str, *, sale: Sale, at: datetime) -> None:
    # What was held goes back in the sale in which it came, so that no sale has one without the other.
    came = ledger.transfers_by_id(tx, [money_in_id(payment.id)])
    sale = came[0].sale if came else sale
    transfers = entering.turn_back(payment, _held(tx, payment), sale=sale, at=at)
    ledger.post(tx, transfers)
    _send_back(tx, payment, transfers[-1], reason=reason, at=at)
    held.end(tx, payment.id)
    _end(tx, payment)


def _send_back(tx: Session, payment: ReceivedPayment, back: Transfer, *, reason: str, at: datetime) -> None:
    payout = refund_of(back, payment.id, due_at=at + RETURN_WINDOW, gateway=payment.gateway)
    schedule_payouts(tx, [payout], at=at)
    store.add_return(tx, payment, amount=back.amount, reason=reason, at=at)
    log.append(tx, [_entry("refund.posted", payment, back, reason=reason)])


def _end(tx: Session, payment: ReceivedPayment) -> None:
    store.end_wait(tx, payment.id)
    request_ids = [payment.request.id] if payment.request else []
    store.move_requests(tx, request_ids, to=RequestState.OPEN, leaving=(RequestState.RECEIVED,))


def _entry(kind: str, payment: ReceivedPayment, moved: Transfer, *, reason: str) -> EntryDraft:
    more = {"gateway": payment.gateway, "reason": str(reason)}
    return entry_of(kind, moved, more, court_id=payment.court_id)


_APPLY: Mapping[type, Callable[[Session, Any, _Heard], str]] = {
    PaymentArrived: _payment_arrived,
    PayoutMoved: _payout_moved,
    DisputeMoved: _dispute_moved,
    PaidToBank: _paid_to_bank,
    FeeCharged: _fee_charged,
    Nothing: _nothing,
}
_KEEP: Mapping[Result, Callable[[Session, PaymentArrived, PaymentRequest | None, _Heard], None]] = {
    Result.RECEIVED: _keep_asked,
    Result.UNKNOWN_REFERENCE: _keep_unasked,
    Result.REPEATED: _keep_nothing,
}
_TURNS: Mapping[Turn, Callable[..., None]] = {Turn.BACK: _return, Turn.HELD: _hold}
