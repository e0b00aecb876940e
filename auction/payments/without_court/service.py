"""Sends money of no court again, or notes that the operator's bank paid it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal, noes
from auction.ledger import store as ledger
from auction.payments.again import store as again
from auction.payments.fact import Moved, MovedState
from auction.payments.intake import Result
from auction.payments.outbox import service as outbox
from auction.payments.without_court import store, wish
from auction.payments.without_court.wish import Stuck, Way

Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def check(tx: Session, _subject: Subject, content: Content, _at: datetime) -> Refusals:
    """Say what stands against doing this now."""
    return _judge(store.stuck(tx, str(content["transfer_id"])), content)


def carry_out(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Let the money go out once more, or note the payment that was made of it."""
    content = proposal.content
    stuck = store.stuck(tx, str(content["transfer_id"]))
    if refusals := _judge(stuck, content):
        return refusals
    assert stuck is not None, "it was judged"
    way = Way(content["way"])
    again.open_again(
        tx,
        stuck.transfer_id,
        number=stuck.times + 1,
        gateway=stuck.gateway_of(way),
        proposal_id=proposal.id,
        at=at,
    )
    log.append(tx, [_entry(stuck, proposal, by=by, at=at)])
    _AFTER[way](tx, stuck, proposal, at)
    return ()


def _note_payment(tx: Session, stuck: Stuck, proposal: Proposal, at: datetime) -> None:
    """Note that it has left, with the number of the bank, in the transaction that decides it."""
    ledger.post(tx, [wish.paid_in(stuck, proposal_id=proposal.id, at=at)])
    receipt = str(proposal.content["receipt"])
    moved = Moved(stuck.transfer_id, MovedState.SENT, stuck.amount, receipt=receipt, at=at)
    result = outbox.record(tx, gateway=stuck.gateway_of(Way.PAID), moved=moved, at=at)
    assert result is Result.MOVED, "what two operators saw leave has left"


def _leave(_tx: Session, _stuck: Stuck, _proposal: Proposal, _at: datetime) -> None:
    """Leave it to the clock, which carries out what is due."""


def _judge(stuck: Stuck | None, content: Content) -> Refusals:
    amount = Money(int(content["amount_minor"]), str(content["currency"]))
    return noes(wish.judge_proposed(stuck, amount=amount, times=int(content["times"])))


def _entry(stuck: Stuck, proposal: Proposal, *, by: str, at: datetime) -> EntryDraft:
    facts = {
        "proposal_id": proposal.id,
        "transfer_id": stuck.transfer_id,
        "amount_minor": str(stuck.amount.minor),
        "currency": stuck.amount.currency,
        "gateway": stuck.gateway_of(Way(proposal.content["way"])),
        "times": stuck.times + 1,
        "actor": by,
    }
    return EntryDraft(chain_of(None), "payout.sent_again", at, facts)


_AFTER: Mapping[Way, Callable[[Session, Stuck, Proposal, datetime], None]] = {
    Way.SAME: _leave,
    Way.PAID: _note_payment,
}
