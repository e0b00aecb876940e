"""The seven special prompts, each acknowledged alone before a deposit may be paid (R-24)."""

from __future__ import annotations

import enum
from collections.abc import Collection

from auction.kernel.refusal import Refusal
from auction.kernel.words import N_

PROMPTS: tuple[str, ...] = (
    N_(
        "A bidder must have full legal capacity and any special qualification that the law asks of "
        "a buyer of this property. Whoever lacks it bears the consequences."
    ),
    N_(
        "Whoever bids through an agent must have the agent confirmed by the court before bidding "
        "starts. Without that confirmation the agent's bids are the agent's own."
    ),
    N_(
        "The defects of the property and the rights and burdens on it, as far as the court knows "
        "them, are published with the notice. I have read them."
    ),
    N_(
        "The property is sold as it is. I can view it on request at the times in the notice; "
        "whoever does not view it accepts its condition."
    ),
    N_("By bidding I confirm that I fully understand the property and accept its known and unknown defects."),
    N_(
        "If I buy, my real name will be published in the confirmation of the sale. Until the end "
        "of bidding my identity stays secret."
    ),
    N_(
        "If I buy and do not pay the balance in time, my deposit will not be returned, and I may "
        "not bid when the property is sold again."
    ),
)
NUMBERS = range(1, len(PROMPTS) + 1)


class Reason(enum.StrEnum):
    """Why a prompt or a deposit was turned down."""

    PROMPT_UNKNOWN = "prompt_unknown"
    PROMPT_MISSING = "prompt_missing"


def missing(acknowledged: Collection[int]) -> tuple[int, ...]:
    """Return the numbers of the prompts that still wait, in order."""
    return tuple(number for number in NUMBERS if number not in acknowledged)


def may_acknowledge(prompt: int) -> Refusal | None:
    """Refuse a prompt that does not exist."""
    if prompt not in NUMBERS:
        return Refusal(Reason.PROMPT_UNKNOWN, "R-24", {"prompt": prompt, "count": len(PROMPTS)})
    return None


def may_pay(acknowledged: Collection[int]) -> Refusal | None:
    """Refuse a deposit before all seven are acknowledged, naming the first that is missing."""
    if waiting := missing(acknowledged):
        return Refusal(Reason.PROMPT_MISSING, f"R-24/ACK({waiting[0]})", {"prompt": waiting[0]})
    return None
