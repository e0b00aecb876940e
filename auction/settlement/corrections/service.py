"""Corrects a transfer: judged when it is proposed, and again when another person approves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel.refusal import Refusal, noes
from auction.ledger import store as ledger
from auction.ledger.telling import entry_of
from auction.ledger.transfer import Purpose, Transfer, correction_of, sent_id
from auction.payments.bank import store as banks
from auction.payments.fact import Moved, MovedState
from auction.payments.outbox import service as outbox
from auction.payments.outbox import store as payouts
from auction.payments.reconciliation.line import stem_of
from auction.settlement.corrections import store, wrong

# What finance reads as the reason why a payout did not leave.
CORRECTED = "corrected_by_two_people"
Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def check_correction(tx: Session, subject: Subject, content: Content, _at: datetime) -> Refusals:
    """Say what stands against taking this transfer back right now."""
    standing = store.standing(tx, str(content["transfer_id"]), subject.court_id)
    return (*noes(wrong.judge_because(str(content["because"]))), *noes(wrong.judge(standing)))


def correct(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Post the exact reverse of what was proposed, and record it."""
    content, subject = proposal.content, proposal.subject
    if refusals := check_correction(tx, subject, content, at):
        return refusals
    found = store.transfer(tx, str(content["transfer_id"]), subject.court_id)
    assert found is not None, "it was judged"
    fixed = correction_of(found, at=at)
    _POST.get(found.purpose, _post)(tx, fixed, found)
    log.append(tx, [_entry(fixed, proposal, by=by)])
    return ()


def _post(tx: Session, fixed: Transfer, _wrong: Transfer) -> None:
    posted = ledger.post(tx, [fixed])
    assert len(posted) == 1, "a transfer is taken back once"


def _post_of_payout(tx: Session, fixed: Transfer, wrong: Transfer) -> None:
    """Take a payout back as if its gateway had told so: it is owed again, and finance sees it refused."""
    owed_id = stem_of(wrong.id).removeprefix(sent_id(""))
    payout = payouts.lock(tx, owed_id)
    assert payout is not None, "what was sent was a payout"
    moved = Moved(payout.key, MovedState.REFUSED, wrong.amount, reason=CORRECTED)
    outbox.record(tx, gateway=payout.gateway, moved=moved, at=fixed.posted_at)
    # A bank's order would say for ever that it was carried out, and nothing would leave a second time.
    banks.take_order_back(tx, owed_id, reason=CORRECTED, at=fixed.posted_at)
    assert ledger.transfers_by_id(tx, [fixed.id]) == [fixed], "its last leaving is taken back"


_POST = {Purpose.REFUND_SENT: _post_of_payout, Purpose.CASE_CREDIT_SENT: _post_of_payout}


def _entry(fixed: Transfer, proposal: Proposal, *, by: str) -> EntryDraft:
    facts = {"proposal_id": proposal.id, "reverses": str(fixed.reverses), "actor": by}
    return entry_of("correction.posted", fixed, facts, court_id=proposal.subject.court_id)
