"""The sentences for every reason for which an enrolment is turned down."""

from __future__ import annotations

from auction.enrolment import deposit, eligibility, prompts
from auction.kernel.words import N_

WORDS: dict[str, str] = {
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
}
