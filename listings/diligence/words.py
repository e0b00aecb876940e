"""The sentences about what a court found out, and what helps to answer each question."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.diligence.reason import Reason, Unanswered

WORDS: dict[str, str] = {
    Reason.KIND_UNSAID: N_(
        "“%(asset)s”: say what kind of thing it is, so that the law's questions about it can be answered."
    ),
    Reason.KIND_UNKNOWN: N_("Choose what kind of thing it is."),
    Reason.KIND_OF_OTHER_CLASS: N_("“%(asset)s”: its kind does not belong to its class; choose anew."),
    Unanswered.REGISTRY: N_("“%(asset)s”: what the land register says is not written down."),
    Unanswered.SITE_VISIT: N_("“%(asset)s”: nobody wrote what a visit to the place showed."),
    Unanswered.INDOOR_VISIT: N_("“%(asset)s”: nobody wrote what a visit inside showed."),
    Unanswered.FLOOR_PLAN: N_("“%(asset)s”: nothing is said of a floor plan."),
    Unanswered.LEASE_TEST: N_(
        "“%(asset)s”: nobody wrote whether leases and rights of residence are genuine or backdated."
    ),
    Unanswered.CONSTRUCTION_PRIORITY: N_(
        "“%(asset)s”: nobody wrote whether unpaid builders come first (construction price)."
    ),
    Unanswered.REGISTRATION: N_("“%(asset)s”: the registration of the vehicle is missing."),
    Unanswered.TRAFFIC_VIOLATIONS: N_("“%(asset)s”: nothing is said of open traffic violations."),
    Unanswered.EMISSION_STANDARD: N_("“%(asset)s”: the emission standard is missing."),
    Unanswered.MILEAGE: N_("“%(asset)s”: the mileage is missing."),
    Unanswered.EXPIRY: N_("“%(asset)s”: until when it keeps is missing."),
    Unanswered.SPOILAGE: N_("“%(asset)s”: nothing is said of spoilage and storage."),
    Unanswered.PROHIBITED: N_("“%(asset)s”: nobody wrote whether it may be sold at all."),
    Unanswered.SHARE_RATIO: N_("“%(asset)s”: the share in the company is missing."),
    Unanswered.SUBSCRIBED: N_("“%(asset)s”: the subscribed amount is missing."),
    Unanswered.PAID_IN: N_("“%(asset)s”: the paid-in amount is missing."),
    Unanswered.CONTRIBUTION_DEADLINES: N_("“%(asset)s”: until when contributions are due is missing."),
    Unanswered.COMPANY_ACCOUNTS: N_("“%(asset)s”: nothing is said of the accounts of the company."),
    Unanswered.DIVIDENDS: N_("“%(asset)s”: nothing is said of dividends."),
}
HELP: dict[str, str] = {
    "registry": N_("Owner, certificate, area, use and what is entered against it; the day of the extract."),
    "site_visit": N_("When the court was there, and what it saw: access, surroundings, condition."),
    "indoor_visit": N_("When the court was inside, who opened, and what it saw."),
    "floor_plan": N_("Which plan there is, and whether the rooms still agree with it; attach it."),
    "lease_test": N_(
        "Whether a lease or a right of residence is claimed, since when, and how it was tested: payments, "
        "filing, meters."
    ),
    "construction_priority": N_("Whether builders are unpaid and claim priority; who was asked and when."),
    "registration": N_("Owner, plate, first registration, inspection, where it is registered."),
    "traffic_violations": N_("How many are open, points and fines; the day of the inquiry."),
    "emission_standard": N_("As registered; it decides where the vehicle may be registered again."),
    "mileage": N_("As the meter shows it, with the day of reading."),
    "expiry": N_("Made on, best before, by batch."),
    "spoilage": N_("How it was stored and what was found when it was looked at."),
    "prohibited": N_("Whether the law or a recall forbids selling it; who was asked."),
    "share_ratio": N_("Of the whole capital, as registered."),
    "subscribed": N_("Of these shares, as registered."),
    "paid_in": N_("Of these shares; by which proof."),
    "contribution_deadlines": N_("Until when the rest is to be paid in."),
    "company_accounts": N_("Which accounts could be seen, of which years, and what they show."),
    "dividends": N_("Declared and unpaid dividends, and to whom they go."),
}
