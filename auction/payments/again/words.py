"""What the refusals of sending again say to people."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.payments.again.wish import AgainReason

WORDS: dict[str, str] = {
    AgainReason.WAY_MISSING: N_("Choose which way it goes."),
    AgainReason.WITHOUT_REASON: N_(
        "Say what was mended since it was refused, in at most %(length_max)s characters."
    ),
    AgainReason.NOT_OF_A_CASE: N_(
        "This is not on its way to a case; what is owed to a payer goes another way."
    ),
    AgainReason.NOT_REFUSED: N_(
        "This was not refused, or no longer is: it waits, is on its way or has left, and goes out once."
    ),
    AgainReason.TOO_OFTEN: N_(
        "This went out %(times)s times and was refused each time. Have the court pay it at its bank by hand, "
        "and explain the difference that its statement then shows."
    ),
    AgainReason.NO_BANK: N_("The court has named no bank account in %(currency)s from which it could leave."),
    AgainReason.NO_ACCOUNT: N_("The account of the case is not named; the clerk names it."),
    AgainReason.NO_CONNECTED_ACCOUNT: N_("The court has named no account at the payment service."),
    AgainReason.OTHER_END: N_("The account that it would go to is another one than was proposed."),
}
