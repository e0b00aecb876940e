"""A proposal: the exact content of an act, its hash, and who may decide it until when (TRUST 5.2)."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auction.approvals.reason import ApprovalReason
from auction.audit.entry import canonical, chain_of
from auction.kernel.refusal import Refusal

BECAUSE_LENGTH_MAX = 2_000


class State(enum.StrEnum):
    """Where a proposal stands.  Only an open one can still be decided."""

    OPEN = "OPEN"
    APPROVED = "APPROVED"
    RETURNED = "RETURNED"
    TAKEN_BACK = "TAKEN_BACK"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True)
class Subject:
    """What an act is about: always a court, and of it a case, a lot, a round, as far as they are named."""

    court_id: str
    case_id: str = ""
    lot_id: str = ""
    round_id: str = ""

    @property
    def chain(self) -> str:
        """Return the chain of the record on which acts about it stand."""
        return self.lot_id or chain_of(self.court_id)


@dataclass(frozen=True)
class Proposal:
    """One act as it was proposed: the bytes of its content never change."""

    id: str
    act: str
    subject: Subject
    body: bytes
    content_hash: str
    state: State
    proposed_by: str
    proposed_at: datetime
    expires_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    because: str = ""

    @property
    def content(self) -> Mapping[str, Any]:
        """Return the content as values: texts, whole numbers, yes or no, lists and objects of them."""
        found: Mapping[str, Any] = json.loads(self.body)
        return found


def body_of(content: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of a content (RFC 8785 profile of the record)."""
    return canonical(content)


def hash_of(body: bytes) -> str:
    """Return the hash by which a content is known, as hexadecimal SHA-256."""
    return hashlib.sha256(body).hexdigest()


def open_key(act: str, subject: Subject, content: Mapping[str, object]) -> str:
    """Return what only one open proposal may have: the act, what it is about, and the content's own key."""
    parts = (act, subject.court_id, subject.case_id, subject.lot_id, subject.round_id)
    return hash_of("\n".join((*parts, str(content.get("key", "")))).encode())


def judge_approval(proposal: Proposal | None, *, hash_read: str, by: str, at: datetime) -> Refusal | None:
    """Say why this person may not approve now what they read; None when they may.

    Never the proposer, never after the day is over, never another content than the one that was read.
    """
    refusal = _judge_open(proposal, at)
    if refusal is not None or proposal is None:
        return refusal
    if by == proposal.proposed_by:
        return Refusal(ApprovalReason.SAME_PERSON, "R-05")
    if hash_read != proposal.content_hash:
        return Refusal(ApprovalReason.READ_SOMETHING_ELSE, "R-05")
    return None


def judge_return(proposal: Proposal | None, *, because: str, by: str, at: datetime) -> Refusal | None:
    """Say why this person may not give it back; None when they may.  A proposer takes back instead."""
    refusal = _judge_open(proposal, at)
    if refusal is not None or proposal is None:
        return refusal
    if by == proposal.proposed_by:
        return Refusal(ApprovalReason.SAME_PERSON, "R-05")
    if not because:
        return Refusal(ApprovalReason.WITHOUT_REASON, "R-05")
    if len(because) > BECAUSE_LENGTH_MAX:
        numbers = {"length": len(because), "longest": BECAUSE_LENGTH_MAX}
        return Refusal(ApprovalReason.REASON_TOO_LONG, "", numbers)
    return None


def judge_taking_back(proposal: Proposal | None, *, by: str, at: datetime) -> Refusal | None:
    """Say why this person may not take it back; None when they may: only who proposed it."""
    refusal = _judge_open(proposal, at)
    if refusal is not None or proposal is None:
        return refusal
    return None if by == proposal.proposed_by else Refusal(ApprovalReason.NOT_YOURS, "R-05")


def is_expired(proposal: Proposal, at: datetime) -> bool:
    """Say whether an open proposal's time is over; at the very end it is."""
    return proposal.state is State.OPEN and at >= proposal.expires_at


def _judge_open(proposal: Proposal | None, at: datetime) -> Refusal | None:
    if proposal is None:
        return Refusal(ApprovalReason.NOT_PROPOSED, "R-05")
    if is_expired(proposal, at) or proposal.state is State.EXPIRED:
        return Refusal(ApprovalReason.EXPIRED, "R-05", {"expired_at": proposal.expires_at})
    if proposal.state is not State.OPEN:
        return Refusal(ApprovalReason.NOT_OPEN, "R-05")
    return None
