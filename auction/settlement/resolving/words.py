"""What the refusals of this room say to people."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.settlement.resolving.wish import ResolvingReason

WORDS: dict[str, str] = {
    ResolvingReason.REFERENCE_UNREADABLE: N_(
        "This is no reference; one has ten letters and digits, as K7F3K-9XQ2M."
    ),
    ResolvingReason.WITHOUT_REASON: N_(
        "Say why the payment counts for this reference, so that a judge can check it."
    ),
    ResolvingReason.REASON_TOO_LONG: N_("The reason has more than %(length_max)s characters."),
    ResolvingReason.REQUEST_ELSEWHERE: N_("This court has given nobody this reference."),
}
