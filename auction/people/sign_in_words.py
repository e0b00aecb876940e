"""The sentences of sign-up, sign-in and recovery, in our words.

The library looks every sentence up in our own catalogue, so they are marked here.  No sentence
tells a stranger whether an address has an account.
"""

from __future__ import annotations

from auction.kernel.words import N_

# key of the library -> sentence, kind of message
MESSAGES: dict[str, tuple[str, str]] = {
    "GENERIC_AUTHN_FAILED": (
        N_(
            "Address and password do not belong together, or the address has not been confirmed yet. "
            "Check both, or use the links below."
        ),
        "error",
    ),
    "CONFIRM_REGISTRATION": (
        N_("Thank you. We have sent a letter to %(email)s: open the link in it, then sign in."),
        "success",
    ),
    "EMAIL_CONFIRMED": (N_("Thank you, your address is confirmed. Sign in now."), "success"),
    "ALREADY_CONFIRMED": (N_("Your address is confirmed already. Sign in."), "info"),
    "INVALID_CONFIRMATION_TOKEN": (
        N_("This confirmation link does not work. Ask for a new one here."),
        "error",
    ),
    "CONFIRMATION_EXPIRED": (
        N_("This confirmation link is too old. Ask for a new one here."),
        "error",
    ),
    "CONFIRMATION_REQUEST": (
        N_("If %(email)s waits for confirmation, a letter with a new link is on its way."),
        "info",
    ),
    "PASSWORD_RESET_REQUEST": (
        N_("If %(email)s has an account, a letter with a link for a new password is on its way."),
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": (
        N_("This link is too old. Ask for a new one here."),
        "error",
    ),
    "INVALID_RESET_PASSWORD_TOKEN": (
        N_("This link does not work, or was used already. Ask for a new one here."),
        "error",
    ),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your new password is set. Sign in with it."), "success"),
    "PASSWORD_CHANGE": (
        N_("Your password is changed, and all your other browsers are signed out."),
        "success",
    ),
    "PASSWORD_INVALID_LENGTH": (
        N_("A password has at least %(length)s and at most 128 characters."),
        "error",
    ),
    "PASSWORD_NOT_PROVIDED": (N_("Enter a password."), "error"),
    "PASSWORD_MISMATCH": (N_("The two passwords differ."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two passwords differ."), "error"),
    "PASSWORD_IS_THE_SAME": (N_("The new password must differ from the one before."), "error"),
    "INVALID_PASSWORD": (N_("This is not your present password."), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("This is not an e-mail address."), "error"),
    "INVALID_REDIRECT": (N_("This page leads nowhere outside the platform."), "error"),
}
SUBJECTS: dict[str, str] = {
    "EMAIL_SUBJECT_REGISTER": N_("Confirm your address"),
    "EMAIL_SUBJECT_CONFIRM": N_("Confirm your address"),
    "EMAIL_SUBJECT_PASSWORD_RESET": N_("A link for a new password"),
    "EMAIL_SUBJECT_PASSWORD_NOTICE": N_("Your password was set anew"),
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": N_("Your password was changed"),
}
INVITATION_SUBJECT = N_("Your account at the judicial auction platform")
