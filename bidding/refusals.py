"""What the hall refuses before a bid is judged, each with its sentence.

The engine's own refusals, of bids that were judged, stand in ``engine.py`` and ``words.py``.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

from auction.enrolment.bidding_pass import PassReason
from auction.kernel.words import N_


class HallReason(enum.StrEnum):
    """Why a message, a pass or a bid did not reach the judge, in the order of looking."""

    UNREADABLE = "message_unreadable"
    DUPLICATE_KEY = "message_duplicate_key"
    UNKNOWN_KEY = "message_unknown_key"
    MISSING_KEY = "message_missing_key"
    WRONG_TYPE = "message_wrong_type"
    NOT_PLAIN = "bid_amount_not_plain"
    NOT_POSITIVE = "bid_amount_not_positive"
    NO_PASS = "no_bidding_pass"
    PASS_OF_ANOTHER_ROUND = "pass_of_another_round"
    TOO_MANY_BIDS = "too_many_bids"
    CLOCK_UNSURE = "clock_unsure"
    NEEDS_CONFIRMATION = "needs_confirmation"
    NEEDS_TYPED_AMOUNT = "needs_typed_amount"
    IRREVOCABLE = "bid_irrevocable"
    LAPSED = "bid_lapsed"
    DESK_FULL = "desk_full"
    OUTCOME_UNKNOWN = "outcome_unknown"


HALL_WORDS: Mapping[str, str] = {
    PassReason.NOT_A_PASS: N_("This bidding pass is not valid. Enter the hall again from your enrolment."),
    PassReason.EXPIRED: N_(
        "This bidding pass ended at %(valid_until)s. Enter the hall again from your enrolment."
    ),
    HallReason.UNREADABLE: N_("The message could not be read. Nothing was recorded."),
    HallReason.DUPLICATE_KEY: N_("The message says the same thing twice. Nothing was recorded."),
    HallReason.UNKNOWN_KEY: N_("The message holds something unknown: %(key)s. Nothing was recorded."),
    HallReason.MISSING_KEY: N_("The message lacks %(key)s. Nothing was recorded."),
    HallReason.WRONG_TYPE: N_("In the message, %(key)s is not of the kind it must be. Nothing was recorded."),
    HallReason.NOT_PLAIN: N_("Write the amount as a plain number, like 744000 or 744000.00."),
    HallReason.NOT_POSITIVE: N_("The amount must be more than nothing."),
    HallReason.NO_PASS: N_("Only enrolled bidders may bid. Enter the hall from your enrolment."),
    HallReason.PASS_OF_ANOTHER_ROUND: N_("This bidding pass is for another round."),
    HallReason.TOO_MANY_BIDS: N_(
        "Too many bids at once: %(per_second)s a second, %(burst)s in a row. Wait a moment and bid again."
    ),
    HallReason.CLOCK_UNSURE: N_(
        "The clock of the auction cannot be read exactly now, so no bid can be dated. Try again in a moment."
    ),
    HallReason.NEEDS_CONFIRMATION: N_(
        "This bid is %(steps)s increments above the current price, %(current)s. Confirm that you mean it."
    ),
    HallReason.NEEDS_TYPED_AMOUNT: N_(
        "%(amount)s is far above what the property was valued at, and the deposit is only %(deposit)s. "
        "A bid binds: type the amount once more if you mean it."
    ),
    HallReason.IRREVOCABLE: N_(
        "A bid cannot be taken back. Yours of %(amount)s leads and binds you until a higher one comes."
    ),
    HallReason.LAPSED: N_(
        "None of your bids binds you: only the leading one does. A bid lapses when a higher one comes, and "
        "does not bind again if the buyer does not pay."
    ),
    HallReason.DESK_FULL: N_("More bids wait than can be taken. Yours was not recorded; send it again."),
    HallReason.OUTCOME_UNKNOWN: N_(
        "It is not certain whether your bid was recorded. Send the same bid again: it counts only once."
    ),
}
