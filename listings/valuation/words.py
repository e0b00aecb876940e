"""The sentences of the way to a price."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.valuation.price import Method
from listings.valuation.reason import PanelReason, Reason

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
    PanelReason.NO_DOCUMENT: N_("Name the document in which the panel decided."),
    PanelReason.DOCUMENT_TOO_LONG: N_("Name the document in %(length_max)s characters at most."),
    PanelReason.DAY_MISSING: N_("Say on which day the panel decided."),
    PanelReason.MEMBERS_UNREADABLE: N_("Say how many members decided, from 1 to %(members_max)s."),
    PanelReason.DECIDED_LATER: N_("The panel has not decided yet: %(decided_on)s has not come."),
    PanelReason.TOO_FEW_MEMBERS: N_("%(members)s members are no panel; at least %(least)s decide."),
    PanelReason.NOTHING_DECIDED: N_("The draft has no starting price that a panel could have decided."),
    PanelReason.NO_DECISION: N_("The panel’s decision on the amounts and the priority list is not recorded."),
    PanelReason.START_PRICE: N_("The panel’s decision %(document)s is about another starting price."),
    PanelReason.CUT: N_("The panel’s decision %(document)s is about another reduction."),
    PanelReason.INCREMENT: N_("The panel’s decision %(document)s is about another increment."),
    PanelReason.DEPOSIT: N_("The panel’s decision %(document)s is about another deposit."),
    PanelReason.PRIORITY_LIST: N_("The panel’s decision %(document)s is about another priority list."),
}
METHODS: dict[str, str] = {
    Method.NEGOTIATION: N_("Agreed by the parties"),
    Method.TARGETED: N_("Answer of an authority (targeted inquiry)"),
    Method.NETWORK: N_("Network inquiry"),
    Method.APPRAISAL: N_("Appraisal"),
    Method.MARKET_PRICE: N_("Market price, without an appraisal: low value, or easy to tell"),
    Method.CREDITOR_REQUEST: N_("Without an appraisal, as both parties and all other creditors asked"),
}
