"""Which platform sells the property of a case: its creditors pick, or else the court decides (R-04).

Pure: the picks and what was chosen go in; out comes why a choice, or a sale here, is not possible.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from auction.cases.register import Reason
from auction.kernel.refusal import Refusal
from auction.rules.rule_set import RuleSet


class Platform(enum.StrEnum):
    """The platforms as this one knows them: itself, and any other of the list."""

    HERE = "HERE"
    ELSEWHERE = "ELSEWHERE"


@dataclass(frozen=True)
class Choice:
    """The pick of each creditor of a case, empty where none was made, and what was chosen so far."""

    picks: tuple[str, ...] = ()
    chosen: str = ""
    decision: str = ""

    @property
    def agreed(self) -> str:
        """Return what all creditors who picked agree on; nothing when none picked or several disagree."""
        made = set(self.picks) - {""}
        return made.pop() if len(made) == 1 else ""

    @property
    def platform(self) -> str:
        """Return the platform of the case; creditors who come later do not reopen a choice."""
        return self.chosen or self.agreed


NO_CREDITORS = Choice()


def judge_choice(
    choice: Choice, platform: str, decision: str, *, is_published: bool, rules: RuleSet
) -> Refusal | None:
    """Say why a court may not choose this platform by this decision; None when it may."""
    if platform not in set(Platform):
        return Refusal(Reason.PLATFORM_UNKNOWN, "R-04")
    is_locked = is_published and rules.choice("platform_lock") == "from_first_publication"
    if is_locked and choice.platform and platform != choice.platform:
        return Refusal(Reason.PLATFORM_LOCKED, "R-04")
    if choice.agreed and platform != choice.agreed:
        return Refusal(Reason.PLATFORM_PICKED, "R-04")
    if not choice.agreed and not decision:
        return Refusal(Reason.PLATFORM_UNDECIDED, "R-04")
    return None


def judge_sale_here(choice: Choice) -> Refusal | None:
    """Say why nothing of this case may be published here; a case without creditors is the court's own."""
    if not choice.picks and not choice.chosen:
        return None
    if not choice.platform:
        return Refusal(Reason.PLATFORM_UNDECIDED, "R-04")
    if choice.platform != Platform.HERE:
        return Refusal(Reason.PLATFORM_ELSEWHERE, "R-04")
    return None
