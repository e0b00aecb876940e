"""Settles rounds: deposits on their way, balances asked and taken, the case account credited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.telling import entry_of
from auction.ledger.transfer import Purpose
from auction.payments import service as payments
from auction.payments import store as payments_store
from auction.payments.received import ReceivedPayment, RequestPurpose, RequestState
from auction.people import service as people
from auction.people.vault import Vault
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.settlement import balance, plan, store
from auction.settlement.balance import Owed
from auction.settlement.plan import PaidRound, Step
from auction.settlement.statement import BalancePage, FinancePage, sums_of
from auction.settlement.store import SoldRound


def settle_closed_rounds(tx: Session, *, limit: int, at: datetime) -> int:
    """Send the deposits of closed rounds on their way; return how many.

    A deposit leaves once: it is chosen while it is PAID, and moves on in this transaction.
    """
    closed = store.closed_rounds(tx, limit=limit, at=at)
    steps = [step for each in closed for step in plan.plan_at_hammer(each, at=at)]
    _post(tx, steps, at=at)
    store.mark_deposits(tx, steps)
    log.append(tx, [_entry(step) for step in steps])
    return len(steps)


def ask_balances(tx: Session, *, references: Iterator[str], limit: int, at: datetime) -> int:
    """Ask the buyers of sold rounds for their balance, once a round; return how many."""
    unasked = store.unasked_rounds(tx, limit=limit)
    for sold, reference in zip(unasked, references, strict=False):
        payments.ask(
            tx,
            request_id=sold.round_id,
            reference=reference,
            purpose=RequestPurpose.BALANCE,
            subject_id=sold.round_id,
            account_id=sold.buyer_account_id,
            round_id=sold.round_id,
            amount=plan.balance_of(sold.hammer_price, sold.deposit),
            at=at,
        )
    return len(unasked)


def settle_balances(tx: Session, *, vault: Vault, limit: int, at: datetime, payment_id: str = "") -> int:
    """Judge the balances that came in, or one of them; return how many were taken or sent back."""
    waiting = payments_store.received_for(tx, RequestPurpose.BALANCE, limit, payment_id=payment_id)
    sold = store.sold_rounds(tx, {each.request.round_id for each in waiting if each.request})
    # The buyer's deposit goes first, so that the case account can be counted to the cent.
    ready = [(each, sold[each.request.round_id]) for each in waiting if each.request]
    ready = [(payment, each) for payment, each in ready if each.deposit_applied is not None]
    log.lock(tx, {str(each.sale.lot_id) for _, each in ready})
    for payment, each in ready:
        _settle_balance(tx, payment, each, vault=vault, at=at)
    return len(ready)


def settle_when_whole(tx: Session, *, round_id: str, at: datetime) -> bool:
    """Take what was paid to the case once nothing of the price is missing; say whether it is whole."""
    sold = store.sold_rounds(tx, {round_id})[round_id]
    if sold.rest.minor:
        return False
    assert sold.deposit_applied is not None, "the buyer's deposit went first"
    paid = PaidRound(
        sale=sold.sale,
        round_id=round_id,
        hammer_price=sold.hammer_price,
        deposit=sold.deposit_applied,
        balance=sold.paid,
        set_off=sold.set_off,
        gateway=payments_store.lies_at(tx, accounts.balance(round_id, sold.hammer_price.currency).id),
    )
    steps = plan.plan_at_balance(paid, at=at)
    _post(tx, steps, at=at)
    refusal = rounds.mark_paid(tx, round_id=round_id, at=at)
    assert refusal is None, "a sold or overdue round may be paid"
    log.append(tx, [_entry(step, hammer_price_minor=str(sold.hammer_price.minor)) for step in steps])
    return True


def mark_overdue(tx: Session, *, limit: int, at: datetime) -> int:
    """Mark sold rounds whose balance did not come by its date (R-63); return how many.

    A payment that came in time and only waits to be read or judged stops nothing but this mark.
    """
    due = [] if payments_store.inbox_waits(tx) else store.rounds_past_due(tx, limit=limit, at=at)
    paying = payments_store.waiting_subjects(tx, RequestPurpose.BALANCE, due)
    late = [round_id for round_id in due if round_id not in paying]
    for round_id in late:
        refusal = rounds.mark_overdue(tx, round_id=round_id, at=at)
        assert refusal is None, "a sold round may become overdue"
    return len(late)


def settle_paid_rounds(tx: Session, *, limit: int, at: datetime) -> int:
    """Mark paid rounds as settled once every deposit and every payout has left; return how many."""
    done = store.rounds_all_paid_out(tx, limit=limit)
    for round_id in done:
        refusal = rounds.mark_settled(tx, round_id=round_id, at=at)
        assert refusal is None, "a paid round may be settled"
    return len(done)


def balance_page(tx: Session, *, round_id: str, account_id: str) -> BalancePage | None:
    """Collect what the buyer of a round is shown; nothing for anybody else."""
    sold = store.buyer_of(tx, round_id, account_id)
    view = rounds_store.read_round(tx, round_id)
    request = payments_store.request_for(tx, RequestPurpose.BALANCE, round_id)
    if sold is None or view is None:
        return None
    returns = payments_store.returns_of(tx, request.id) if request else []
    return BalancePage(
        round_id=round_id,
        lot_id=view.lot_id,
        title=view.snapshot["title"],
        time_zone=view.snapshot["time_zone"],
        hammer_price=sold.hammer_price,
        deposit=sold.deposit,
        balance=plan.balance_of(sold.hammer_price, sold.deposit),
        set_off=sold.set_off,
        paid=sold.paid,
        due_at=sold.balance_due_at,
        state=view.board.state.value,
        reference=request.reference if request else "",
        received=request is not None and request.state is RequestState.RECEIVED,
        returned=balance.told(returns[0]) if returns else None,
    )


def finance_page(tx: Session, *, court_id: str, currency: str, limit: int) -> FinancePage:
    """Collect the money of one court."""
    return FinancePage(
        sums=sums_of(store.purpose_sums(tx, court_id, currency), store.held_by(tx, court_id, currency)),
        cases=store.case_credits(tx, court_id, limit=limit),
        balances=store.open_balances(tx, court_id, limit=limit),
        payouts=store.payout_lines(tx, court_id, limit=limit),
    )


def _settle_balance(
    tx: Session, payment: ReceivedPayment, sold: SoldRound, *, vault: Vault, at: datetime
) -> None:
    # Read anew: an earlier payment of the same batch may have been the balance, or a part of it.
    payment = payments_store.payment(tx, payment.id)
    owed = _owed(tx, store.sold_rounds(tx, {sold.round_id})[sold.round_id], vault=vault)
    reason = balance.judge(payment, owed, payer=vault.unseal(payment.sealed_payer_name))
    if reason is not None:
        payments.turn_down(tx, payment_id=payment.id, reason=reason, sale=sold.sale, at=at)
        return
    part, state = balance.part_of(payment, owed)
    taken = payments.accept_payment(
        tx,
        payment_id=payment.id,
        credit=accounts.balance(sold.round_id, payment.amount.currency),
        purpose=Purpose.BALANCE_PAID,
        sale=sold.sale,
        at=at,
        amount=part,
        to=state,
    )
    log.append(tx, [entry_of("balance.paid", taken, {"round_id": sold.round_id})])
    settle_when_whole(tx, round_id=sold.round_id, at=at)


def _owed(tx: Session, sold: SoldRound, *, vault: Vault) -> Owed:
    return Owed(
        rest=sold.rest,
        buyer=people.real_name(tx, vault, sold.buyer_account_id),
        due_at=sold.balance_due_at,
        court_id=str(sold.sale.court_id),
    )


def _post(tx: Session, steps: Sequence[Step], *, at: datetime) -> None:
    posted = ledger.post(tx, [step.transfer for step in steps])
    assert len(posted) == len(steps), "a deposit or balance leaves once"
    payments.schedule_payouts(tx, [step.payout for step in steps], at=at)


def _entry(step: Step, **more: str) -> EntryDraft:
    moved = step.transfer
    returned = moved.purpose is Purpose.DEPOSIT_RETURNED
    kind = "refund.posted" if returned else "settlement.posted"
    facts = {
        "round_id": str(moved.sale.round_id),
        "bidder_code": step.bidder_code,
        "due_at": step.payout.due_at,
        **more,
    }
    return entry_of(kind, moved, facts)
