"""Sends again what was refused on its way to a case: judged when proposed, and again when approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.refusal import Refusal, noes
from auction.payments.again import store, wish
from auction.payments.again.wish import Refused, Way

Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def check_again(tx: Session, subject: Subject, content: Content, _at: datetime) -> Refusals:
    """Say what stands against letting this go out again now."""
    return _judge(store.refused(tx, str(content["transfer_id"]), subject.court_id), content)


def send_again(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Let a refused payout leave once more, the way that was chosen."""
    content, court_id = proposal.content, proposal.subject.court_id
    refused = store.refused(tx, str(content["transfer_id"]), court_id)
    if refusals := _judge(refused, content):
        return refusals
    assert refused is not None, "it was judged"
    gateway = refused.gateway_of(Way(content["way"]))
    store.send_again(tx, refused, gateway=gateway, proposal_id=proposal.id, at=at)
    facts = {
        "proposal_id": proposal.id,
        "transfer_id": refused.transfer_id,
        "amount_minor": str(refused.amount.minor),
        "currency": refused.amount.currency,
        "gateway": gateway,
        "times": refused.times + 1,
        "actor": by,
    }
    log.append(tx, [EntryDraft(chain_of(court_id), "payout.sent_again", at, facts, court_id=court_id)])
    return ()


def _judge(refused: Refused | None, content: Content) -> Refusals:
    way, end, times = Way(content["way"]), str(content["end"]), int(content["times"])
    return noes(wish.judge_proposed(refused, way=way, end=end, times=times))
