"""The sentences of the refusals about terms and the course of a round."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.rounds import course, enough, incidents, lifecycle, terms

WORDS: dict[str, str] = {
    terms.Reason.KIND_NOT_OFFERED: N_("Rounds of the kind %(kind)s are not held here yet."),
    terms.Reason.NOT_POSITIVE: N_("Starting price, increment and deposit must be more than zero."),
    terms.Reason.PRICE_BEYOND_BOUND: N_("%(amount)s is more than any lot is sold for."),
    terms.Reason.PRICE_BELOW_FLOOR: N_(
        "The starting price %(price)s is below %(floor)s, 70%% of the reference price %(reference)s."
    ),
    terms.Reason.PRICE_CUT_TOO_DEEP: N_(
        "The starting price %(price)s is below %(floor)s: at most 20%% may be cut from %(previous)s."
    ),
    terms.Reason.NO_FAILED_ROUND: N_("A second round needs a first round that failed."),
    terms.Reason.INCREMENT_ABOVE_PRICE: N_(
        "The increment %(increment)s is above the starting price %(price)s."
    ),
    terms.Reason.DEPOSIT_TOO_SMALL: N_(
        "The deposit %(deposit)s is below %(least)s, 5%% of the starting price."
    ),
    terms.Reason.DEPOSIT_TOO_LARGE: N_(
        "The deposit %(deposit)s is above %(most)s, 20%% of the starting price."
    ),
    terms.Reason.NOTICE_TOO_SHORT: N_(
        "The notice must be published %(days)s days before the start: %(opens_at)s is before %(earliest)s."
    ),
    terms.Reason.SECOND_TOO_LATE: N_(
        "A second round starts within %(days)s days of the failure on %(failed_at)s, not on %(opens_at)s."
    ),
    terms.Reason.BIDDING_TOO_SHORT: N_(
        "Bidding lasts at least %(hours)s hours; from %(opens_at)s to %(closes_at)s is less."
    ),
    terms.Reason.WRONG_EXTENSION_WINDOW: N_("The extension window is %(minutes)s minutes."),
    terms.Reason.BALANCE_DUE_TOO_EARLY: N_(
        "The balance falls due on %(balance_due_at)s, before bidding ends on %(closes_at)s."
    ),
    lifecycle.Reason.MOVE_NOT_PERMITTED: N_("A round that is %(state)s cannot become %(to)s."),
    course.Reason.ROUND_UNKNOWN: N_("There is no such round in this court."),
    course.Reason.NOT_SUSPENDED: N_("Only a suspended round can be resumed; this one is %(state)s."),
    course.Reason.BIDDING_HAS_BEGUN: N_(
        "Bidding began on %(opens_at)s. From then on a round is suspended, not withdrawn."
    ),
    course.Reason.BIDDING_HAS_ENDED: N_(
        "Bidding ended on %(closes_at)s. The round can no longer be suspended; its end is being recorded."
    ),
    course.Reason.RESUMPTION_TOO_SOON: N_(
        "Bidders must know beforehand: at %(resumes_at)s it is too soon, it can go on from %(earliest)s on."
    ),
    course.Reason.RESUMPTION_TOO_FAR: N_("%(resumes_at)s is too far away; the latest moment is %(latest)s."),
    incidents.Reason.NOTHING_TO_REPORT: N_("Nothing is to be reported about this round any more."),
    incidents.Reason.WHAT_MISSING: N_("Say what happened."),
    incidents.Reason.WHAT_TOO_LONG: N_(
        "This text has %(length)s characters; the longest allowed is %(length_max)s."
    ),
    enough.Reason.CLOSES_TOGETHER: N_(
        "Another lot of this case closes on %(other)s. Lots of one case close %(minutes)s minutes after one "
        "another at least, so that no more is sold than is owed; this one can close on %(earliest)s."
    ),
    enough.Reason.ENOUGH_ALREADY: N_(
        "The case has sold for %(brought)s, and its claims and costs are %(target)s. More is sold only when "
        "the debtor agrees in writing."
    ),
    course.Reason.GROUNDS_MISSING: N_("Say the public reason and the legal basis."),
}
