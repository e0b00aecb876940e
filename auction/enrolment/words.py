"""The sentences for every reason for which an enrolment is turned down."""

from __future__ import annotations

from auction.enrolment import deposit, eligibility, prompts
from auction.enrolment.bars import bar, qualification, wish
from auction.enrolment.joint.partner import JointReason
from auction.enrolment.rights.agent import AgentReason
from auction.enrolment.rights.wish import RightReason
from auction.kernel.words import N_

WORDS: dict[str, str] = {
    JointReason.NOT_AGREED: N_("Name only somebody who agreed in writing to buy together with you."),
    JointReason.SHARE_MISSING: N_("Write which share this person takes, for example 1/2."),
    JointReason.SHARE_TOO_LONG: N_("The share has %(length)s characters; at most %(longest)s are allowed."),
    JointReason.TOO_LATE: N_(
        "The deposit has been asked for already: who buys together stands from then on."
    ),
    JointReason.TOO_MANY: N_("At most %(most)s persons can be named beside you."),
    JointReason.YOURSELF: N_("This is your own number; name the others only."),
    JointReason.LISTED: N_("This person is named already."),
    JointReason.NOT_LISTED: N_("This person is not named any more."),
    JointReason.ONE_BARRED: N_(
        "One of those who buy together with you must not bid here, and so none of you may; ask the court."
    ),
    JointReason.BIDS_ALREADY: N_(
        "One of those who buy together with you already has a seat in this round; nobody bids twice."
    ),
    eligibility.Reason.STAFF_NEVER_BID: N_(
        "Accounts of the court and of the platform cannot bid. Use an account of your own."
    ),
    eligibility.Reason.ENROLMENT_OVER: N_(
        "Enrolling was possible until bidding ended at %(ended_at)s. This round takes no more bidders."
    ),
    eligibility.Reason.ENROLMENT_WITHDRAWN: N_(
        "The court has withdrawn this round. Nobody can enrol any more; deposits go back."
    ),
    eligibility.Reason.EMAIL_UNCONFIRMED: N_(
        "Confirm your e-mail address first: the court's messages go there."
    ),
    eligibility.Reason.IDENTITY_MISSING: N_("Bidding needs a real name. Give your identity first."),
    eligibility.Reason.NOT_DECLARED: N_(
        "Declare first that you are none of those who must not bid, and that you meet the conditions for "
        "bidders."
    ),
    bar.BarReason.BLOCKED: N_(
        "The court's list says that you belong to the court, the platform or an agency that works for this "
        "sale, or to the family of somebody who does. If that is wrong, write to the court before "
        "%(until)s, so that it is mended in time."
    ),
    bar.BarReason.DEFAULTED: N_(
        "You bought this property before and did not fulfil the sale, so you may not bid when it is sold "
        "again. Every other lot is open to you. If this is wrong, write to the court before %(until)s."
    ),
    bar.BarReason.RESTRICTED: N_(
        "You are a debtor under a consumption restriction and may not buy homes, premises, land or "
        "vehicles. Once the restriction is lifted you can enrol until %(until)s; other lots are open to you."
    ),
    bar.BarReason.UNQUALIFIED: N_(
        "The court found that you do not meet the conditions for buyers of this property. Once you meet "
        "them, prove it to the court; enrolling is possible until %(until)s."
    ),
    qualification.QualificationReason.NOT_CHECKED: N_(
        "Whether the buyer is qualified was not checked for %(day)s, the day of the enrolment or of the "
        "ruling."
    ),
    qualification.QualificationReason.NOT_CONTINUOUS: N_(
        "The buyer was not qualified on %(day)s, and must be from the enrolment to the ruling."
    ),
    qualification.QualificationReason.NOT_APPROVED: N_(
        "The approval that these shares need is not there yet; the ruling follows it."
    ),
    wish.WishReason.FOUND_UNKNOWN: N_("Say whether the person is qualified."),
    wish.WishReason.DAY_UNREADABLE: N_("Write the day of the check as 2026-03-30; today is %(today)s."),
    wish.WishReason.DOCUMENT_MISSING: N_("Name the document that shows it."),
    wish.WishReason.NUMBER_WRONG: N_(
        "Write the id number or credit code in full; it is kept as a digest that nobody can read."
    ),
    wish.WishReason.RELATION_UNKNOWN: N_("Say for whom the person works."),
    wish.WishReason.NEARNESS_UNKNOWN: N_("Say how near the person is."),
    wish.WishReason.EXTENT_UNKNOWN: N_("Say for which sales the person is blocked."),
    wish.WishReason.NOT_ON_THE_LIST: N_("This place is not on the list of your court any more."),
    RightReason.NUMBER_WRONG: N_("Write the id number or credit code of the person in full."),
    RightReason.NAME_MISSING: N_("Write the name of the person, so that a second person can check it."),
    RightReason.BASIS_MISSING: N_("Write the legal basis of the priority right."),
    RightReason.RANK_UNREADABLE: N_("A rank is a whole number from 1 to %(rank_max)s; 1 is the strongest."),
    RightReason.CLAIM_UNREADABLE: N_(
        "Write what is still owed in %(currency)s, like 71400, decimals after a point."
    ),
    RightReason.POWER_MISSING: N_("Write the number or date of the power of attorney."),
    AgentReason.TOO_LATE: N_(
        "An agent is confirmed before bidding opens; it opened at %(opens_at)s. The bidder can still bid in "
        "person."
    ),
    AgentReason.SAME_PERSON: N_("Nobody can be their own agent."),
    AgentReason.HAS_AN_AGENT: N_("This bidder has a confirmed agent in this round already."),
    AgentReason.OF_TWO: N_(
        "One of the two takes part in this round already, as a bidder, an agent or a bidder with an agent. "
        "Nobody bids for two on one lot."
    ),
    AgentReason.BARRED: N_("The agent is on the list of those who must not bid."),
    AgentReason.BIDS_FOR_ANOTHER: N_(
        "The court has confirmed you as the agent of another bidder of this round, so you cannot bid for "
        "yourself as well."
    ),
    RightReason.ROUND_UNKNOWN: N_("There is no such round at your court."),
    RightReason.CONFIRMED_ALREADY: N_("This right of this person is confirmed already."),
    eligibility.Reason.NOT_BEGUN: N_("You have not begun to enrol in this round."),
    eligibility.Reason.NOT_ADMITTED: N_("You have no bidder code in this round, so you can only watch."),
    eligibility.Reason.ALREADY_ADMITTED: N_("You already have a bidder code in this round."),
    prompts.Reason.PROMPT_UNKNOWN: N_("There is no prompt %(prompt)s; there are %(count)s."),
    prompts.Reason.PROMPT_MISSING: N_(
        "Prompt %(prompt)s is not acknowledged yet. The deposit can be paid after all seven."
    ),
    deposit.Reason.DEPOSIT_TWICE: N_(
        "Your deposit was confirmed before. The second payment of %(paid)s goes back to its payer."
    ),
    deposit.Reason.DEPOSIT_AFTER_END: N_(
        "The deposit was not confirmed before bidding ended. %(paid)s goes back to its payer."
    ),
    deposit.Reason.DEPOSIT_AMOUNT_DIFFERS: N_(
        "The deposit is exactly %(asked)s, and %(paid)s came in. It goes back to its payer."
    ),
    deposit.Reason.DEPOSIT_NAME_DIFFERS: N_(
        "The payer's name is not the real name of the bidder. %(paid)s goes back to its payer."
    ),
    deposit.Reason.DEPOSIT_TO_OTHER_COURT: N_(
        "%(paid)s arrived on the account of another court and goes back to its payer."
    ),
    deposit.Reason.DEPOSIT_BARRED: N_("You must not bid in this round. %(paid)s goes back to its payer."),
}

RELATIONS: dict[str, str] = {
    bar.Relation.COURT: N_("the enforcing court"),
    bar.Relation.PROVIDER: N_("the platform"),
    bar.Relation.AUX: N_("an agency that works for this sale"),
}
NEARNESSES: dict[str, str] = {
    bar.Nearness.SELF: N_("it itself"),
    bar.Nearness.STAFF: N_("one of its staff"),
    bar.Nearness.NEAR_RELATIVE: N_("a near relative of one of its staff"),
}
EXTENTS: dict[str, str] = {
    bar.Extent.LOT: N_("this lot"),
    bar.Extent.CASE: N_("every lot of this case"),
    bar.Extent.COURT: N_("every lot of this court"),
}
