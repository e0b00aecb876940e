"""The words of late money: what keeps it, and who can mend that."""

from __future__ import annotations

from collections.abc import Mapping

from auction.kernel.words import N_
from auction.settlement.late.late import Why

WORDS: dict[str, str] = {}
WHY: Mapping[Why, str] = {
    Why.LEFT: N_("It has left, too late"),
    Why.REFUSED: N_("The bank or payment service refused it: finance proposes another way, a judge approves"),
    Why.DISPUTED: N_("The payment is disputed: it waits until the dispute is decided"),
    Why.NO_ACCOUNT: N_("The account of the case is not named: the clerk names it"),
    Why.NO_WAY: N_("No way out is set up for this court: finance or the operator sets one up"),
    Why.UNKNOWN: N_("The bank or payment service does not say whether it left: the platform goes on asking"),
    Why.UNDER_WAY: N_("It is under way at the bank or payment service"),
    Why.QUEUED: N_("It waits in the queue of the platform"),
}
