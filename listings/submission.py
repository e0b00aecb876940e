"""A notice that is proposed: until when it may be decided on, and what the record says of it.

It follows the rules of every act of two people (auction/approvals): another person, within a day.
"""

from __future__ import annotations

from datetime import datetime

from auction.approvals.reason import ApprovalReason
from auction.audit.entry import EntryDraft
from auction.kernel.refusal import Refusal
from auction.kernel.words import N_
from auction.rules.rule_sets import rule_set
from listings.lot import Lot, LotState

# What the desk reads where a person's reason would stand.
LAPSED = N_("Nobody decided on it within its day. Read it again, and propose it again.")


def ends_at(lot: Lot) -> datetime | None:
    """Return when the proposal of a lot lapses; nothing where none is made."""
    if lot.state is not LotState.SUBMITTED or lot.submitted_at is None:
        return None
    return lot.submitted_at + rule_set(lot.rule_set).span("approval_window")


def judge_in_time(lot: Lot, at: datetime) -> Refusal | None:
    """Say why the proposal may no longer be decided on; None while it may."""
    ends = ends_at(lot)
    if ends is None or at < ends:
        return None
    return Refusal(ApprovalReason.EXPIRED, "R-08", {"expired_at": ends})


def proposed_entry(lot: Lot, *, by: str, notice_hash: str, at: datetime) -> EntryDraft:
    """Return the entry that a notice was proposed; the hash is of its text without a round's id."""
    ends = at + rule_set(lot.rule_set).span("approval_window")
    facts = {"content_hash": notice_hash, "expires_at": ends, "proposed_by": by}
    return _entry(lot, "proposal.made", facts, at)


def returned_entry(lot: Lot, *, by: str, at: datetime) -> EntryDraft:
    """Return the entry that a person gave the notice back; who proposed it takes it back."""
    facts: dict[str, object] = {"proposed_by": lot.submitted_by or "", "decided_by": by}
    kind = "proposal.taken_back" if by == lot.submitted_by else "proposal.returned"
    return _entry(lot, kind, facts, at)


def lapsed_entry(lot: Lot, *, at: datetime) -> EntryDraft:
    """Return the entry that nobody decided in time."""
    return _entry(lot, "proposal.expired", {"proposed_by": lot.submitted_by or ""}, at)


def _entry(lot: Lot, kind: str, facts: dict[str, object], at: datetime) -> EntryDraft:
    named = {"proposal_id": lot.id, "act": f"notice.{lot.purpose.lower()}"}
    return EntryDraft(
        chain=lot.id,
        type=kind,
        at=at,
        facts={**named, **facts},
        court_id=lot.court_id,
        case_id=lot.case_id,
        lot_id=lot.id,
    )
