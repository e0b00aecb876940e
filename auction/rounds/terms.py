"""The terms of a round, frozen at publication, and whether the law allows them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import Money, least_share
from auction.kernel.refusal import Number, Refusal
from auction.rounds.conduct import Conduct
from auction.rules.asset_class import AssetClass
from auction.rules.days import day_after, end_of
from auction.rules.lead_times import earliest_start, lead_days
from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import last_day

# A hundredth of what money can count, so that no bid and no price to beat ever leaves its bound.
PRICE_MINOR_MAX = 10**14

Numbers = dict[str, Number]


class RoundKind(enum.StrEnum):
    """Which attempt to sell a lot this is."""

    FIRST = "FIRST"
    SECOND = "SECOND"
    SELL_OFF = "SELL_OFF"
    RERUN = "RERUN"


class Reason(enum.StrEnum):
    """Why terms may not be published."""

    KIND_NOT_OFFERED = "kind_not_offered"
    NOT_POSITIVE = "amount_not_positive"
    PRICE_BEYOND_BOUND = "price_beyond_bound"
    PRICE_BELOW_FLOOR = "price_below_floor"
    PRICE_CUT_TOO_DEEP = "price_cut_too_deep"
    NO_FAILED_ROUND = "no_failed_round"
    INCREMENT_ABOVE_PRICE = "increment_above_price"
    DEPOSIT_TOO_SMALL = "deposit_too_small"
    DEPOSIT_TOO_LARGE = "deposit_too_large"
    NOTICE_TOO_SHORT = "notice_too_short"
    SECOND_TOO_LATE = "second_round_too_late"
    BIDDING_TOO_SHORT = "bidding_too_short"
    WRONG_EXTENSION_WINDOW = "wrong_extension_window"
    BALANCE_DUE_TOO_EARLY = "balance_due_too_early"


@dataclass(frozen=True)
class Terms:
    """Everything that decides how a round is bid for."""

    kind: RoundKind
    starting_price: Money
    increment: Money
    deposit: Money
    opens_at: datetime
    closes_at: datetime
    extension_window: timedelta
    balance_due_at: datetime
    rule_set: str
    rule_set_version: int
    conduct: Conduct
    watched_from: Money | None = None

    @property
    def currency(self) -> str:
        """Return the currency of every amount of the round."""
        return self.starting_price.currency

    def on_grid(self, amount: Money) -> bool:
        """Say whether the amount is the starting price plus whole increments (R-41)."""
        above = amount - self.starting_price
        return above.minor % self.increment.minor == 0


@dataclass(frozen=True)
class TermsFacts:
    """What the law compares terms with; ``time_zone`` is the court's, in whose days it counts."""

    asset_class: AssetClass
    reference_price: Money
    published_at: datetime
    time_zone: str
    previous_starting_price: Money | None = None
    previous_failed_at: datetime | None = None


def check_terms(terms: Terms, *, rules: RuleSet, facts: TermsFacts) -> tuple[Refusal, ...]:
    """Return everything that forbids publishing these terms; nothing means they may stand."""
    absurd = _check_amounts(terms)
    if absurd:
        return absurd
    found = (
        check_starting_price(
            terms.starting_price,
            kind=terms.kind,
            rules=rules,
            reference_price=facts.reference_price,
            previous_starting_price=facts.previous_starting_price,
        ),
        check_increment(terms.increment, starting_price=terms.starting_price),
        check_deposit(terms.deposit, rules=rules, starting_price=terms.starting_price),
        *check_dates(terms, rules=rules, facts=facts),
    )
    return tuple(refusal for refusal in found if refusal is not None)


def check_starting_price(
    starting_price: Money,
    *,
    kind: RoundKind,
    rules: RuleSet,
    reference_price: Money,
    previous_starting_price: Money | None = None,
) -> Refusal | None:
    """R-18: at least 70 % of the reference price.  R-69: cut by at most 20 % in a second round."""
    if kind is RoundKind.SECOND:
        if previous_starting_price is None:
            return Refusal(Reason.NO_FAILED_ROUND, "R-69")
        floor = least_share(previous_starting_price, 1 - rules.share("cut_max"))
        if starting_price < floor:
            numbers = {"price": starting_price, "floor": floor, "previous": previous_starting_price}
            return Refusal(Reason.PRICE_CUT_TOO_DEEP, "R-69", numbers)
        return None
    floor = least_share(reference_price, rules.share("floor_round1"))
    if starting_price < floor:
        numbers = {"price": starting_price, "floor": floor, "reference": reference_price}
        return Refusal(Reason.PRICE_BELOW_FLOOR, "R-18", numbers)
    return None


def check_increment(increment: Money, *, starting_price: Money) -> Refusal | None:
    """R-41 leaves the increment to the court; one above the starting price is a slip of the pen."""
    if starting_price < increment:
        numbers = {"increment": increment, "price": starting_price}
        return Refusal(Reason.INCREMENT_ABOVE_PRICE, "R-41", numbers)
    return None


def check_deposit(deposit: Money, *, rules: RuleSet, starting_price: Money) -> Refusal | None:
    """R-30: from 5 % to 20 % of the starting price, both included."""
    if not deposit.is_at_least(rules.share("deposit_min"), starting_price):
        least = least_share(starting_price, rules.share("deposit_min"))
        return Refusal(Reason.DEPOSIT_TOO_SMALL, "R-30", {"deposit": deposit, "least": least})
    if not deposit.is_at_most(rules.share("deposit_max"), starting_price):
        share = rules.share("deposit_max")
        most = Money(starting_price.minor * share.numerator // share.denominator, deposit.currency)
        return Refusal(Reason.DEPOSIT_TOO_LARGE, "R-30", {"deposit": deposit, "most": most})
    return None


def check_dates(terms: Terms, *, rules: RuleSet, facts: TermsFacts) -> tuple[Refusal | None, ...]:
    """Judge lead time, length of bidding, extension window and the date of the balance."""
    return (
        _check_lead_time(terms, rules, facts),
        _check_second_in_time(terms, rules, facts),
        _check_length(terms, rules),
        _check_window(terms, rules),
        _check_balance_date(terms),
    )


def _check_amounts(terms: Terms) -> tuple[Refusal, ...]:
    if terms.kind not in (RoundKind.FIRST, RoundKind.SECOND):
        return (Refusal(Reason.KIND_NOT_OFFERED, "R-71", {"kind": terms.kind.value}),)
    for amount in (terms.starting_price, terms.increment, terms.deposit):
        if amount.minor <= 0:
            return (Refusal(Reason.NOT_POSITIVE, "R-41", {"amount": amount}),)
        if amount.minor > PRICE_MINOR_MAX:
            return (Refusal(Reason.PRICE_BEYOND_BOUND, "R-41", {"amount": amount}),)
    return ()


def _check_lead_time(terms: Terms, rules: RuleSet, facts: TermsFacts) -> Refusal | None:
    second = terms.kind is RoundKind.SECOND
    earliest = earliest_start(
        rules,
        asset_class=facts.asset_class,
        second=second,
        published_at=facts.published_at,
        time_zone=facts.time_zone,
    )
    if terms.opens_at >= earliest:
        return None
    days = lead_days(rules, asset_class=facts.asset_class, second=second)
    numbers: Numbers = {"opens_at": terms.opens_at, "earliest": earliest, "days": days}
    return Refusal(Reason.NOTICE_TOO_SHORT, "R-21", numbers)


def _check_second_in_time(terms: Terms, rules: RuleSet, facts: TermsFacts) -> Refusal | None:
    if terms.kind is not RoundKind.SECOND:
        return None
    if facts.previous_failed_at is None:
        return Refusal(Reason.NO_FAILED_ROUND, "R-69")
    days = rules.days("round2_within")
    # A duty of the court: a last day that is a holiday moves to the next working day.
    last = last_day(rules, day_after(facts.previous_failed_at, days, facts.time_zone))
    limit = end_of(last, facts.time_zone)
    if terms.opens_at < limit:
        return None
    numbers: Numbers = {"opens_at": terms.opens_at, "failed_at": facts.previous_failed_at, "days": days}
    return Refusal(Reason.SECOND_TOO_LATE, "R-69", numbers)


def _check_length(terms: Terms, rules: RuleSet) -> Refusal | None:
    least = rules.span("min_window")
    if terms.closes_at - terms.opens_at >= least:
        return None
    numbers: Numbers = {
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "hours": least // timedelta(hours=1),
    }
    return Refusal(Reason.BIDDING_TOO_SHORT, "R-42", numbers)


def _check_window(terms: Terms, rules: RuleSet) -> Refusal | None:
    window = rules.span("ext_length")
    if terms.extension_window == window:
        return None
    numbers = {"minutes": window // timedelta(minutes=1)}
    return Refusal(Reason.WRONG_EXTENSION_WINDOW, "R-43", numbers)


def _check_balance_date(terms: Terms) -> Refusal | None:
    if terms.balance_due_at > terms.closes_at:
        return None
    numbers = {"balance_due_at": terms.balance_due_at, "closes_at": terms.closes_at}
    return Refusal(Reason.BALANCE_DUE_TOO_EARLY, "R-63", numbers)
