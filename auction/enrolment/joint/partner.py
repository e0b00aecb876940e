"""Whether somebody may be named as one who buys together with a bidder.

The bidder who enrols represents them all: one deposit, one code, one account.  Whatever keeps one of
them from bidding keeps all (R-35 to R-38), and nobody bids twice in a round.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from auction.kernel.refusal import Refusal
from auction.people import identity
from auction.people.identity import IdentityClaim

# More people than that found a company first.
PARTNERS_MAX = 9
SHARE_LENGTH_MAX = 60


class JointReason(enum.StrEnum):
    """Why somebody is not named as a joint bidder.  The order is the order of checking."""

    NOT_AGREED = "joint_not_agreed"
    SHARE_MISSING = "joint_share_missing"
    SHARE_TOO_LONG = "joint_share_too_long"
    TOO_LATE = "joint_too_late"
    TOO_MANY = "joint_too_many"
    YOURSELF = "joint_yourself"
    LISTED = "joint_listed"
    NOT_LISTED = "joint_not_listed"
    BIDS_ALREADY = "joint_bids_already"
    ONE_BARRED = "joint_one_barred"


@dataclass(frozen=True)
class PartnerWish:
    """Whom a bidder names: who they are, which share they take, and that they agreed in writing."""

    claim: IdentityClaim
    share: str
    agreed: bool


def tidy(wish: PartnerWish) -> PartnerWish:
    """Return the wish as it is kept."""
    return PartnerWish(identity.tidy(wish.claim), " ".join(wish.share.split()), wish.agreed)


def check(wish: PartnerWish, *, today: date) -> tuple[Refusal, ...]:
    """Say everything that is wrong with a tidy wish by itself."""
    found = list(identity.check(wish.claim, today=today))
    if not wish.share:
        found.append(Refusal(JointReason.SHARE_MISSING, ""))
    if len(wish.share) > SHARE_LENGTH_MAX:
        numbers = {"length": len(wish.share), "longest": SHARE_LENGTH_MAX}
        found.append(Refusal(JointReason.SHARE_TOO_LONG, "", numbers))
    if not wish.agreed:
        found.append(Refusal(JointReason.NOT_AGREED, "R-31"))
    return tuple(found)


def judge(digest: str, *, own: str, listed: Collection[str]) -> Refusal | None:
    """Say why this person is not added to those who are listed; None when they are."""
    if digest == own:
        return Refusal(JointReason.YOURSELF, "R-31")
    if digest in listed:
        return Refusal(JointReason.LISTED, "R-31")
    if len(listed) >= PARTNERS_MAX:
        return Refusal(JointReason.TOO_MANY, "R-31", {"most": PARTNERS_MAX})
    return None
