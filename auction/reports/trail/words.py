"""The sentences for what does not agree in the money of a lot."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.reports.trail.proof import Reason

WORDS: dict[str, str] = {
    Reason.LINES_MISSING: N_(
        "This lot moved its money so often that it is not checked on one page; the court's statements "
        "have every line."
    ),
    Reason.OTHER_CURRENCY: N_("Line %(number)s is in another currency."),
    Reason.OFF_THE_CHART: N_("Line %(number)s goes a way that the chart of accounts does not know."),
    Reason.NOT_POSITIVE: N_("Line %(number)s moves nothing."),
    Reason.REVERSES_NOTHING: N_("Line %(number)s corrects no earlier line exactly."),
    Reason.BELOW_ZERO: N_("By line %(number)s more left %(account)s than was in it."),
    Reason.LEDGER_DIFFERS: N_(
        "The lines and the ledger disagree about the accounts of the kind %(account)s."
    ),
    Reason.PRICE_DIFFERS: N_(
        "In round %(round)s the case was credited with %(credited)s; the hammer price is %(price)s."
    ),
    Reason.RECEIPTS_DIFFER: N_("The ledger says that %(sent)s left; there are receipts for %(receipts)s."),
}
