"""The words of deadlines and alarms: what each is called, and who has to act."""

from __future__ import annotations

from collections.abc import Mapping

from auction.due.deadline import Actor
from auction.due.reason import DueReason
from auction.kernel.words import N_

WORDS: dict[str, str] = {DueReason.ALARM_UNKNOWN: N_("This court has no such alarm.")}
NAMES: Mapping[str, str] = {
    "valuation_begins": N_("The way to a reference price begins"),
    "inquiry_reports": N_("Reports of the network inquiry"),
    "appraisal_report": N_("Report of the appraiser"),
    "report_sent": N_("The report goes to the parties"),
    "deemed_received": N_("The report that was posted counts as received"),
    "creditor_elects": N_("The creditor says whether a sale that could bring nothing goes on"),
    "objection": N_("Objections of the parties to the report"),
    "objection_answered": N_("The appraiser answers the objection"),
    "price_valid": N_("The notice is published while the reference price is valid"),
    "opening": N_("Bidding opens"),
    "closing": N_("Bidding closes"),
    "goes_on": N_("Bidding goes on"),
    "goes_on_in_time": N_("Bidding goes on, after what stopped it has ended"),
    "emergency_report": N_("What was stopped in an emergency is reported"),
    "second_person": N_("A second person decides on a proposal"),
    "deposits_back": N_("Deposits go back"),
    "deposit_to_case": N_("The buyer's deposit goes to the account of the case"),
    "balance": N_("The buyer pays the balance"),
    "second_round": N_("The second round opens"),
}
# What a court is told of: what is overdue, and what is strange.
ALARMS: Mapping[str, str] = {
    **NAMES,
    "manipulation": N_("An end or a term changed, and the record knows no decision and no bid that did it"),
    "money_differs": N_("Ledger and gateway differ for more than a day, and nobody has explained it"),
    "payout_refused": N_(
        "Money that should go back was refused by the bank or payment service: finance names another account "
        "of the payer under Finance, Money that was refused"
    ),
    "credit_refused": N_(
        "Money of a case was refused by the bank or payment service: finance proposes to send it again under "
        "Finance, Money that was refused"
    ),
    "payment_disputed": N_("A payment is disputed by whoever made it"),
    "bids_far_above": N_("Bids far above the reference price, on a small deposit"),
}
ACTORS: Mapping[Actor, str] = {
    Actor.CLOCK: N_("the platform by itself"),
    Actor.COURT: N_("the court"),
    Actor.PLATFORM: N_("the operator"),
    Actor.BIDDER: N_("the buyer"),
    Actor.PARTY: N_("a party or an agency"),
}
