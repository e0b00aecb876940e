"""The currencies this fake takes, the least a charge may be, and the most: eight digits."""

from __future__ import annotations

from typing import Any

from tests.support.fake_stripe.errors import ApiError, invalid

AMOUNT_MAX = 99_999_999
# The least charge, in the currency's smallest unit.
LEAST = {
    "aud": 50, "brl": 50, "cad": 50, "chf": 50, "cny": 400, "czk": 1_500, "dkk": 250, "eur": 50, "gbp": 30,
    "hkd": 400, "huf": 17_500, "inr": 50, "jpy": 50, "krw": 100, "mxn": 1_000, "nok": 300, "nzd": 50,
    "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "twd": 2_000, "usd": 50, "vnd": 20_000,
}  # fmt: skip
# In these the smallest unit is the whole one: 500 is ¥500.
ZERO_DECIMAL = frozenset({"jpy", "krw", "vnd"})


def currency(value: Any, param: str) -> str:
    """Take a currency: three lower-case letters of the list."""
    if value not in LEAST:
        raise invalid(
            param,
            f"Invalid currency: {value}. Stripe currently supports these currencies: {', '.join(LEAST)}",
        )
    return str(value)


def shown(amount: int, code: str) -> str:
    """Write an amount as messages do."""
    if code in ZERO_DECIMAL:
        return f"{amount} {code}"
    return f"{amount // 100}.{amount % 100:02d} {code}"


def check_total(amount: int, code: str) -> None:
    """Say no to a Checkout total that is too small or has more than eight digits."""
    if amount > AMOUNT_MAX:
        raise ApiError(
            f"The Checkout Session's total amount must be no more than {shown(AMOUNT_MAX, code)}.",
            code="amount_too_large",
            kept=False,
        )
    if amount < LEAST[code]:
        raise ApiError(
            f"The Checkout Session's total amount due must add up to at least {shown(LEAST[code], code)}",
            code="amount_too_small",
            kept=False,
        )
