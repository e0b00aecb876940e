"""What the public pages call things: the eleven disclosures, the seven prompts in short."""

from __future__ import annotations

from auction.kernel.words import N_

# The eleven of R-23, by the names of ``disclosed``.
DISCLOSED: dict[str, str] = {
    "notice": N_("The notice, with every earlier version"),
    "enforcement_basis": N_("The document that is enforced"),
    "pricing_basis": N_("The appraisal, or how the reference price was found"),
    "rules": N_("Time, starting price and the rules of bidding"),
    "occupation": N_("Ownership, occupation and obligations, with text and pictures"),
    "priority_holders": N_("Who has a right to buy first, and why"),
    "parties_notified": N_("Which parties were notified, and which could not be"),
    "payment_method": N_("How deposit and price are paid, and to which account"),
    "taxes": N_("Likely taxes, and who bears them"),
    "court": N_("The court, its contact and its supervision"),
    "other": N_("Anything else, such as viewing"),
}
# Where the page shows what a disclosure does not repeat.
PLACES: dict[str, str] = {
    "notices": N_("Read the notices"),
    "documents": N_("See the documents"),
    "terms": N_("See the terms"),
    "photos": N_("See the pictures"),
}
# The seven of R-24, in the order of ``auction.enrolment.prompts``.
PROMPTS: tuple[str, ...] = (
    N_("Capacity and qualification"),
    N_("Bidding through an agent"),
    N_("Known defects and burdens"),
    N_("Sold as it is"),
    N_("Known and unknown defects are accepted"),
    N_("The buyer's real name is published"),
    N_("Who does not pay loses the deposit"),
)
