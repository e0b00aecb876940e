"""Judges rows of a list: each is a draft, a draft that breaks rules, or refused with its reasons."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auction.kernel.money import Money, least_share, parse_plain
from auction.kernel.refusal import Number, Refusal
from auction.rounds.terms import RoundKind, check_deposit, check_increment, check_starting_price
from auction.rules.rule_set import RuleSet
from listings.draft_form import TIMES
from listings.imports.facts import TOGETHER, Facts, read_facts
from listings.imports.mapping import SourceMapping
from listings.imports.reader import Row
from listings.imports.reason import RowReason, Violation


class Result(enum.StrEnum):
    """What became of a row; every row has exactly one."""

    DRAFT = "DRAFT"
    DRAFT_WITH_VIOLATIONS = "DRAFT_WITH_VIOLATIONS"
    REFUSED = "REFUSED"


@dataclass(frozen=True)
class Judged:
    """A row with its result: what it says, or why it says nothing, and the rules it breaks."""

    row: Row
    facts: Facts | None
    refusals: tuple[Refusal, ...] = ()

    @property
    def result(self) -> Result:
        """Return the one result of the row."""
        if self.facts is None:
            return Result.REFUSED
        return Result.DRAFT_WITH_VIOLATIONS if self.refusals else Result.DRAFT


@dataclass(frozen=True)
class CourtTerms:
    """In what a registered court sells, and whose days and hours it counts."""

    currency: str
    time_zone: str


def judge_rows(rows: Iterable[Row], *, mapping: SourceMapping, rules: RuleSet) -> Iterator[Judged]:
    """Judge the rows one after another, each by itself."""
    return (judge(row, mapping=mapping, rules=rules) for row in rows)


def judge(row: Row, *, mapping: SourceMapping, rules: RuleSet) -> Judged:
    """Judge one row by itself."""
    if row.refusal:
        return Judged(row, None, (row.refusal,))
    facts = read_facts(row, mapping)
    if not isinstance(facts, Facts):
        return Judged(row, None, tuple(facts.values()))
    return Judged(row, facts, check_rules(facts, rules))


def check_court(judged: Judged, court: CourtTerms | None, mapping: SourceMapping) -> Judged:
    """Refuse a row of a court that sells in another currency than the list, or in other hours.

    A court that is not registered yet will be, in those of the list.
    """
    if judged.facts is None or court is None:
        return judged
    column = mapping.court
    if court.currency != mapping.currency:
        numbers: dict[str, Number] = {"column": column, "court": court.currency, "list": mapping.currency}
        return Judged(judged.row, None, (Refusal(RowReason.CURRENCY_DIFFERS, "", numbers),))
    if court.time_zone != mapping.time_zone and judged.facts.fields.keys() & set(TIMES):
        numbers = {"column": column, "court": court.time_zone, "list": mapping.time_zone}
        return Judged(judged.row, None, (Refusal(RowReason.ZONE_DIFFERS, "", numbers),))
    return judged


def check_once(chunk: Sequence[Judged], taken: Mapping[str, int], mapping: SourceMapping) -> list[Judged]:
    """Of rows with one key let the first that can stand do so; ``taken`` are keys of earlier rows."""
    seen = dict(taken)
    return [_check_once(judged, seen, mapping) for judged in chunk]


def not_stored(judged: Judged) -> Judged:
    """Refuse a row that the database did not take, whatever was wrong with it."""
    return Judged(judged.row, None, (Refusal(RowReason.NOT_STORED, ""),))


def check_rules(facts: Facts, rules: RuleSet) -> tuple[Refusal, ...]:
    """Return the rules that prices, increment, deposit and the number of failed rounds break.

    R-18: a first round starts at 70 % of the reference price or more.  R-69: every later one is cut by
    at most 20 %, and the list does not tell the price before, so 56 % is the least it can have been.
    R-71: after two auctions and one sale nothing follows.  R-41, R-30: increment and deposit.
    """
    found = (
        _check_floor(facts, rules),
        _check_above(facts),
        _check_rounds(facts, rules),
        _check_increment(facts),
        _check_deposit(facts, rules),
    )
    return tuple(refusal for refusal in found if refusal is not None)


def _check_once(judged: Judged, seen: dict[str, int], mapping: SourceMapping) -> Judged:
    if judged.facts is None:
        return judged
    first = seen.setdefault(judged.facts.source_key, judged.row.number)
    if first == judged.row.number:
        return judged
    numbers: dict[str, Number] = {"column": TOGETHER.join(mapping.key), "first": first}
    return Judged(judged.row, None, (Refusal(RowReason.KEY_REPEATED, "", numbers),))


def _check_floor(facts: Facts, rules: RuleSet) -> Refusal | None:
    price, reference = facts.starting_price, facts.reference_price
    if facts.failed_rounds == 0:
        return check_starting_price(price, kind=RoundKind.FIRST, rules=rules, reference_price=reference)
    floor = least_share(reference, rules.share("floor_round1") * (1 - rules.share("cut_max")))
    if price >= floor:
        return None
    numbers: dict[str, Number] = {"price": price, "floor": floor, "reference": reference}
    return Refusal(Violation.BELOW_LATER_FLOOR, "R-69", numbers)


def _check_above(facts: Facts) -> Refusal | None:
    if facts.starting_price <= facts.reference_price:
        return None
    numbers: dict[str, Number] = {"price": facts.starting_price, "reference": facts.reference_price}
    return Refusal(Violation.ABOVE_REFERENCE, "R-18", numbers)


def _check_rounds(facts: Facts, rules: RuleSet) -> Refusal | None:
    auctions = rules.count("auction_rounds_max")
    if facts.failed_rounds <= auctions:
        return None
    numbers: dict[str, Number] = {"failed": facts.failed_rounds, "auctions": auctions}
    return Refusal(Violation.ROUNDS_EXHAUSTED, "R-71", numbers)


def _check_increment(facts: Facts) -> Refusal | None:
    increment = _amount(facts, "increment")
    if increment is None:
        return None
    return check_increment(increment, starting_price=facts.starting_price)


def _check_deposit(facts: Facts, rules: RuleSet) -> Refusal | None:
    deposit = _amount(facts, "deposit")
    if deposit is None:
        return None
    return check_deposit(deposit, rules=rules, starting_price=facts.starting_price)


def _amount(facts: Facts, name: str) -> Money | None:
    text = facts.fields.get(name)
    return parse_plain(text, facts.starting_price.currency) if text else None
