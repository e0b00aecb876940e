"""The sentences of everything that is refused about accounts and identities."""

from __future__ import annotations

from auction.kernel.doors import Role
from auction.kernel.words import N_
from auction.people.form_text import FormTextReason
from auction.people.identity import IdentityReason
from auction.people.staff import StaffReason

WORDS: dict[str, str] = {
    FormTextReason.ZERO_CHARACTER: N_(
        "The field %(field)s contains a character that is no letter and no sign (code 0). Nothing was "
        "changed: go back, type the text anew and send it again."
    ),
    IdentityReason.UNKNOWN_KIND: N_("Choose whether you bid as a person or for a company."),
    IdentityReason.NAME_MISSING: N_("Enter the full name as it stands in the document."),
    IdentityReason.NAME_TOO_LONG: N_("The name has %(length)s characters; %(most)s are possible."),
    IdentityReason.ID_NUMBER_MALFORMED: N_(
        "A resident id number has 18 characters, 17 digits and a digit or X; yours has %(length)s."
    ),
    IdentityReason.ID_NUMBER_WRONG_CHECK_DIGIT: N_(
        "The last character of the id number does not fit the others. Compare every digit."
    ),
    IdentityReason.ID_NUMBER_WRONG_BIRTH_DATE: N_(
        "Digits 7 to 14 of the id number are no date on which somebody was born. Compare every digit."
    ),
    IdentityReason.CREDIT_CODE_MALFORMED: N_(
        "A unified social credit code has 18 characters without I, O, S, V and Z; yours has %(length)s."
    ),
    IdentityReason.CREDIT_CODE_WRONG_CHECK_DIGIT: N_(
        "The last character of the credit code does not fit the others. Compare every character."
    ),
    IdentityReason.REPRESENTATIVE_MISSING: N_("Enter the full name of the person who acts for the company."),
    IdentityReason.REPRESENTATIVE_TOO_LONG: N_(
        "The name of the representative has %(length)s characters; %(most)s are possible."
    ),
    IdentityReason.FIXED: N_(
        "You have begun to enrol under this identity, so it does not change here any more. If it is wrong, "
        "write to the court of the sale; the address stands in its notice."
    ),
    IdentityReason.TAKEN: N_(
        "This number is registered with another account. One person bids with one account."
    ),
    StaffReason.ROLE_UNKNOWN: N_("Choose one of the roles."),
    StaffReason.EMAIL_MALFORMED: N_("This is not an e-mail address."),
    StaffReason.EMAIL_TAKEN: N_("There is an account with this address already."),
    StaffReason.COURT_MISSING: N_("An officer belongs to a court; choose it."),
    StaffReason.COURT_NEEDLESS: N_("Only clerks, judges and finance officers belong to a court."),
    StaffReason.NOT_FOUND: N_("There is no such staff account."),
    StaffReason.ALREADY_REMOVED: N_("This account has been removed already."),
    StaffReason.OWN_ACCOUNT: N_("Nobody removes the own account; another operator does."),
}

ROLE_WORDS: dict[str, str] = {
    Role.CLERK: N_("Clerk"),
    Role.JUDGE: N_("Judge"),
    Role.FINANCE: N_("Court finance"),
    Role.AUDITOR: N_("Auditor"),
    Role.OPERATOR: N_("Platform operator"),
}
