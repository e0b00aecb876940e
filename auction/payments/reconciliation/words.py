"""What the refusals of reconciliation say to people."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.payments.reconciliation.wish import ReconciliationReason

WORDS: dict[str, str] = {
    ReconciliationReason.DIFFERENCE_GONE: N_("This difference is no more; ledger and gateway agree on it."),
    ReconciliationReason.EXPLANATION_MISSING: N_("Say what you found out, so that others can follow it."),
    ReconciliationReason.EXPLANATION_TOO_LONG: N_(
        "The explanation has %(length)s characters; at most %(length_max)s are allowed."
    ),
    ReconciliationReason.ASKED_JUST_NOW: N_(
        "The gateway was asked within the last %(seconds)s seconds; wait for its answer."
    ),
    ReconciliationReason.GATEWAY_SILENT: N_("The gateway does not answer; nothing was compared. Try again."),
}
