"""The sentences of the way to a price."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.valuation.price import Method
from listings.valuation.reason import PanelReason, Reason, WayReason
from listings.valuation.way import Step

WORDS: dict[str, str] = {
    Reason.METHOD_UNKNOWN: N_("Say how the price was found; in a list by one of these words: %(known)s."),
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
    WayReason.STEP_UNKNOWN: N_("Choose what happened."),
    WayReason.DAY_MISSING: N_("Say on which day it happened."),
    WayReason.TEXT_TOO_LONG: N_("Write %(length_max)s characters at most."),
    WayReason.TOO_MANY_FACTS: N_("So many steps are noted of this lot that no more are taken."),
    WayReason.NOT_YET: N_("This cannot have happened yet: %(on)s has not come."),
    WayReason.NOTED_BEFORE: N_("This step is noted already, word for word."),
    WayReason.NO_RESULT: N_("No price follows from what is noted yet."),
    WayReason.AMOUNT_MISSING: N_("This step needs its amount."),
    WayReason.GIVER_MISSING: N_("Name the platform, agency or side that this step is of."),
    WayReason.OUT_OF_ORDER: N_(
        "The law takes the ways to a price in their order, and each step after the one it needs. "
        "Note first what happened before."
    ),
    WayReason.EXTENDED_BEFORE: N_("A network inquiry is extended once only."),
    WayReason.SOME_DELIVERED: N_(
        "A platform has delivered in time, so the time is not extended for the others."
    ),
    WayReason.NO_AGENCY_LEFT: N_("At most %(most)s agencies are asked, one after another."),
    WayReason.NO_MORE_EXTENSIONS: N_("The time of an appraisal is extended %(most)s times at most."),
    WayReason.EXTENSION_LATE: N_("An extension had to be asked for by %(latest)s."),
    WayReason.REPORT_LATE: N_("The report was due by %(latest)s. Commission the next agency."),
    WayReason.OTHER_AGENCY: N_("The agency at work is %(agency)s."),
    WayReason.DEEMED_EARLY: N_("A posted report counts as received from %(earliest)s on."),
    WayReason.OBJECTION_LATE: N_("Objections were possible until %(latest)s."),
    WayReason.ANSWER_LATE: N_("The creditor could ask to go on until %(latest)s; the sale is not held so."),
    WayReason.NO_SURPLUS: N_(
        "At a reserve of %(reserve)s the sale could bring the creditor nothing: %(first)s are paid first. "
        "Tell the creditor, and note the answer."
    ),
    WayReason.RESERVE_TOO_LOW: N_(
        "The creditor asked to go on, so the reserve must exceed %(first)s: at least %(needed)s."
    ),
    WayReason.CREDITOR_DECLINED: N_(
        "The creditor did not ask to go on, so the sale is not held at %(reserve)s; %(first)s are paid first."
    ),
}
STEPS: dict[str, str] = {
    Step.SEIZED: N_("The property was seized"),
    Step.BEGUN: N_("Facts established; the way to a price began"),
    Step.OFFERED: N_("A party named a price"),
    Step.NEGOTIATION_FAILED: N_("The parties did not agree"),
    Step.TARGETED_AGREED: N_("Both parties ask for a targeted inquiry at once"),
    Step.NETWORK_AGREED: N_("Both parties ask for a network inquiry at once"),
    Step.APPRAISAL_ASKED: N_("Both parties ask for an appraisal, or the law requires it"),
    Step.TARGETED_ASKED: N_("An authority was asked (targeted inquiry)"),
    Step.TARGETED_ANSWERED: N_("The authority answered"),
    Step.TARGETED_FAILED: N_("No authority has a price"),
    Step.INQUIRY_ASKED: N_("All listed platforms were asked (network inquiry)"),
    Step.INQUIRY_DELIVERED: N_("A platform delivered its result"),
    Step.INQUIRY_EXTENDED: N_("The network inquiry was extended"),
    Step.INQUIRY_FAILED: N_("The network inquiry failed or is not possible"),
    Step.APPRAISAL_COMMISSIONED: N_("An agency was commissioned with an appraisal"),
    Step.APPRAISAL_EXTENDED: N_("The time of the appraisal was extended"),
    Step.APPRAISAL_DELIVERED: N_("The agency delivered its appraisal"),
    Step.REPORT_SENT: N_("The report was sent to the parties"),
    Step.REPORT_POSTED: N_("The report was posted, because it could not be delivered"),
    Step.RECEIVED: N_("A party received the report"),
    Step.DEEMED_RECEIVED: N_("The posted report counts as received"),
    Step.OBJECTION: N_("A party objected to a report"),
    Step.ANSWERED: N_("The agency answered the objection"),
    Step.REVIEW_ASKED: N_("A professional review was asked for"),
    Step.CREDITOR_TOLD: N_("The creditor was told that the sale could bring nothing"),
    Step.CREDITOR_ELECTED: N_("The creditor asked to go on, and bears the cost if nobody buys"),
    Step.CREDITOR_DECLINED: N_("The creditor did not ask to go on"),
}
METHODS: dict[str, str] = {
    Method.NEGOTIATION: N_("Agreed by the parties"),
    Method.TARGETED: N_("Answer of an authority (targeted inquiry)"),
    Method.NETWORK: N_("Network inquiry"),
    Method.APPRAISAL: N_("Appraisal"),
    Method.MARKET_PRICE: N_("Market price, without an appraisal: low value, or easy to tell"),
    Method.CREDITOR_REQUEST: N_("Without an appraisal, as both parties and all other creditors asked"),
}
