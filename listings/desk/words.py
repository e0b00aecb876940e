"""The sentences of the court's desk: its steps, its calendar, and what is said of a field that is fine."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.desk.checks import Says
from listings.words import FIELDS, FINDINGS

WORDS: dict[str, str] = {
    Says.LEAST_START: N_("A first round starts at %(floor)s at least, %(percent)s %% of it."),
    Says.SHARE_OF_REFERENCE: N_("%(percent)s %% of the reference price; at least %(floor)s."),
    Says.SHARE_OF_FAILED: N_("%(percent)s %% of the starting price that found no buyer; at least %(floor)s."),
    Says.INCREMENT_SHARE: N_("%(percent)s %% of the starting price."),
    Says.DEPOSIT_SHARE: N_("%(percent)s %% of the starting price; from %(least)s to %(most)s are allowed."),
    Says.DAYS_OF_NOTICE: N_("%(days)s days after a publication today; at least %(least)s are needed."),
    Says.HOURS_OF_BIDDING: N_("Bidding lasts %(hours)s hours; at least %(least)s are needed."),
    Says.DAYS_FOR_BALANCE: N_("%(days)s days after the bidding closes."),
    Says.PRICE_HOLDS: N_(
        "Valid for a first notice until %(valid_until)s; every round opens by %(latest)s. "
        "The sale is to be prepared by %(begun)s (R-16)."
    ),
    Says.DAYS_OF_NOTIFICATION: N_("%(days)s days before a publication today; at least %(least)s are needed."),
}
STEPS: dict[str, str] = {
    "property": N_("Property"),
    "price": N_("Price"),
    "times": N_("Times"),
    "notice": N_("Notice"),
    "pictures": N_("Photos and documents"),
    "publication": N_("Publication"),
}
MARKS: dict[str, str] = {
    "notified_by": N_("parties notified by"),
    "published": N_("published today"),
    "earliest": N_("earliest opening"),
    "latest": N_("latest opening"),
    "opens": N_("bidding opens"),
    "closes": N_("bidding closes"),
    "balance": N_("balance due"),
}
# What an officer may have written when it can no longer be saved: it is shown, to be copied.
WRITTEN: dict[str, str] = {
    **FIELDS,
    "rank": N_("Rank"),
    "basis": N_("Basis of the right"),
    **{f"found-{question}": label for question, label in FINDINGS.items()},
}
# What stands in a day of the calendar for each mark; the list below it says the words.
SIGNS: dict[str, str] = {
    "notified_by": "✉",
    "published": "✎",
    "earliest": "⇥",
    "latest": "⇤",
    "opens": "▶",
    "closes": "■",
    "balance": "◆",
}
# What helps to fill a field in, beside what the law asks of it.
HELP: dict[str, str] = {
    "title": N_("As it will stand in the list of lots: what it is, and the size or model."),
    "place": N_("Street and district, so that it is found by the search."),
    "description": N_("What a bidder would want to know before viewing it."),
    "known_defects": N_("If there are none, write “none known”."),
    "occupation": N_("Who owns it, who lives in it or uses it, what rests on it."),
    "enforcement_basis": N_("The judgment or other document that is enforced."),
    "price_fixed_on": N_("The day of the report, the answer or the agreement."),
    "price_valid_until": N_("Only if the report names a day before the end of the year."),
    "pricing_basis": N_("Agreed, inquired or appraised; by whom and when."),
    "panel_decision": N_(
        "Number, date and members; it covers starting price, increment, deposit and priority (R-08)."
    ),
    "parties_notified_on": N_(
        "At least three days before publication; leave it empty if nobody could be notified or all "
        "waived (R-26)."
    ),
    "warranty": N_("It frees the court only where everything was disclosed and every bidder warned (R-25)."),
    "channel": N_("Sales are online unless a law orders another way."),
    "channel_basis": N_("Needed only for another way, as with listed securities or cultural relics."),
    "parties_notified": N_("Who was notified, when and how; who could not be, and why."),
    "priority_holders": N_("If there are none, write “none known”."),
}
LATER: dict[str, str] = {
    "closes_at": N_("24 hours after the opening"),
    "balance_due_at": N_("15 days after the closing"),
}
OPTIONAL = ("channel_basis", "price_valid_until", "parties_notified_on", "viewing", "remarks")
