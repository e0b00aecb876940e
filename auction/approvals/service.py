"""Two people: proposing an act, approving it, giving it back, taking it back, and its end after a day.

Each step is an entry of the record; the content itself stays with the court, the record keeps its hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from auction.approvals import proposal as rules_of
from auction.approvals import store
from auction.approvals.act import Act
from auction.approvals.proposal import Proposal, State, Subject
from auction.approvals.reason import ApprovalReason
from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel.refusal import Refusal
from auction.rules.rule_sets import CURRENT, rule_set

_TYPES = {
    State.OPEN: "proposal.made",
    State.APPROVED: "approval",
    State.RETURNED: "proposal.returned",
    State.TAKEN_BACK: "proposal.taken_back",
    State.EXPIRED: "proposal.expired",
}


def propose(
    tx: Session,
    *,
    proposal_id: str,
    act: str,
    subject: Subject,
    content: Mapping[str, object],
    by: str,
    at: datetime,
) -> Refusal | None:
    """Propose an act with its exact content; it waits for a second person for ``approval_window``."""
    # With its own id inside, two proposals of one content have unlike hashes: none tells of another.
    body = rules_of.body_of({**content, "proposal_id": proposal_id})
    made = Proposal(
        id=proposal_id,
        act=act,
        subject=subject,
        body=body,
        content_hash=rules_of.hash_of(body),
        state=State.OPEN,
        proposed_by=by,
        proposed_at=at,
        expires_at=at + rule_set(CURRENT).span("approval_window"),
    )
    if not store.insert_open(tx, made, rules_of.open_key(act, subject, content)):
        # The very same form sent twice is one proposal; another content under its id is none of it.
        known = store.proposal(tx, proposal_id, subject.court_id)
        is_same = known is not None and (known.content_hash, known.state) == (made.content_hash, State.OPEN)
        return None if is_same else Refusal(ApprovalReason.OPEN_ALREADY, "R-05")
    log.append(tx, [entry_of(made, State.OPEN, by=by, at=at)])
    return None


def approve(
    tx: Session, *, act: Act, proposal_id: str, court_id: str, hash_read: str, by: str, at: datetime
) -> tuple[Refusal, ...]:
    """Approve what another person proposed and do it, in one transaction; refusals leave nothing done."""
    found = store.lock(tx, proposal_id, court_id)
    refusal = rules_of.judge_approval(found, hash_read=hash_read, by=by, at=at)
    if refusal is not None or found is None:
        return (refusal,) if refusal else ()
    assert act.name == found.act, "the act that was proposed is carried out"
    refusals = act.carry_out(tx, found, by, at)
    if not refusals:
        _end(tx, found, State.APPROVED, by=by, at=at)
    return refusals


def give_back(
    tx: Session, *, proposal_id: str, court_id: str, by: str, because: str, at: datetime
) -> Refusal | None:
    """Give a proposal back, saying why; what was written in it stays to be read."""
    found = store.lock(tx, proposal_id, court_id)
    refusal = rules_of.judge_return(found, because=because, by=by, at=at)
    if refusal is None and found is not None:
        _end(tx, found, State.RETURNED, by=by, because=because, at=at)
    return refusal


def take_back(tx: Session, *, proposal_id: str, court_id: str, by: str, at: datetime) -> Refusal | None:
    """Take an own proposal back before anybody decided on it."""
    found = store.lock(tx, proposal_id, court_id)
    refusal = rules_of.judge_taking_back(found, by=by, at=at)
    if refusal is None and found is not None:
        _end(tx, found, State.TAKEN_BACK, by=by, at=at)
    return refusal


def expire(tx: Session, *, proposal_id: str, court_id: str, at: datetime) -> int:
    """Let a proposal lapse that nobody decided on in time; return how many that was."""
    found = store.lock(tx, proposal_id, court_id)
    if found is None or not rules_of.is_expired(found, at):
        return 0
    _end(tx, found, State.EXPIRED, by="", at=at)
    return 1


def entry_of(found: Proposal, state: State, *, by: str, at: datetime) -> EntryDraft:
    """Return the entry of one step: who did it, what act, and the hash of the exact content."""
    facts: dict[str, object] = {
        "proposal_id": found.id,
        "act": found.act,
        "content_hash": found.content_hash,
        "proposed_by": found.proposed_by,
    }
    if state is State.OPEN:
        facts["expires_at"] = found.expires_at
    elif by:
        facts["approved_by" if state is State.APPROVED else "decided_by"] = by
    subject = found.subject
    return EntryDraft(
        subject.chain,
        _TYPES[state],
        at,
        facts,
        court_id=subject.court_id or None,
        case_id=subject.case_id or None,
        lot_id=subject.lot_id or None,
        round_id=subject.round_id or None,
    )


def _end(tx: Session, found: Proposal, state: State, *, by: str, because: str = "", at: datetime) -> None:
    store.decide(tx, found.id, state, by=by, because=because, at=at)
    log.append(tx, [entry_of(found, state, by=by, at=at)])
