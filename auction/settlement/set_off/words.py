"""The sentences of a set-off: why nothing is set off."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.settlement.set_off.set_off import SetOffReason

WORDS: dict[str, str] = {
    SetOffReason.AMOUNT_UNREADABLE: N_(
        "Write a plain amount in %(currency)s, like 71400, decimals after a point."
    ),
    SetOffReason.DOCUMENT_MISSING: N_("Name the court's document by which the claim is set off."),
    SetOffReason.ROUND_UNKNOWN: N_("This court has no such round that was sold."),
    SetOffReason.NOTHING_TO_PAY: N_("A claim is set off only while the balance is to be paid."),
    SetOffReason.NO_CREDITOR: N_("The buyer is not a confirmed enforcing creditor of this round."),
    SetOffReason.ADMITTED_ALREADY: N_("%(set_off)s were set off already; it is done once."),
    SetOffReason.MONEY_UNDER_WAY: N_(
        "Money of this purchase is just being posted or checked; try again when that is done."
    ),
    SetOffReason.ABOVE_CLAIM: N_("The confirmed claim is %(claim)s; no more can be set off."),
    SetOffReason.ABOVE_REST: N_("Only %(rest)s are still to be paid; no more can be set off."),
}
