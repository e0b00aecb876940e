"""A line of either side: a transfer on a clearing account, or a line of the gateway's own statement.

Pure.  Both sides of one movement carry the same key, the id that its transfer has (``in:<payment>``,
``sent:<transfer>``, ``fee:<id>``), and an amount signed as the gateway's own balance moves: what comes in
is positive.  What two people corrected keeps the key of what was wrong, so that both add up to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.accounts import Account
from auction.ledger.transfer import Purpose, Transfer, bank_arrival_id, bank_payout_id, correction_id
from auction.payments.fact import GatewayLine, LineKind
from auction.payments.outbox import leaving
from auction.payments.payout import transfer_of
from auction.payments.received import BANK

CORRECTION_PREFIX = "fix:"

# What came back and left again has a number at its end: ``sent:<transfer>:2``.
_AGAIN = re.compile(r"^(sent:.*):[2-9]$", re.ASCII)
_SENT = "sent:"
_KINDS = {
    "in": LineKind.PAYMENT,
    "sent": LineKind.REFUND,
    "fee": LineKind.FEE,
    "bankpayout": LineKind.PAID_TO_BANK,
    "dispute": LineKind.DISPUTE,
}
_PREFIXES = {
    LineKind.PAYMENT: "in:{}",
    LineKind.REFUND: "sent:{}",
    LineKind.CASE_CREDIT: "sent:{}",
    # What the gateway took back of a payout stands against that payout.
    LineKind.REVERSAL: "sent:{}",
    LineKind.FEE: "fee:{}",
    LineKind.DISPUTE: "dispute:{}:opened",
    LineKind.DISPUTE_WON: "dispute:{}:won",
}
_LEAVES = frozenset({LineKind.REFUND, LineKind.CASE_CREDIT, LineKind.REVERSAL, LineKind.PAID_TO_BANK})


@dataclass(frozen=True, slots=True)
class Line:
    """One movement as one side knows it; ``name`` is that side's own id of it."""

    key: str
    kind: LineKind
    subject: str
    amount: Money
    at: datetime
    name: str
    court_id: str = ""

    @property
    def came_back(self) -> bool:
        """Say whether it takes back what a gateway had sent before."""
        return self.kind in _LEAVES and self.amount.minor > 0


def of_transfer(transfer: Transfer, account_id: str) -> Line:
    """Return a transfer as a line of the clearing account that it touches."""
    touched = (transfer.debit.id, transfer.credit.id)
    assert account_id in touched, f"{transfer.id} does not touch {account_id}"
    key = stem_of(transfer.id)
    prefix, _, subject = key.partition(":")
    kind = _KINDS.get(prefix, LineKind.OTHER)
    # The debited side gives; at a gateway that is where money of outside came in.
    sign = 1 if transfer.debit.id == account_id else -1
    amount = Money(sign * transfer.amount.minor, transfer.amount.currency)
    return Line(key, kind, subject, amount, transfer.posted_at, transfer.id, transfer.sale.court_id or "")


def of_gateway(line: GatewayLine) -> Line:
    """Return a line of a gateway's statement with the key that its transfer has, or should have."""
    return Line(_key_of(line), line.kind, line.subject, line.amount, line.at, line.id)


def top_up_of(line: Line, account: Account, *, at: datetime) -> Transfer:
    """Return the transfer of what the operator paid in at a gateway, to cover its fees: in no case."""
    assert line.kind is LineKind.TOP_UP, "the operator paid it in"
    own = accounts.expense(line.amount.currency)
    return Transfer(line.key, account, own, line.amount, Purpose.FEE_COVERED, at)


def stem_of(transfer_id: str) -> str:
    """Return the id of what a correction is about, and of a payout the first time that it left."""
    while transfer_id.startswith(CORRECTION_PREFIX):
        transfer_id = transfer_id.removeprefix(CORRECTION_PREFIX)
    return _AGAIN.sub(r"\1", transfer_id)


def ids_of(key: str) -> set[str]:
    """Return the ids of all transfers that stand under a key, if they were ever posted."""
    stem = stem_of(key)
    sent = set(leaving.ids_of(stem.removeprefix(_SENT))) if stem.startswith(_SENT) else {stem}
    fixed = {correction_id(each) for each in sent if not each.startswith(CORRECTION_PREFIX)}
    return sent | fixed | {correction_id(each) for each in fixed}


def _key_of(line: GatewayLine) -> str:
    if line.kind is LineKind.PAID_TO_BANK:
        # It leaves the gateway, and arrives on the account of a bank; what failed comes back to the gateway.
        return bank_arrival_id(line.subject) if line.gateway == BANK else bank_payout_id(line.subject)
    pattern = _PREFIXES.get(line.kind)
    # A payout that was sent again stands against the same transfer.
    return pattern.format(transfer_of(line.subject)) if pattern else f"{line.kind.value.lower()}:{line.id}"
