"""The wording with which a draft begins, for the court to change."""

from __future__ import annotations

from auction.kernel.words import N_

_STANDARD: dict[str, str] = {
    "bidder_conditions": N_(
        "Anybody of full legal capacity may bid who has acknowledged the prompts and paid the deposit. "
        "An agent must be confirmed by the court before the bidding opens."
    ),
    "rights_and_duties": N_(
        "The property is sold as it is. It can be viewed on request. Whoever bids accepts its known and "
        "unknown defects."
    ),
    "legal_liability": N_(
        "A buyer who does not pay the balance in time loses the deposit and may not bid again for this lot."
    ),
    "payment_method": N_(
        "The deposit is paid on the enrolment page, the balance on the buyer's page, both in the bidder's "
        "own name; both go to the account of this case. No commission is charged."
    ),
    "taxes": N_("Taxes and fees of the transfer are borne as the law provides."),
}


def standard_words(enforcement_basis: str) -> dict[str, str]:
    """Return the words of a new draft, with the document that is enforced in its case."""
    known = {"enforcement_basis": enforcement_basis} if enforcement_basis else {}
    return _STANDARD | known
