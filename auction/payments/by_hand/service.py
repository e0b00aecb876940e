"""Sends money that is owed back another way: judged when proposed, and again when approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal, noes
from auction.payments.by_hand import store, wish

Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def check_refund(tx: Session, subject: Subject, content: Content, _at: datetime) -> Refusals:
    """Say what stands against sending this money to another account now."""
    owed = store.owed(tx, str(content["transfer_id"]), subject.court_id)
    return noes(wish.judge_proposed(owed, _amount(content)))


def send_by_hand(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Let the money leave by the court's bank to the account that was named."""
    content, court_id = proposal.content, proposal.subject.court_id
    owed = store.owed(tx, str(content["transfer_id"]), court_id)
    if refusals := noes(wish.judge_proposed(owed, _amount(content))):
        return refusals
    assert owed is not None, "it was judged"
    sealed = str(content["sealed"]).encode()
    store.redirect(tx, owed, proposal_id=proposal.id, sealed=sealed, at=at)
    facts = {
        "proposal_id": proposal.id,
        "transfer_id": owed.transfer_id,
        "amount_minor": content["amount_minor"],
        "currency": content["currency"],
        "actor": by,
    }
    log.append(tx, [EntryDraft(chain_of(court_id), "refund.redirected", at, facts, court_id=court_id)])
    return ()


def _amount(content: Content) -> Money:
    return Money(int(content["amount_minor"]), str(content["currency"]))
