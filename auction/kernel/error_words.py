"""What the error pages say: a heading and a sentence with a way on, by status."""

from __future__ import annotations

from auction.kernel.words import N_

# status -> heading, sentence
ERROR_WORDS: dict[int, tuple[str, str]] = {
    400: (
        N_("This request could not be read"),
        N_("Nothing was changed. Go back, check what you entered and send it again."),
    ),
    403: (
        N_("This page is not open to you"),
        N_("It belongs to another role or to another person. Sign in with the right account."),
    ),
    404: (
        N_("There is nothing here"),
        N_("The address is wrong, or what it showed is not open to you."),
    ),
    405: (
        N_("This address takes another kind of request"),
        N_("Nothing was changed. Open the page again and use its form."),
    ),
    409: (
        N_("Something changed in the meantime"),
        N_("Nothing was changed by you. Open the page again to see how things stand now."),
    ),
    413: (
        N_("This is too large"),
        N_("Nothing was taken in. Send a smaller file, or fewer at once."),
    ),
    422: (
        N_("This cannot be accepted as it is"),
        N_("Nothing was changed. Go back, correct what you entered and send it again."),
    ),
    429: (
        N_("Too many attempts"),
        N_("The same limit applies to everybody. Wait a few minutes, then try again."),
    ),
    500: (
        N_("Something went wrong on our side"),
        N_("It was recorded and nothing was half done. Try again; if it stays, tell the court."),
    ),
    503: (
        N_("The platform is busy"),
        N_("Nothing was changed. Try again in a few seconds."),
    ),
}
OTHER_ERROR = (N_("This did not work"), N_("Nothing was changed. Go back and try again."))
STALE_FORM = (
    N_("This form is no longer valid"),
    N_("It was open for too long, or your sign-in ended. Nothing was changed: open the page and send again."),
)
