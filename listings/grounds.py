"""Ground, public reason and legal basis with which a judge stops, resumes or withdraws a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auction.kernel.refusal import Refusal
from auction.rules.grounds import GROUND_WORDS, Ground
from auction.rules.sources import cited
from listings.reason import Reason

# What the board of a round keeps and every page of it shows.
GROUNDS_LENGTH_MAX = 400


@dataclass(frozen=True)
class Grounds:
    """Why, and by which provision; ``ground`` is one of the law's list, none for going on."""

    reason: str
    legal_basis: str
    ground: str = ""

    @property
    def told(self) -> Mapping[str, str]:
        """Return what the act on the round is told; going on needs no ground."""
        told = {"reason": self.reason, "legal_basis": self.legal_basis}
        return {**told, "ground": self.ground} if self.ground else told


def read_grounds(
    reason: str,
    legal_basis: str,
    ground: str = "",
    *,
    rule: str = "R-55",
    among: Mapping[Ground, str] | None = None,
) -> Grounds | Refusal:
    """Return all of it, or why it is not enough (R-53, R-56); ``among`` lists the grounds of this act."""
    longest = max(len(reason), len(legal_basis))
    if longest > GROUNDS_LENGTH_MAX:
        numbers = {"length": longest, "length_max": GROUNDS_LENGTH_MAX}
        return Refusal(Reason.TEXT_TOO_LONG, rule, numbers)
    if among is not None and ground not in among:
        return Refusal(Reason.GROUND_NOT_NAMED, rule)
    if not reason or not legal_basis:
        return Refusal(Reason.NOT_GROUNDED, rule)
    return Grounds(reason, legal_basis, ground if among is not None else "")


def choices_of(among: Mapping[Ground, str]) -> list[tuple[str, str, str]]:
    """Return each ground of an act with its sentence and the article as courts know it."""
    return [(ground.value, GROUND_WORDS[ground], cited(article)) for ground, article in among.items()]
