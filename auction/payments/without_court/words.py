"""What the refusals about money of no court say to operators."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.payments.without_court.wish import WithoutCourtReason

WORDS: dict[str, str] = {
    WithoutCourtReason.WAY_MISSING: N_("Say whether it goes out once more or was paid."),
    WithoutCourtReason.RECEIPT_MISSING: N_(
        "Write the number that your bank gave the payment, in at most %(length_max)s characters."
    ),
    WithoutCourtReason.WITHOUT_REASON: N_(
        "Say how you know whose account it is, or what was mended, in at most %(length_max)s characters."
    ),
    WithoutCourtReason.NOT_OWED: N_("Nothing of this kind is owed back here without a court."),
    WithoutCourtReason.NOT_REFUSED: N_(
        "This was not refused, or no longer is: it waits, is on its way or has left, and goes back once."
    ),
    WithoutCourtReason.TOO_OFTEN: N_("This went out %(times)s times and was refused each time."),
    WithoutCourtReason.NOT_HELD: N_(
        "Of the %(amount)s only %(held)s lie here for the payer; no more can be sent."
    ),
}
