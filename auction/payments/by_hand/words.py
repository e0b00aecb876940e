"""What the refusals of refunds by hand say to people."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.payments.by_hand.wish import ByHandReason

WORDS: dict[str, str] = {
    ByHandReason.HOLDER_MISSING: N_("Say whose account it is, in at most %(length_max)s characters."),
    ByHandReason.NUMBER_WRONG: N_(
        "This is no account number: an IBAN must be right to the last digit, any other number has "
        "6 to 34 letters and digits."
    ),
    ByHandReason.CODE_WRONG: N_(
        "A bank's code is a BIC of 8 or 11 characters, or a CNAPS number of 12 digits."
    ),
    ByHandReason.WITHOUT_REASON: N_(
        "Say how you know that the account is the payer's, in at most %(length_max)s characters."
    ),
    ByHandReason.NOT_OWED: N_("Nothing of this kind is owed back to a payer here."),
    ByHandReason.ON_ITS_WAY: N_(
        "This money has left or is on its way; only what was refused, or waits for an account, goes "
        "another way."
    ),
    ByHandReason.NOT_HELD: N_("Of the %(amount)s only %(held)s lie here for the payer; no more can be sent."),
    ByHandReason.NO_BANK: N_(
        "The court has named no bank account in %(currency)s from which it could leave."
    ),
}
