"""Says who may enrol in a round, and until when (R-31, R-35).

Pure: a person as the house knows them, the state of a round and the moment go in.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.doors import Role
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State

LIVE = frozenset({State.SCHEDULED, State.OPEN, State.SUSPENDED})


class Reason(enum.StrEnum):
    """Why somebody may not enrol.  The order is the order of judging."""

    STAFF_NEVER_BID = "staff_never_bid"
    ENROLMENT_OVER = "enrolment_over"
    ENROLMENT_WITHDRAWN = "enrolment_withdrawn"
    EMAIL_UNCONFIRMED = "enrolment_email_unconfirmed"
    IDENTITY_MISSING = "enrolment_identity_missing"
    NOT_DECLARED = "enrolment_not_declared"
    NOT_BEGUN = "enrolment_not_begun"
    NOT_ADMITTED = "enrolment_not_admitted"
    ALREADY_ADMITTED = "enrolment_already_admitted"


@dataclass(frozen=True)
class Applicant:
    """What must be known of a person before an enrolment may begin."""

    role: Role
    email_confirmed: bool
    identified: bool
    declared: bool = True


class Course(enum.StrEnum):
    """Whether a round still takes bidders.

    ENDING is the moment between the end and the hammer: bids that came in time may still be
    judged and move the end, so nobody is admitted and nobody is sent away yet.
    """

    RUNNING = "running"
    ENDING = "ending"
    OVER = "over"


def course_of(state: State, closes_at: datetime, at: datetime) -> Course:
    """Say whether a round takes bidders: from publication until its extended end (R-31).

    A suspended round has not ended, whatever the time of its old end.
    """
    if state not in LIVE:
        return Course.OVER
    if state is not State.SUSPENDED and at >= closes_at:
        return Course.ENDING
    return Course.RUNNING


def may_go_on(state: State, closes_at: datetime, at: datetime) -> Refusal | None:
    """Refuse every step of an enrolment once bidding has ended."""
    if state is State.WITHDRAWN:
        return Refusal(Reason.ENROLMENT_WITHDRAWN, "R-56")
    if course_of(state, closes_at, at) is not Course.RUNNING:
        return Refusal(Reason.ENROLMENT_OVER, "R-31", {"ended_at": closes_at})
    return None


def may_begin(applicant: Applicant, state: State, closes_at: datetime, at: datetime) -> Refusal | None:
    """Say whether somebody may begin to enrol."""
    if applicant.role is not Role.BIDDER:
        return Refusal(Reason.STAFF_NEVER_BID, "R-35")
    if over := may_go_on(state, closes_at, at):
        return over
    if not applicant.email_confirmed:
        return Refusal(Reason.EMAIL_UNCONFIRMED, "R-31")
    if not applicant.identified:
        return Refusal(Reason.IDENTITY_MISSING, "R-31")
    if not applicant.declared:
        return Refusal(Reason.NOT_DECLARED, "R-35")
    return None


def may_enter(enrolment: str | None, state: State, closes_at: datetime, at: datetime) -> Refusal | None:
    """Say whether somebody whose enrolment stands so may enter the hall to bid (R-33)."""
    if enrolment != "ADMITTED":
        return Refusal(Reason.NOT_ADMITTED, "R-33")
    if course_of(state, closes_at, at) is Course.OVER:
        return Refusal(Reason.ENROLMENT_OVER, "R-31", {"ended_at": closes_at})
    return None
