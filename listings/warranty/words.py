"""The sentences about warranty."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.warranty.shield import Reason

WORDS: dict[str, str] = {
    Reason.NOT_DISCLAIMED: N_("The notice does not say that the court gives no warranty."),
    Reason.NOT_DISCLOSED: N_("%(count)s of the eleven disclosures were missing."),
    Reason.NOT_ACKNOWLEDGED: N_("The bidder had not acknowledged prompt %(prompt)s."),
}
