"""Confirms rights in a round that takes bidders: judged when proposed, and again when done (R-34)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.commitment import commit
from auction.audit.entry import EntryDraft
from auction.enrolment import eligibility
from auction.enrolment import service as enrolment
from auction.enrolment import store as enrolments
from auction.enrolment.bars import service as bars
from auction.enrolment.priority import PriorityRight
from auction.enrolment.rights import store
from auction.enrolment.rights.agent import may_confirm
from auction.enrolment.rights.wish import RightReason
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal, noes
from auction.rounds import store as rounds_store
from auction.rules.rule_sets import rule_set

Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def check_priority(tx: Session, subject: Subject, content: Content, at: datetime) -> Refusals:
    """Say what stands against confirming this priority right now; a running round is no obstacle."""
    if refusals := check_round(tx, subject, at=at):
        return refusals
    rank = enrolments.rank_of(tx, round_id=subject.round_id, identity_digest=str(content["identity_digest"]))
    return (Refusal(RightReason.CONFIRMED_ALREADY, "R-34"),) if rank is not None else ()


def confirm_priority(tx: Session, proposal: Proposal, _by: str, at: datetime) -> Refusals:
    """Give the rank at once, to whoever holds a code already, and on admission to whoever comes."""
    content, subject = proposal.content, proposal.subject
    rounds_store.lock_board(tx, subject.round_id)
    if refusals := check_priority(tx, subject, content, at):
        return refusals
    right = PriorityRight(content["identity_digest"], content["rank"], content["basis"])
    enrolment.publish_priorities(tx, round_id=subject.round_id, claims=[right], at=at)
    return ()


def check_creditor(tx: Session, subject: Subject, content: Content, at: datetime) -> Refusals:
    """Say what stands against confirming this enforcing creditor now (R-32)."""
    if refusals := check_round(tx, subject, at=at):
        return refusals
    holder = {"round_id": subject.round_id, "identity_digest": str(content["identity_digest"])}
    known = store.claim_of(tx, **holder, currency=content["currency"])
    return (Refusal(RightReason.CONFIRMED_ALREADY, "R-32"),) if known is not None else ()


def confirm_creditor(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Let an enforcing creditor pay only what the deposit is above the claim (R-32)."""
    content, subject = proposal.content, proposal.subject
    rounds_store.lock_board(tx, subject.round_id)
    if refusals := check_creditor(tx, subject, content, at):
        return refusals
    digest = str(content["identity_digest"])
    store.add_creditor(
        tx,
        round_id=subject.round_id,
        identity_digest=digest,
        claim=Money(int(content["claim_minor"]), content["currency"]),
        proposal_id=proposal.id,
        at=at,
    )
    # Not the claim: less the deposit of the notice it would tell whose code it is.
    facts = {"person": commit(proposal.id, digest), "actor": by}
    log.append(tx, [_entry("creditor.confirmed", proposal, facts, at)])
    return ()


def check_agent(tx: Session, subject: Subject, content: Content, at: datetime) -> Refusals:
    """Say what stands against confirming this agent now: only before bidding opens (R-39)."""
    if refusals := check_round(tx, subject, at=at):
        return refusals
    board = rounds_store.read_board(tx, subject.round_id)
    assert board is not None, "the round was found"
    agent = str(content["agent_identity_digest"])
    facts = store.agent_facts(
        tx,
        round_id=subject.round_id,
        principal=str(content["identity_digest"]),
        agent=agent,
        is_barred=bars.is_blocked(tx, board, agent),
    )
    rules = rule_set(board.terms.rule_set, board.terms.rule_set_version)
    refusal = may_confirm(facts, opens_at=board.opens_at, at=at, rules=rules)
    return noes(refusal)


def confirm_agent(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Let somebody bid for a bidder, under the bidder's own code (R-39)."""
    content, subject = proposal.content, proposal.subject
    rounds_store.lock_board(tx, subject.round_id)
    if refusals := check_agent(tx, subject, content, at):
        return refusals
    digests = {"principal": content["identity_digest"], "agent": content["agent_identity_digest"]}
    store.add_agent(
        tx,
        round_id=subject.round_id,
        **digests,
        power=content["power"],
        proposal_id=proposal.id,
        at=at,
    )
    told = {name: commit(proposal.id, str(digest)) for name, digest in digests.items()}
    log.append(tx, [_entry("agent.confirmed", proposal, {**told, "actor": by}, at)])
    return ()


def check_round(tx: Session, subject: Subject, *, at: datetime) -> Refusals:
    """Say why nothing can be confirmed in this round any more; it is one of the own court."""
    board = rounds_store.read_board(tx, subject.round_id)
    if board is None or board.court_id != subject.court_id:
        return (Refusal(RightReason.ROUND_UNKNOWN, ""),)
    over = eligibility.may_go_on(board.state, board.closes_at, at)
    return noes(over)


def _entry(kind: str, proposal: Proposal, facts: Content, at: datetime) -> EntryDraft:
    subject = proposal.subject
    return EntryDraft(
        subject.chain,
        kind,
        at,
        {"proposal_id": proposal.id, **facts},
        court_id=subject.court_id,
        case_id=subject.case_id,
        lot_id=subject.lot_id,
        round_id=subject.round_id,
    )
