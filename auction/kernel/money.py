"""Money in whole minor units of one currency.

There is no float here and no division; a fraction is compared by cross-multiplication (R-97).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

# ISO 4217 minor digits of the currencies that courts may use here.
MINOR_DIGITS = {"CNY": 2, "EUR": 2, "HKD": 2, "JPY": 0, "KRW": 0, "TWD": 2, "USD": 2}
# 10^16 minor units is more than any court ever sold for: no single amount that is read is larger.
AMOUNT_MINOR_MAX = 10**16
# What a BIGINT holds.  Sums may pass the bound of an amount, so that nobody breaks a page of sums.
SUM_MINOR_MAX = 2**63 - 1
# One kind of mark groups, always by threes: "714,00" is nobody's 71400, and "1.500" is not surely 1.5.
_GROUPED = r"[1-9][0-9]{0,2}([, \u00a0])[0-9]{3}(?:\2[0-9]{3}){0,4}"
_AMOUNT = re.compile(rf"({_GROUPED}|[0-9]{{1,17}})(?:\.([0-9]{{1,2}}|[0-9]{{4}}))?", re.ASCII)
_UNMARKED = re.compile(r"[^0-9]")


class NotAnAmount(ValueError):
    """The text is not a plain, positive decimal amount of the currency."""


@dataclass(frozen=True, slots=True)
class Money:
    """So many minor units (fen, cent, won) of a currency (ISO 4217)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        assert type(self.minor) is int, "money is whole minor units"
        assert abs(self.minor) <= SUM_MINOR_MAX, "an amount beyond the bound"
        assert self.currency in MINOR_DIGITS, f"unknown currency {self.currency!r}"

    def _check(self, other: Money) -> None:
        assert self.currency == other.currency, "amounts of two currencies never mix"

    def __add__(self, other: Money) -> Money:
        self._check(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._check(other)
        return Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._check(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._check(other)
        return self.minor <= other.minor

    def is_at_least(self, share: Fraction, whole: Money) -> bool:
        """Say whether this amount is at least that exact share of the whole."""
        self._check(whole)
        return self.minor * share.denominator >= whole.minor * share.numerator

    def is_at_most(self, share: Fraction, whole: Money) -> bool:
        """Say whether this amount is at most that exact share of the whole."""
        self._check(whole)
        return self.minor * share.denominator <= whole.minor * share.numerator


def least_share(whole: Money, share: Fraction) -> Money:
    """Return the least whole amount that is at least the share of the whole."""
    product = whole.minor * share.numerator
    return Money(-(-product // share.denominator), whole.currency)


def format_plain(money: Money) -> str:
    """Write an amount as a plain decimal, for forms and files: ``744000.00``."""
    digits = MINOR_DIGITS[money.currency]
    if digits == 0:
        return str(money.minor)
    sign = "-" if money.minor < 0 else ""
    whole, part = divmod(abs(money.minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}"


def parse_plain(text: str, currency: str) -> Money:
    """Read a plain positive decimal; commas or spaces may group its digits by threes: ``71,400.50``.

    Raises NotAnAmount for anything else: signs, exponents, NaN, more decimals than
    the currency has, zero, an amount beyond AMOUNT_MINOR_MAX, and whatever others would
    read as another amount, like a decimal comma.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise NotAnAmount(text[:40])
    whole, part = _UNMARKED.sub("", found[1]), (found[3] or "").rstrip("0")
    digits = MINOR_DIGITS[currency]
    if len(part) > digits:
        raise NotAnAmount(text[:40])
    minor = int(whole + part.ljust(digits, "0"))
    if not 0 < minor <= AMOUNT_MINOR_MAX:
        raise NotAnAmount(text[:40])
    return Money(minor, currency)
