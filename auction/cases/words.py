"""What the refusals of this room say to people."""

from __future__ import annotations

from auction.cases.platform import Platform
from auction.cases.register import PartyRole, Reason, Work
from auction.kernel.words import N_

ROLES: dict[str, str] = {
    PartyRole.CREDITOR: N_("Creditor"),
    PartyRole.DEBTOR: N_("Debtor"),
    PartyRole.CO_OWNER: N_("Co-owner"),
    PartyRole.TENANT: N_("Tenant"),
    PartyRole.SHAREHOLDER: N_("Shareholder"),
    PartyRole.OTHER: N_("Other party"),
}
WORKS: dict[str, str] = {
    "": N_("No auxiliary work: a cost of the enforcement"),
    Work.PREPARATION: N_("Texts, photos and films"),
    Work.EXHIBITION: N_("Exhibition, questions, viewing, samples under seal"),
    Work.EXPERT: N_("Experts, inspection, appraisal, audit"),
    Work.STORAGE: N_("Storage, custody, transport"),
    Work.OTHER: N_("Other auxiliary work"),
}
PAYERS: dict[str, str] = {
    "judgment_debtor": N_("Judgment debtor"),
    "creditor": N_("Creditor"),
    "buyer": N_("Buyer"),
}
PLATFORMS: dict[str, str] = {
    Platform.HERE: N_("This platform"),
    Platform.ELSEWHERE: N_("Another platform of the list"),
}

WORDS: dict[str, str] = {
    Reason.MISSING: N_("This field is needed."),
    Reason.TOO_LONG: N_("This field has %(length)s characters; at most %(longest)s are allowed."),
    Reason.NOT_PRINTABLE: N_("This field contains characters that cannot be shown."),
    Reason.COURT_KNOWN: N_("The court %(name)s is registered already."),
    Reason.TIME_ZONE_UNKNOWN: N_("%(given)s is not a time zone; write a place, for example Asia/Shanghai."),
    Reason.CURRENCY_UNKNOWN: N_("%(given)s is not a currency of this platform; it knows %(known)s."),
    Reason.LANGUAGE_UNKNOWN: N_("%(given)s is not a language of this platform; it knows %(known)s."),
    Reason.CASE_KNOWN: N_("The court has registered a case %(case_number)s already."),
    Reason.ACCOUNT_MALFORMED: N_("An account number has 4 to 34 digits or letters."),
    Reason.ACCOUNT_KNOWN: N_("The account %(account_number)s serves another case; a case has its own."),
    Reason.ACCOUNT_OPEN: N_("This case has its account already; it is named once."),
    Reason.ROLE_UNKNOWN: N_("%(given)s is not a role in a case."),
    Reason.KIND_UNKNOWN: N_("%(given)s is neither a claim nor a cost."),
    Reason.AMOUNT_MALFORMED: N_(
        "%(given)s is not an amount in %(currency)s; write it like 71400, decimals after a point."
    ),
    Reason.AMOUNT_BEYOND_BOUND: N_("%(amount)s is above %(bound)s, the largest claim kept here."),
    Reason.PARTY_ELSEWHERE: N_("This creditor is not a party of the case."),
    Reason.ONLY_A_CLAIM_IS_SECURED: N_("Only a claim is secured; costs are deducted before any claim."),
    Reason.WORK_UNKNOWN: N_("%(given)s is no kind of auxiliary work."),
    Reason.ONLY_A_COST_HAS_A_PAYER: N_("Only a cost pays auxiliary work and has a payer."),
    Reason.PAYER_NAMED_WRONGLY: N_(
        "The judgment debtor bears the costs of a sale, deducted before any claim; nobody else is billed."
    ),
    Reason.ONLY_A_DEBTOR_IS_RESTRICTED: N_("Only a debtor is under a consumption restriction."),
    Reason.ONLY_A_CREDITOR_PICKS: N_("Only a creditor picks the platform."),
    Reason.ID_NUMBER_WRONG: N_("This is not an id number or a credit code; please compare its digits."),
    Reason.SELL_ALL_WITHOUT_DOCUMENT: N_("Name the document in which the debtor agreed."),
    Reason.PLATFORM_UNKNOWN: N_("Choose this platform or another one of the list."),
    Reason.PLATFORM_LOCKED: N_(
        "Something of this case was published already; its sales stay on their platform."
    ),
    Reason.PLATFORM_PICKED: N_("The creditors agree on another platform, and theirs is the choice."),
    Reason.PLATFORM_UNDECIDED: N_(
        "No creditor picked a platform, or they disagree: the court decides, and the case names its decision."
    ),
    Reason.PLATFORM_ELSEWHERE: N_("The property of this case is sold on another platform."),
}
