"""What the refusals of this room say to people."""

from __future__ import annotations

from auction.cases.register import Reason
from auction.kernel.words import N_

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
    Reason.AMOUNT_MALFORMED: N_("%(given)s is not an amount in %(currency)s; write a plain positive number."),
    Reason.AMOUNT_BEYOND_BOUND: N_("%(amount)s is above %(bound)s, the largest claim kept here."),
    Reason.PARTY_ELSEWHERE: N_("This creditor is not a party of the case."),
}
