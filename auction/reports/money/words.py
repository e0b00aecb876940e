"""The sentences for what trial balances and statements refuse."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.reports.money.moment import Reason

WORDS: dict[str, str] = {
    Reason.NOT_A_MOMENT: N_(
        "%(name)s: “%(value)s” is not a time. Write a day like 2026-03-31 or a minute like 2026-03-31T10:00."
    ),
    Reason.PERIOD_EMPTY: N_("The period from %(since)s to %(until)s is empty."),
    Reason.NO_SUCH_PLACE: N_("The address names no line of the statement. Begin at its first page."),
    Reason.CURRENCY_UNKNOWN: N_("No court here has its money in %(value)s."),
}
