"""What the refusals of corrections say to people, with what is to be done instead."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.settlement.corrections.wrong import CorrectionReason

WORDS: dict[str, str] = {
    CorrectionReason.TRANSFER_UNKNOWN: N_("There is no such transfer."),
    CorrectionReason.WITHOUT_REASON: N_("Say why it is wrong, so that another person can check it."),
    CorrectionReason.REASON_TOO_LONG: N_(
        "The reason has %(length)s characters; at most %(length_max)s are allowed."
    ),
    CorrectionReason.CORRECTED_TWICE: N_(
        "This takes back a correction; what stands now is what stood at first, and it is changed no more."
    ),
    CorrectionReason.PAYOUT_IS_TOLD: N_(
        "A payout was taken back here. If it left after all, its gateway tells so, and it is noted anew."
    ),
    CorrectionReason.REVERSED_ALREADY: N_("This transfer has been taken back already."),
    CorrectionReason.SALE_STANDS_ON_IT: N_(
        "A sale stands on this transfer, so it is not corrected by hand: return the payment, or let the "
        "round take its course."
    ),
    CorrectionReason.CASE_SETTLED: N_(
        "The round is settled and its case has been paid. Have the account of the case send the money "
        "back; it then comes in as a payment."
    ),
    CorrectionReason.BELOW_ZERO: N_(
        "The account that would give %(amount)s holds only %(held)s; nothing leaves an account that is not "
        "in it."
    ),
}
