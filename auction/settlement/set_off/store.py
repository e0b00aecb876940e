"""Reads what a buyer owes, has paid and is owed, as far as a set-off asks it."""

from __future__ import annotations

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from auction.enrolment.rights.tables import CreditorRight
from auction.enrolment.tables import Enrolment
from auction.kernel.money import Money
from auction.payments import store as payments_store
from auction.payments.received import RequestPurpose
from auction.payments.tables import PaymentRequest
from auction.people.tables import Identity
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round
from auction.settlement import store as settlement
from auction.settlement.set_off.set_off import Purchase


def purchase(tx: Session, round_id: str, *, court_id: str) -> Purchase | None:
    """Return what was bought in a round of the court, and what is paid of it; nothing without a buyer."""
    buyer = and_(Enrolment.round_id == Board.round_id, Enrolment.bidder_code == Board.buyer_code)
    claim = (
        select(CreditorRight.claim_minor)
        .join(Identity, Identity.digest == CreditorRight.identity_digest)
        .where(CreditorRight.round_id == Board.round_id, Identity.account_id == Enrolment.account_id)
        .scalar_subquery()
    )
    query = (
        select(Board.state, Round.currency, Enrolment.account_id, claim)
        .join(Round, Round.id == Board.round_id)
        .join(Enrolment, buyer)
        .where(Board.round_id == round_id, Round.court_id == court_id)
    )
    found = tx.execute(query, execution_options=settlement.FRESH).one_or_none()
    if found is None:
        return None
    state, currency, account_id, claim_minor = found
    sold = settlement.buyer_of(tx, round_id, account_id)
    assert sold is not None, "who bought is found as the buyer"
    waiting = payments_store.waiting_subjects(tx, RequestPurpose.BALANCE, [round_id])
    asked = payments_store.request_for(tx, RequestPurpose.BALANCE, round_id)
    return Purchase(
        state=State(state),
        hammer_price=sold.hammer_price,
        deposit=sold.deposit,
        paid=sold.paid,
        set_off=sold.set_off,
        claim=None if claim_minor is None else Money(claim_minor, currency),
        is_under_way=sold.deposit_applied is None or asked is None or bool(waiting),
    )


def lower_request(tx: Session, round_id: str, *, by: Money, rest: Money) -> None:
    """Ask the buyer for that much less; a balance that nobody owes any more is not asked for."""
    row = PaymentRequest
    # A payment may have come in since the set-off was judged: it is judged by what is asked from here on.
    open_yet = row.state.in_(("OPEN", "RECEIVED"))
    of_round = update(row).where(row.purpose == "BALANCE", row.subject_id == round_id, open_yet)
    lowered = of_round.where(row.amount_minor > by.minor).values(amount_minor=row.amount_minor - by.minor)
    tx.execute(lowered.execution_options(synchronize_session=False))
    if rest.minor == 0:
        tx.execute(of_round.values(state="ACCEPTED").execution_options(synchronize_session=False))
