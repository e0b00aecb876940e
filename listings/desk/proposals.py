"""What the desk proposes, one click away: amounts as shares of others, and times that follow a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from auction.kernel.money import MINOR_DIGITS, Money, least_share
from auction.rules.rule_set import RuleSet
from listings.asset import reference_of
from listings.lot import Draft, Purpose
from listings.notice import Proposal

# Shares that courts commonly choose; the first of each is the least that the law allows.
STARTS = (Fraction(7, 10), Fraction(8, 10), Fraction(1))
SECOND_STARTS = (Fraction(8, 10), Fraction(9, 10), Fraction(1))
DEPOSIT = Fraction(1, 10)
INCREMENTS = (Fraction(1, 200), Fraction(1, 100), Fraction(1, 50))
# A buyer needs time for a bank; most notices give two weeks.
BALANCE_WINDOW = timedelta(days=15)
# Bidding opens on a working morning unless the clerk says otherwise.
OPENS = time(10)


@dataclass(frozen=True)
class Offer:
    """An amount that a click would write into a field, and which share of the other it is."""

    amount: Money
    percent: str


def offers(proposal: Proposal) -> dict[str, tuple[Offer, ...]]:
    """Return what can be proposed for each amount, as far as the amounts it follows from are known."""
    draft, found = proposal.draft, dict[str, tuple[Offer, ...]]()
    is_second = proposal.purpose is Purpose.SECOND and proposal.failed is not None
    base = proposal.failed.starting_price if is_second and proposal.failed else reference_of(draft.assets)
    if base is not None:
        found["starting_price"] = _shares(base, SECOND_STARTS if is_second else STARTS)
    if draft.starting_price is not None:
        found["deposit"] = _shares(draft.starting_price, (DEPOSIT,))
        found["increment"] = _steps(draft.starting_price)
    return found


def later_times(draft: Draft, rules: RuleSet) -> dict[str, datetime]:
    """Return the closing and the balance that follow from the times written before them."""
    found: dict[str, datetime] = {}
    if draft.opens_at:
        found["closes_at"] = draft.opens_at + rules.span("min_window")
    if draft.closes_at:
        found["balance_due_at"] = draft.closes_at + BALANCE_WINDOW
    return found


def times_on(day: date, *, draft: Draft, rules: RuleSet, time_zone: str) -> dict[str, datetime]:
    """Return the times of a round that opens that day: as long and as late as those written, if any are."""
    zone = ZoneInfo(time_zone)
    clock = draft.opens_at.astimezone(zone).time() if draft.opens_at else OPENS
    opens_at = datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
    length = draft.closes_at - draft.opens_at if draft.opens_at and draft.closes_at else timedelta(0)
    closes_at = opens_at + max(length, rules.span("min_window"))
    return {"opens_at": opens_at, "closes_at": closes_at, "balance_due_at": closes_at + BALANCE_WINDOW}


def shown_times(times: Mapping[str, datetime], time_zone: str) -> dict[str, str]:
    """Write times as a form's fields for them, in the zone of the court."""
    zone = ZoneInfo(time_zone)
    return {
        name: at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
        for name, at in times.items()
    }


def rounded(amount: Money) -> Money:
    """Return the largest 1, 2 or 5 with zeros, in whole units of the currency, not above the amount."""
    unit: int = 10 ** MINOR_DIGITS[amount.currency]
    whole = max(amount.minor // unit, 1)
    power: int = 10 ** (len(str(whole)) - 1)
    lead = max(digit for digit in (1, 2, 5) if digit <= whole // power)
    return Money(lead * power * unit, amount.currency)


def _shares(base: Money, shares: Sequence[Fraction]) -> tuple[Offer, ...]:
    return tuple(Offer(least_share(base, share), _percent(share)) for share in shares)


def _steps(start: Money) -> tuple[Offer, ...]:
    found = dict.fromkeys(rounded(least_share(start, share)).minor for share in INCREMENTS)
    # Rounded amounts are other shares than those they came from, and the button must not say more.
    return tuple(
        Offer(Money(minor, start.currency), _percent(Fraction(minor, start.minor))) for minor in found
    )


def _percent(share: Fraction) -> str:
    tenths = share * 1_000
    whole, part = divmod(int(tenths), 10)
    return f"{whole}.{part}" if part else str(whole)
