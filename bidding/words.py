"""The sentences of the hall's refusals."""

from __future__ import annotations

from auction.kernel.words import N_
from bidding.engine import Reason
from bidding.refusals import HALL_WORDS

WORDS: dict[str, str] = {
    **HALL_WORDS,
    Reason.UNKNOWN_ROUND: N_("There is no such round."),
    Reason.BAD_BID_KEY: N_("The bid came without a usable bid key. Load the page again."),
    Reason.ABSURD_AMOUNT: N_("This is not an amount that can be bid."),
    Reason.NOT_ADMITTED: N_("This code is not admitted to the round."),
    Reason.IDEMPOTENCY_CONFLICT: N_("A bid with this key was already taken with another amount."),
    Reason.EXCLUDED: N_("This code has been excluded from the round."),
    Reason.WITHDRAWN: N_("The court has withdrawn this round."),
    Reason.BEFORE_START: N_("Bidding has not begun yet."),
    Reason.SUSPENDED: N_("The round is suspended. No bids are taken until it is resumed."),
    Reason.AFTER_END: N_("The bid came after the end of bidding (%(closes_at)s)."),
    Reason.SELF_RAISE: N_("You are leading already. Nobody can raise their own bid."),
    Reason.OFF_GRID: N_(
        "Off the steps: bid %(starting_price)s plus whole steps of %(increment)s, now %(needed)s or more."
    ),
    Reason.BELOW_START: N_("Below the starting price: needs %(starting_price)s."),
    Reason.PRIORITY_OUTRANKED: N_(
        "A priority purchaser of equal or stronger rank already leads at %(current)s; needs %(needed)s."
    ),
    Reason.TOO_LOW: N_("Too low: needs %(needed)s (current %(current)s + increment %(increment)s)."),
}
