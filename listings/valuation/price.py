"""The price of a lot as its notice states it: by which way it was found, when, and until when it holds.

A reference price is valid for a year at most.  Who publishes the first notice within that time may
still sell until half a year after it (R-15); every later round is judged anew by its own first day.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from auction.kernel.refusal import Refusal
from auction.rules.days import months_after
from auction.rules.rule_set import RuleSet
from listings.reason import Missing
from listings.valuation.reason import Reason


class Method(enum.StrEnum):
    """How a price was found: four ways to a reference price, and two that need no appraisal (R-11, R-20)."""

    NEGOTIATION = "negotiation"
    TARGETED = "targeted"
    NETWORK = "network"
    APPRAISAL = "appraisal"
    MARKET_PRICE = "market_price"
    CREDITOR_REQUEST = "creditor_request"


REFERENCE_PRICE = "reference_price"


@dataclass(frozen=True)
class Price:
    """What a draft says of its price beside the amount; a report may name an earlier end of validity."""

    method: str = ""
    fixed_on: date | None = None
    valid_until: date | None = None


NO_PRICE = Price()


@dataclass(frozen=True)
class Dates:
    """By what a price is judged: the days of the court on which notices went up, today, and the opening."""

    today: date
    opens_on: date | None = None
    noticed_on: tuple[date, ...] = ()


def methods_of(rules: RuleSet) -> tuple[str, ...]:
    """Return the ways to a price that a rule set knows, in their order."""
    bases = rules.listed("pricing_basis")
    ways = rules.listed("method_order") if REFERENCE_PRICE in bases else ()
    return (*ways, *(basis for basis in bases if basis != REFERENCE_PRICE))


def check_price(price: Price, *, rules: RuleSet, dates: Dates) -> tuple[Refusal, ...]:
    """Return everything that forbids publishing with this price, in the order of the form."""
    lacking = _lacking(price, rules)
    if lacking or price.fixed_on is None:
        return lacking
    if price.fixed_on > dates.today:
        return (_refuse(Reason.FIXED_LATER, "R-15", fixed_on=price.fixed_on),)
    if price.method not in rules.listed("method_order"):
        return ()
    return _named_end(price, price.fixed_on, rules) or _check_valid(price, rules, dates)


def valid_until(price: Price, rules: RuleSet) -> date | None:
    """Return the last day on which a first notice may rely on the price; None for one without an end."""
    if price.fixed_on is None or price.method not in rules.listed("method_order"):
        return None
    return price.valid_until or months_after(price.fixed_on, rules.months("ref_valid_max"))


def sold_until(price: Price, rules: RuleSet) -> date | None:
    """Return the last day on which a sale may open at the price, its first notice being in time (R-15)."""
    end = valid_until(price, rules)
    return end and months_after(end, rules.months("ref_grace"))


def begun_until(price: Price, rules: RuleSet) -> date | None:
    """Return the last day on which the sale is to be prepared, after the price was fixed (R-16)."""
    return price.fixed_on and price.fixed_on + timedelta(days=rules.days("disposal_start"))


def first_noticed(price: Price, dates: Dates) -> date:
    """Return the day of the first notice with this price: the first since it was fixed, or today."""
    return min(_since(price.fixed_on, dates.noticed_on), default=dates.today)


def _since(fixed_on: date | None, days: Iterable[date]) -> Iterable[date]:
    return (day for day in days if fixed_on is None or day >= fixed_on)


def _lacking(price: Price, rules: RuleSet) -> tuple[Refusal, ...]:
    found = []
    if not price.method:
        found.append(Refusal(Missing.PRICE_METHOD, "R-20"))
    elif price.method not in methods_of(rules):
        found.append(Refusal(Reason.METHOD_NOT_OFFERED, "R-20"))
    if price.fixed_on is None:
        found.append(Refusal(Missing.PRICE_FIXED_ON, "R-15"))
    return tuple(found)


def _named_end(price: Price, fixed_on: date, rules: RuleSet) -> tuple[Refusal, ...]:
    if price.valid_until is None:
        return ()
    if price.valid_until < fixed_on:
        return (_refuse(Reason.VALID_BEFORE_FIXED, "R-15", fixed_on=fixed_on),)
    most = months_after(fixed_on, rules.months("ref_valid_max"))
    return (_refuse(Reason.VALID_TOO_LONG, "R-15", most=most),) if price.valid_until > most else ()


def _check_valid(price: Price, rules: RuleSet, dates: Dates) -> tuple[Refusal, ...]:
    end, latest = valid_until(price, rules), sold_until(price, rules)
    assert end is not None, "a reference price has an end"
    assert latest is not None, "a reference price has an end"
    noticed_on = first_noticed(price, dates)
    if noticed_on > end:
        return (_refuse(Reason.EXPIRED, "R-15", valid_until=end, noticed_on=noticed_on),)
    if dates.opens_on is not None and dates.opens_on > latest:
        return (_refuse(Reason.STALE, "R-15", opens_on=dates.opens_on, latest=latest),)
    return ()


def _refuse(reason: Reason, rule: str, **days: date) -> Refusal:
    return Refusal(reason, rule, {name: day.isoformat() for name, day in days.items()})
