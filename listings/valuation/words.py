"""The sentences of the way to a price."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.valuation.price import Method
from listings.valuation.reason import Reason

WORDS: dict[str, str] = {
    Reason.METHOD_UNKNOWN: N_("Choose how the price was found."),
    Reason.METHOD_NOT_OFFERED: N_("The rules of this lot know no such way to a price."),
    Reason.FIXED_LATER: N_("The price was not fixed yet: %(fixed_on)s has not come."),
    Reason.VALID_TOO_LONG: N_("No reference price is valid for more than a year: until %(most)s at most."),
    Reason.VALID_BEFORE_FIXED: N_("The validity ends before the price was fixed, on %(fixed_on)s."),
    Reason.EXPIRED: N_(
        "The price was valid until %(valid_until)s, and its first notice goes up on %(noticed_on)s. "
        "Ask for a new report first."
    ),
    Reason.STALE: N_(
        "The sale would open on %(opens_on)s; this price allows that until %(latest)s. "
        "Ask for a new report first."
    ),
}
METHODS: dict[str, str] = {
    Method.NEGOTIATION: N_("Agreed by the parties"),
    Method.TARGETED: N_("Answer of an authority (targeted inquiry)"),
    Method.NETWORK: N_("Network inquiry"),
    Method.APPRAISAL: N_("Appraisal"),
    Method.MARKET_PRICE: N_("Market price, without an appraisal: low value, or easy to tell"),
    Method.CREDITOR_REQUEST: N_("Without an appraisal, as both parties and all other creditors asked"),
}
