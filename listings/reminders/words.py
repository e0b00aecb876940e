"""The sentences of reminders: the letters that are offered, what became of them, why not."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.reminders.reminder import Kind, Reason, Standing

WORDS: dict[str, str] = {
    Reason.KIND_UNKNOWN: N_("Choose among the letters that are offered; nothing was changed."),
    Reason.TOO_LATE: N_("That letter would have left at %(due_at)s, which is over. Choose a later one."),
    Reason.ROUND_OVER: N_("This round is over or withdrawn; there is nothing left to be reminded of."),
    Reason.ADDRESS_UNCONFIRMED: N_("Confirm your e-mail address first: the letters go there."),
    Reason.TOO_MANY: N_(
        "That would be %(count)s letters that wait; at most %(count_max)s may. Remove some of your reminders."
    ),
}
KINDS: dict[str, str] = {
    Kind.OPENS_DAY: N_("A day before bidding opens"),
    Kind.CLOSES_DAY: N_("A day before bidding closes"),
    Kind.CLOSES_HOUR: N_("An hour before bidding closes"),
    Kind.CLOSES_QUARTER: N_("15 minutes before bidding closes"),
}
STANDINGS: dict[str, str] = {
    Standing.WAITS: N_("Will be sent"),
    Standing.STOPPED: N_("Waits until the court resumes the round"),
    Standing.SENT: N_("Was sent"),
    Standing.FAILED: N_("Could not be sent"),
    Standing.WITHDRAWN: N_("Not sent: the court withdrew the round"),
    Standing.OVER: N_("Not sent: its time is over"),
}
SUBJECTS: dict[str, str] = {
    Kind.OPENS_DAY: N_("Bidding opens soon: %(title)s"),
    Kind.CLOSES_DAY: N_("Bidding closes in a day: %(title)s"),
    Kind.CLOSES_HOUR: N_("Bidding closes in an hour: %(title)s"),
    Kind.CLOSES_QUARTER: N_("Bidding closes in 15 minutes: %(title)s"),
}
