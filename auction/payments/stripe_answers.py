"""What Stripe's noes mean, what it never takes, and how a Checkout page is asked for.

Pure.  Some answers leave open whether Stripe acted, or will be another soon: those are asked for
again.  Others are for good, and a person must look.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.gateway import Ask
from auction.payments.words import Reason

# A payment at Stripe carries at most eight digits.
PAYMENT_MINOR_MAX = 99_999_999
# The least that Stripe takes in one payment.
PAYMENT_MINOR_MIN = {"CNY": 400, "EUR": 50, "HKD": 400, "JPY": 50, "KRW": 100, "TWD": 2_000, "USD": 50}
# The languages of our pages, as Checkout names them.
LOCALES = {"en": "en", "zh_Hans_CN": "zh", "zh_Hant_TW": "zh-TW"}
TITLE_LENGTH_MAX = 200
CODE_LENGTH_MAX = 64

# Noes that pass: funds arrive, a lock is let go, a dispute that we have not heard of yet may be won.  And
# whose key was used for something a little else may have left by that: it is looked for, and Stripe
# forgets a key after a day.
_PASSING = frozenset(
    "balance_insufficient insufficient_funds lock_timeout idempotency_key_in_use idempotency_error"
    " charge_disputed".split()
)
_PASSING_STATUSES = frozenset((401, 403, 409, 429))


def is_passing(status: int | None, code: str) -> bool:
    """Say whether a no leaves open what happened or may soon be another, so that asking again helps."""
    if status is None or status >= 500 or status in _PASSING_STATUSES:
        return True
    return code in _PASSING


def offer(ask: Ask, currencies: Collection[str]) -> Refusal | None:
    """Say why something cannot be paid over Stripe, or None when it can."""
    if ask.amount.currency not in currencies:
        return Refusal(Reason.WAY_OTHER_CURRENCY, "", {"currency": ask.amount.currency})
    if ask.amount.minor > PAYMENT_MINOR_MAX:
        most = Money(PAYMENT_MINOR_MAX, ask.amount.currency)
        return Refusal(Reason.WAY_TOO_MUCH, "", {"most": most})
    if ask.amount.minor < PAYMENT_MINOR_MIN[ask.amount.currency]:
        least = Money(PAYMENT_MINOR_MIN[ask.amount.currency], ask.amount.currency)
        return Refusal(Reason.WAY_TOO_LITTLE, "", {"least": least})
    return None


def checkout_of(ask: Ask, *, expires_at: datetime, language: str, back_url: str) -> dict[str, Any]:
    """Write what Stripe is told of a payment: the amount, the lot's title and our own codes, no name."""
    ours = {"reference": ask.reference, "request_id": ask.request_id, "purpose": ask.purpose.value}
    return {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": ask.amount.currency.lower(),
                    "unit_amount": ask.amount.minor,
                    "product_data": {"name": (ask.title or ask.reference)[:TITLE_LENGTH_MAX]},
                },
            }
        ],
        "client_reference_id": ask.reference,
        "metadata": ours,
        "payment_intent_data": {"metadata": ours, "transfer_group": ask.lot_id or ask.request_id},
        # What is paid is what was asked: Stripe offers no other currency beside it.
        "adaptive_pricing": {"enabled": False},
        "locale": LOCALES.get(language, "auto"),
        "expires_at": int(expires_at.timestamp()),
        "success_url": f"{back_url}?back=paid",
        "cancel_url": f"{back_url}?back=left",
    }
