"""Why money or a message about money is turned down, and the sentence for each reason."""

from __future__ import annotations

import enum

from auction.kernel.words import N_


class Reason(enum.StrEnum):
    """The reasons of payments.  The order is the order of judging."""

    WEBHOOK_TOO_LARGE = "webhook_too_large"
    SIGNATURE_MISSING = "signature_missing"
    SIGNATURE_FORGED = "signature_forged"
    SIGNATURE_OLD = "signature_old"
    EVENT_WITHOUT_ID = "event_without_id"
    ALREADY_PAID = "payment_already_made"
    OTHER_CURRENCY = "payment_in_other_currency"
    OTHER_AMOUNT = "payment_of_other_amount"
    OTHER_NAME = "payment_under_other_name"
    REFERENCE_UNKNOWN = "payment_reference_unknown"
    TOO_LATE = "payment_too_late"
    BANK_UNREACHABLE = "bank_unreachable"
    PAYER_MISSING = "payer_missing"
    AMOUNT_UNREADABLE = "amount_unreadable"
    WAY_OTHER_CURRENCY = "way_in_other_currency"
    WAY_TOO_MUCH = "way_too_much"
    WAY_TOO_LITTLE = "way_too_little"
    NO_CONNECTED_ACCOUNT = "no_connected_account"
    NOT_CAME_THIS_WAY = "not_came_this_way"
    CHECKOUT_UNREACHABLE = "checkout_unreachable"
    CHECKOUT_REFUSED = "checkout_refused"
    CHECKOUTS_TOO_MANY = "checkouts_too_many"
    NOTHING_TO_PAY = "nothing_to_pay"
    PAYING_OVER = "paying_over"
    TOO_MUCH = "payment_too_much"
    OTHER_COURT = "payment_to_other_court"
    NOT_HELD = "payment_not_held"
    NO_GATEWAY = "no_gateway"
    ACCOUNT_NOT_NAMED = "case_account_not_named"
    IN_DISPUTE = "payment_in_dispute"
    DISPUTE_LOST = "dispute_lost"
    DISPUTE_PARTLY_LOST = "dispute_partly_lost"


WORDS: dict[str, str] = {
    Reason.WEBHOOK_TOO_LARGE: N_("The message has more than %(bytes_max)s bytes."),
    Reason.SIGNATURE_MISSING: N_("The message is not signed."),
    Reason.SIGNATURE_FORGED: N_("The signature does not belong to this message."),
    Reason.SIGNATURE_OLD: N_("The signature is more than %(seconds_max)s seconds away from now."),
    Reason.EVENT_WITHOUT_ID: N_("The message has no usable event id."),
    Reason.ALREADY_PAID: N_("This had been paid already; the second payment of %(received)s goes back."),
    Reason.OTHER_CURRENCY: N_(
        "%(received)s arrived, in another currency than the %(needed)s that were asked."
    ),
    Reason.OTHER_AMOUNT: N_(
        "%(received)s arrived, but exactly %(needed)s were asked; part payments are not taken."
    ),
    Reason.OTHER_NAME: N_(
        "%(received)s arrived from an account in another name; only the bidder's own account may pay."
    ),
    Reason.REFERENCE_UNKNOWN: N_("%(received)s arrived under a reference that nobody was given."),
    Reason.TOO_LATE: N_("%(received)s arrived after the last moment for it."),
    Reason.BANK_UNREACHABLE: N_(
        "The bank on paper could not reach this platform; nothing was paid. Try again."
    ),
    Reason.PAYER_MISSING: N_("Say in whose name the account is, in at most %(length_max)s characters."),
    Reason.AMOUNT_UNREADABLE: N_("Write a plain amount in %(currency)s, like 71400, decimals after a point."),
    Reason.OTHER_COURT: N_("%(received)s arrived on the account of another court."),
    Reason.TOO_MUCH: N_("More arrived than was still to be paid; %(received)s of it goes back."),
    Reason.NOT_HELD: N_("This payment waits for nobody: it was placed or went back."),
    Reason.NO_GATEWAY: N_("The way that this money must take is not turned on here; it waits."),
    Reason.ACCOUNT_NOT_NAMED: N_("The court has not named the account of the case yet; the money waits."),
    Reason.IN_DISPUTE: N_("The payer disputes the payment; nothing goes back before the dispute ends."),
    Reason.DISPUTE_LOST: N_("The payer's own bank took the money back; there is nothing left to send."),
    Reason.DISPUTE_PARTLY_LOST: N_(
        "The payer's own bank took a part of the money back; the rest goes to an account that finance names."
    ),
    Reason.WAY_OTHER_CURRENCY: N_(
        "Online payment does not take %(currency)s here; pay by bank transfer instead."
    ),
    Reason.WAY_TOO_MUCH: N_("Online payment takes at most %(most)s at once; pay by bank transfer instead."),
    Reason.WAY_TOO_LITTLE: N_("Online payment takes no less than %(least)s; pay by bank transfer instead."),
    Reason.NO_CONNECTED_ACCOUNT: N_("The court has no account at Stripe that could be credited."),
    Reason.NOT_CAME_THIS_WAY: N_("The payment did not come over Stripe, so it cannot go back over it."),
    Reason.CHECKOUT_UNREACHABLE: N_(
        "The payment service did not answer; nothing was paid. Try again in a moment."
    ),
    Reason.CHECKOUT_REFUSED: N_("The payment service does not take this payment (%(code)s)."),
    Reason.CHECKOUTS_TOO_MANY: N_(
        "The payment page was opened anew %(count_max)s times already; pay another way or ask the court."
    ),
    Reason.NOTHING_TO_PAY: N_("There is nothing to be paid under this reference now."),
    Reason.PAYING_OVER: N_(
        "The time to pay under this reference is over (%(until)s); what is paid goes back."
    ),
}
