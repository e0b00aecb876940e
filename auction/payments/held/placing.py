"""Whether finance may say for which request a payment counts.

Pure.  Only what still waits, at the bank of the own court, in the currency of a request that is not paid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.statement import YEARS
from auction.payments.received import PaymentRequest, RequestState
from auction.payments.words import Reason

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
After = tuple[datetime, str]


@dataclass(frozen=True)
class Held:
    """A payment that nobody could place: what it is, why it waits, and until when."""

    payment_id: str
    court_id: str
    amount: Money
    sealed_payer_name: bytes
    reason: str
    received_at: datetime
    until_at: datetime
    request_id: str | None


def format_after(held: Held) -> str:
    """Write after which payment a page goes on, for an address: ``2026-04-01T10:00:00+00:00/bank_ab12``."""
    return f"{held.until_at.astimezone(UTC).isoformat()}/{held.payment_id}"


def parse_after(text: str) -> After | None:
    """Read what format_after wrote; None for what it never wrote."""
    written, _, payment_id = text.partition("/")
    try:
        until_at = datetime.fromisoformat(written)
    except ValueError:
        return None
    is_whole = until_at.tzinfo is not None and until_at.year in YEARS and bool(_ID.fullmatch(payment_id))
    return (until_at, payment_id) if is_whole else None


def judge_held(held: Held | None, *, court_id: str) -> Refusal | None:
    """Say that a payment does not wait at the bank of this court, or None when it does."""
    is_here = held is not None and held.court_id == court_id
    return None if is_here else Refusal(Reason.NOT_HELD, "R-31")


def judge(held: Held | None, request: PaymentRequest | None, *, court_id: str) -> Refusal | None:
    """Say why a payment cannot be placed there, or None when it can."""
    if held is None or held.court_id != court_id:
        return Refusal(Reason.NOT_HELD, "R-31")
    if request is None:
        return Refusal(Reason.REFERENCE_UNKNOWN, "R-31", {"received": held.amount})
    if request.state is RequestState.ACCEPTED:
        return Refusal(Reason.ALREADY_PAID, "R-63", {"received": held.amount})
    if request.amount.currency != held.amount.currency:
        return Refusal(Reason.OTHER_CURRENCY, "R-63", {"received": held.amount, "needed": request.amount})
    return None


def entry_of(held: Held, request: PaymentRequest, *, actor: str, at: datetime) -> EntryDraft:
    """Return the entry of the record about a payment that finance placed."""
    return EntryDraft(
        chain=chain_of(held.court_id),
        type="payment.placed",
        at=at,
        facts={
            "payment_id": held.payment_id,
            "request_id": request.id,
            "purpose": request.purpose.value,
            "reason": held.reason,
            "actor": actor,
            "amount_minor": str(held.amount.minor),
            "currency": held.amount.currency,
        },
        court_id=held.court_id,
        round_id=request.round_id,
    )
