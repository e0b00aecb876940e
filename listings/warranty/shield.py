"""When a court bears no liability for defects: it disclosed, it warned, and its notice disclaims (R-25).

Whoever bids is warned one by one, so the answer is one for each bidder.  A fact that the court knew and
kept back breaks it too; that is judged where a sale is set aside (R-80).
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from auction.enrolment.prompts import missing
from auction.kernel.refusal import Refusal


class Reason(enum.StrEnum):
    """Why a court may be liable for a defect after all."""

    NOT_DISCLAIMED = "warranty_not_disclaimed"
    NOT_DISCLOSED = "warranty_not_disclosed"
    NOT_ACKNOWLEDGED = "warranty_not_acknowledged"


@dataclass(frozen=True)
class Warned:
    """What everybody was told: whether the notice disclaims, and which of the eleven it lacks."""

    disclaimed: bool
    undisclosed: tuple[str, ...] = ()


def judge_notice(warning: Warned) -> tuple[Refusal, ...]:
    """Return what in the notice itself leaves the court liable; nothing means that it warned properly."""
    found = []
    if not warning.disclaimed:
        found.append(Refusal(Reason.NOT_DISCLAIMED, "R-25"))
    if warning.undisclosed:
        found.append(Refusal(Reason.NOT_DISCLOSED, "R-23", {"count": len(warning.undisclosed)}))
    return tuple(found)


def judge_bidder(warning: Warned, acknowledged: Collection[int]) -> tuple[Refusal, ...]:
    """Return what leaves the court liable to a bidder who acknowledged these prompts."""
    waiting = missing(acknowledged)
    unread = (Refusal(Reason.NOT_ACKNOWLEDGED, "R-24", {"prompt": waiting[0]}),) if waiting else ()
    return (*judge_notice(warning), *unread)
