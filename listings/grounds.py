"""The public reason and the legal basis with which a judge stops, resumes or withdraws a round."""

from __future__ import annotations

from dataclasses import dataclass

from auction.kernel.refusal import Refusal
from listings.reason import Reason

# What the board of a round keeps and every page of it shows.
GROUNDS_LENGTH_MAX = 400


@dataclass(frozen=True)
class Grounds:
    """Why, and by which provision."""

    reason: str
    legal_basis: str


def read_grounds(reason: str, legal_basis: str) -> Grounds | Refusal:
    """Return both, or why they are not enough (R-53)."""
    longest = max(len(reason), len(legal_basis))
    if longest > GROUNDS_LENGTH_MAX:
        numbers = {"length": longest, "length_max": GROUNDS_LENGTH_MAX}
        return Refusal(Reason.TEXT_TOO_LONG, "R-53", numbers)
    if not reason or not legal_basis:
        return Refusal(Reason.NOT_GROUNDED, "R-53")
    return Grounds(reason, legal_basis)
