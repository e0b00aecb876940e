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
from auction.payments import store
from auction.payments.payout import Payout, PayoutKind, format_account, format_payment
from auction.payments.received import PaymentRequest, ReceivedPayment, RequestPurpose, RequestState

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
    account = accounts.unmatched(payment_id)
    taken = _money_in(payment, credit=account, purpose=Purpose.UNMATCHED_PAID, sale=sale, at=at)
    back = Transfer(
        id=transfer.money_back_id(payment_id),
        debit=account,
        credit=accounts.payments(payment.amount.currency),
        amount=payment.amount,
        purpose=Purpose.UNMATCHED_RETURNED,
        posted_at=at,
        sale=sale,
    )
    ledger.post(tx, [taken, back])
    refund(tx, back, payment_id=payment_id, due_at=at + RETURN_WINDOW, at=at)
    store.add_return(tx, payment, reason=reason, at=at)
    store.end_wait(tx, payment_id)
    request_ids = [payment.request.id] if payment.request else []
    store.move_requests(tx, request_ids, to=RequestState.OPEN, leaving=(RequestState.RECEIVED,))
    log.append(tx, [_entry_of_return(back, reason)])
    return back


def refund(tx: Session, back: Transfer, *, payment_id: str, due_at: datetime, at: datetime) -> None:
    """Schedule a posted transfer to go back over the payment that brought the money."""
    destination = format_payment(payment_id)
    schedule_payouts(tx, [Payout.of(back, PayoutKind.REFUND, destination, due_at=due_at)], at=at)


def credit_case(tx: Session, out: Transfer, *, account_number: str, due_at: datetime, at: datetime) -> None:
    """Schedule a posted transfer to go to the bank account of its case."""
    destination = format_account(account_number)
    schedule_payouts(tx, [Payout.of(out, PayoutKind.CASE_ACCOUNT, destination, due_at=due_at)], at=at)


def schedule_payouts(tx: Session, payouts: Sequence[Payout], *, at: datetime) -> None:
    """Schedule what is to leave; a job carries it out after the commit, once per transfer."""
    store.add_payouts(tx, payouts, at=at)


def _money_in(
    payment: ReceivedPayment, *, credit: Account, purpose: Purpose, sale: Sale, at: datetime
) -> Transfer:
    return Transfer(
        id=transfer.money_in_id(payment.id),
        debit=accounts.payments(payment.amount.currency),
        credit=credit,
        amount=payment.amount,
        purpose=purpose,
        posted_at=at,
        sale=sale,
    )


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
