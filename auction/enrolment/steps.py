"""Where somebody stands on the way to the hall: the one step that the enrolment page shows."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from auction.enrolment import prompts
from auction.enrolment.eligibility import Course


class Step(enum.StrEnum):
    """What a bidder can do next."""

    IDENTITY = "identity"
    BEGIN = "begin"
    PROMPTS = "prompts"
    DEPOSIT = "deposit"
    PAYING = "paying"
    ADMITTED = "admitted"
    EXCLUDED = "excluded"
    OVER = "over"


class Result(enum.StrEnum):
    """How a round ended for one person."""

    BOUGHT = "bought"
    OUTBID = "outbid"
    UNSOLD = "unsold"
    WITHDRAWN = "withdrawn"
    NOT_ADMITTED = "not_admitted"


@dataclass(frozen=True)
class Progress:
    """What is known of one person in one round."""

    identified: bool
    state: str | None
    acknowledged: Collection[int]
    asked: bool


def step_of(progress: Progress, course: Course) -> Step:
    """Return the next step; after the end there is none but to look at the outcome."""
    if course is Course.OVER:
        return Step.OVER
    if progress.state == "ADMITTED":
        return Step.ADMITTED
    if progress.state == "EXCLUDED":
        return Step.EXCLUDED
    if not progress.identified:
        return Step.IDENTITY
    if progress.state is None:
        return Step.BEGIN
    if prompts.missing(progress.acknowledged):
        return Step.PROMPTS
    return Step.PAYING if progress.asked else Step.DEPOSIT


def result_of(*, round_state: str, bidder_code: str | None, buyer_code: str | None) -> Result:
    """Say how an ended round ended for the holder of a code, or of none."""
    if round_state == "WITHDRAWN":
        return Result.WITHDRAWN
    if bidder_code is None:
        return Result.NOT_ADMITTED
    if buyer_code is None:
        return Result.UNSOLD
    return Result.BOUGHT if buyer_code == bidder_code else Result.OUTBID
