"""A difference between ledger and gateway: what it is, why it is likely there, and the act that mends it."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.kernel.words import N_
from auction.payments.fact import LineKind

# A webhook that is late, or a payout over midnight, has found its line by then; older ones raise an alarm.
ALARM_AFTER = timedelta(days=1)
ID_DIGITS = 32


class DifferenceKind(enum.StrEnum):
    """How the two sides of one movement, or their balances, differ."""

    NOT_AT_GATEWAY = "NOT_AT_GATEWAY"
    NOT_IN_LEDGER = "NOT_IN_LEDGER"
    OTHER_AMOUNT = "OTHER_AMOUNT"
    TWICE = "TWICE"
    BALANCE = "BALANCE"


class Mending(enum.StrEnum):
    """The act that mends a difference: a button leads to it."""

    ASK_AGAIN = "ASK_AGAIN"
    IMPORT = "IMPORT"
    CORRECT = "CORRECT"
    LOOK = "LOOK"


@dataclass(frozen=True)
class Difference:
    """One difference: amounts of both sides, signed as the gateway's balance moves, and since when."""

    kind: DifferenceKind
    key: str
    line_kind: str
    subject: str
    in_ledger: Money
    at_gateway: Money
    since_at: datetime
    court_id: str = ""
    transfer_id: str = ""

    @property
    def amount(self) -> Money:
        """Return by how much the gateway holds more than the ledger says."""
        return Money(self.at_gateway.minor - self.in_ledger.minor, self.in_ledger.currency)

    def of_court(self, court_id: str) -> Difference:
        """Return it as that court's, unless a transfer said already whose it is."""
        return self if self.court_id else replace(self, court_id=court_id)


KIND_WORDS: dict[DifferenceKind, str] = {
    DifferenceKind.NOT_AT_GATEWAY: N_("In the ledger, not at the gateway"),
    DifferenceKind.NOT_IN_LEDGER: N_("At the gateway, not in the ledger"),
    DifferenceKind.OTHER_AMOUNT: N_("Another amount"),
    DifferenceKind.TWICE: N_("More often on one side than on the other"),
    DifferenceKind.BALANCE: N_("The balances differ by more than the lines explain"),
}
LINE_WORDS: dict[str, str] = {
    LineKind.PAYMENT: N_("Payment"),
    LineKind.REFUND: N_("Payment back or to a case"),
    LineKind.CASE_CREDIT: N_("Payment to a case"),
    LineKind.REVERSAL: N_("Payout taken back"),
    LineKind.FEE: N_("Fee of a payment service or bank"),
    LineKind.PAID_TO_BANK: N_("From the payment service to the bank"),
    LineKind.DISPUTE: N_("Disputed payment"),
    LineKind.DISPUTE_WON: N_("Dispute won"),
    LineKind.TOP_UP: N_("Paid in by the operator"),
    LineKind.OTHER: N_("Another movement"),
    "": N_("Balance"),
}
MENDING_WORDS: dict[Mending, str] = {
    Mending.ASK_AGAIN: N_("Ask the gateway again"),
    Mending.IMPORT: N_("Import the statement of the bank, then ask again"),
    Mending.CORRECT: N_("Correct the transfer, by two people"),
    Mending.LOOK: N_("Look at the gateway's own page, and explain what was done there"),
}
_BY_HAND = N_("Something was done by hand on the gateway's own page.")
_UNHEARD = N_("The gateway's message about it has not been heard yet.")
_CAUSES: dict[tuple[DifferenceKind, str], tuple[str, Mending]] = {
    (DifferenceKind.NOT_IN_LEDGER, LineKind.PAYMENT): (_UNHEARD, Mending.ASK_AGAIN),
    (DifferenceKind.NOT_IN_LEDGER, LineKind.REFUND): (
        N_("The receipt of the payout has not been read yet, or it was paid by hand at the gateway."),
        Mending.ASK_AGAIN,
    ),
    (DifferenceKind.NOT_IN_LEDGER, LineKind.CASE_CREDIT): (
        N_("The receipt of the payout has not been read yet, or it was paid by hand at the gateway."),
        Mending.ASK_AGAIN,
    ),
    (DifferenceKind.NOT_IN_LEDGER, LineKind.REVERSAL): (
        N_("The gateway took a payout back that the ledger does not know."),
        Mending.LOOK,
    ),
    (DifferenceKind.NOT_IN_LEDGER, LineKind.FEE): (N_("The fee has not been booked yet."), Mending.ASK_AGAIN),
    (DifferenceKind.NOT_IN_LEDGER, LineKind.PAID_TO_BANK): (_UNHEARD, Mending.ASK_AGAIN),
    (DifferenceKind.NOT_IN_LEDGER, LineKind.DISPUTE): (_UNHEARD, Mending.ASK_AGAIN),
    (DifferenceKind.NOT_IN_LEDGER, LineKind.DISPUTE_WON): (_UNHEARD, Mending.ASK_AGAIN),
    (DifferenceKind.NOT_AT_GATEWAY, LineKind.REFUND): (
        N_("It was under way over midnight, or the gateway took it back; if it never left, correct it."),
        Mending.CORRECT,
    ),
}
_BY_KIND: dict[DifferenceKind, tuple[str, Mending]] = {
    DifferenceKind.NOT_AT_GATEWAY: (
        N_("The gateway does not list it: it may stand under the next day; if it never came, correct it."),
        Mending.CORRECT,
    ),
    DifferenceKind.NOT_IN_LEDGER: (_BY_HAND, Mending.LOOK),
    DifferenceKind.OTHER_AMOUNT: (
        N_("A fee was kept back from it, or it was booked with another amount; if so, correct it."),
        Mending.CORRECT,
    ),
    DifferenceKind.TWICE: (
        N_("It was paid or booked a second time, perhaps by hand on the gateway's own page."),
        Mending.LOOK,
    ),
    DifferenceKind.BALANCE: (
        N_("Something stands outside the days that were compared, or was done by hand at the gateway."),
        Mending.LOOK,
    ),
}


def cause(found: Difference, *, at_bank: bool) -> tuple[str, Mending]:
    """Return the likely cause in words, and the act that mends it.

    A bank tells nothing but its statements: what one side alone has there, the next import explains first.
    """
    if at_bank and found.kind is DifferenceKind.NOT_AT_GATEWAY:
        return N_("The statement of that day has not been imported yet, or lacks it."), Mending.IMPORT
    return _CAUSES.get((found.kind, found.line_kind)) or _BY_KIND[found.kind]


def id_of(account_id: str, key: str, found_at: datetime) -> str:
    """Return the id of a difference: one key of an account, found at that time."""
    parts = f"{account_id}\n{key}\n{found_at.isoformat()}"
    return hashlib.sha256(parts.encode()).hexdigest()[:ID_DIGITS]
