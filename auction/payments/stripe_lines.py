"""Reads the lines of Stripe's own balance into lines of a statement.

Pure.  Every line of the balance is gross, with the fee apart; so one of them becomes one or two of
ours, and their sum is what the balance moved.  The subject is what our ledger knows of it: the
payment, our key, the dispute, the payout to a bank.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from auction.kernel.money import Money
from auction.payments.fact import GatewayLine, LineKind
from auction.payments.stripe_facts import FEES, NAME, Plain, instant_of, money_of, payment_of

_KINDS = {
    "charge": LineKind.PAYMENT,
    "payment": LineKind.PAYMENT,
    "refund": LineKind.REFUND,
    "payment_refund": LineKind.REFUND,
    "refund_failure": LineKind.REFUND,
    "payment_failure_refund": LineKind.REFUND,
    "transfer": LineKind.CASE_CREDIT,
    "transfer_refund": LineKind.REVERSAL,
    "transfer_cancel": LineKind.REVERSAL,
    "transfer_failure": LineKind.REVERSAL,
    "payout": LineKind.PAID_TO_BANK,
    "payout_cancel": LineKind.PAID_TO_BANK,
    "payout_failure": LineKind.PAID_TO_BANK,
    **dict.fromkeys(FEES, LineKind.FEE),
    "topup": LineKind.TOP_UP,
    "topup_reversal": LineKind.TOP_UP,
}
_KEYED = frozenset((LineKind.REFUND, LineKind.CASE_CREDIT, LineKind.REVERSAL))
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def lines_of(line: Plain) -> tuple[GatewayLine, ...]:
    """Read one line of the balance: what moved, and the fee that was taken from it."""
    amount = money_of(line.get("amount"), line.get("currency"))
    if amount is None:
        return ()
    kind = _kind_of(line, amount)
    subject = _subject_of(line, kind)
    at = instant_of(line.get("created")) or _BEGINNING
    moved = GatewayLine(NAME, line["id"], kind, subject, amount, at)
    fee = money_of(line.get("fee"), line.get("currency"))
    if fee is None or fee.minor == 0:
        return (moved,)
    taken = Money(-fee.minor, fee.currency)
    return (moved, GatewayLine(NAME, f"{line['id']}:fee", LineKind.FEE, subject, taken, at))


def _kind_of(line: Plain, amount: Money) -> LineKind:
    if line.get("type") == "adjustment" and _source(line).get("object") == "dispute":
        return LineKind.DISPUTE if amount.minor < 0 else LineKind.DISPUTE_WON
    return _KINDS.get(str(line.get("type")), LineKind.OTHER)


def _subject_of(line: Plain, kind: LineKind) -> str:
    source = _source(line)
    if kind is LineKind.PAYMENT:
        return payment_of(source) or str(source.get("id") or line["id"])
    if kind in _KEYED:
        return str((source.get("metadata") or {}).get("key") or source.get("id") or line["id"])
    # A fee that belongs to no payment is known by its own line.
    return str(line["id"] if kind is LineKind.FEE else source.get("id") or line["id"])


def _source(line: Plain) -> Mapping[str, Any]:
    source = line.get("source")
    return source if isinstance(source, Mapping) else {"id": source}
