"""Admits a set-off: judged when it is proposed, and again when it is done (R-32, R-62)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal, noes
from auction.ledger import store as ledger
from auction.ledger.telling import entry_of
from auction.ledger.transfer import Sale
from auction.rounds import store as rounds_store
from auction.settlement import service as settlement
from auction.settlement.set_off import set_off, store

Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def check_set_off(tx: Session, subject: Subject, content: Content, _at: datetime) -> Refusals:
    """Say what stands against setting so much off right now."""
    amount = Money(int(content["amount_minor"]), content["currency"])
    return noes(set_off.judge(store.purchase(tx, subject.round_id, court_id=subject.court_id), amount))


def admit_set_off(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Credit the case with what the creditor need not pay; a price that is whole with it is paid."""
    content, subject = proposal.content, proposal.subject
    rounds_store.lock_board(tx, subject.round_id)
    if refusals := check_set_off(tx, subject, content, at):
        return refusals
    sale = Sale(subject.court_id, subject.case_id, subject.lot_id, subject.round_id)
    amount = Money(int(content["amount_minor"]), content["currency"])
    moved = set_off.transfer_of(amount, sale, at=at)
    ledger.post(tx, [moved])
    more = {"round_id": str(sale.round_id), "proposal_id": proposal.id, "actor": by}
    log.append(tx, [entry_of("settlement.posted", moved, more)])
    after = store.purchase(tx, subject.round_id, court_id=subject.court_id)
    assert after is not None, "the purchase was judged"
    store.lower_request(tx, subject.round_id, by=amount, rest=after.rest)
    settlement.settle_when_whole(tx, round_id=subject.round_id, at=at)
    return ()
