"""Judges rows of a list: each is a draft, a draft that breaks rules, or refused with its reason."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auction.cases.register import CASE_NUMBER_LENGTH_MAX
from auction.kernel.limits import TITLE_LENGTH_MAX
from auction.kernel.money import Money, NotAnAmount, least_share, parse_plain
from auction.kernel.refusal import Number, Refusal
from auction.rounds.terms import PRICE_MINOR_MAX, RoundKind, check_starting_price
from auction.rules.asset_class import AssetClass
from auction.rules.rule_set import RuleSet
from listings.imports.mapping import SourceMapping
from listings.imports.reader import CONTROL, Row
from listings.imports.reason import RowReason, Violation

# What the columns of a lot hold; the key goes into one of 200 characters with the mapping's name.
CELL_LENGTH_MAX = 400
SOURCE_KEY_LENGTH_MAX = 200
_COUNT = re.compile(r"[0-9]{1,3}", re.ASCII)


class Result(enum.StrEnum):
    """What became of a row; every row has exactly one."""

    DRAFT = "DRAFT"
    DRAFT_WITH_VIOLATIONS = "DRAFT_WITH_VIOLATIONS"
    REFUSED = "REFUSED"


@dataclass(frozen=True)
class Facts:
    """What a row says, read into values."""

    source_key: str
    court: str
    case_number: str
    title: str
    place: str
    description: str
    known_defects: str
    asset_class: AssetClass
    reference_price: Money
    starting_price: Money
    failed_rounds: int


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


def judge_rows(rows: Iterable[Row], *, mapping: SourceMapping, rules: RuleSet) -> Iterator[Judged]:
    """Judge the rows one after another; of rows with one key the first that can stand does."""
    seen: dict[str, int] = {}
    for row in rows:
        yield _once(judge(row, mapping=mapping, rules=rules), seen)


def judge(row: Row, *, mapping: SourceMapping, rules: RuleSet) -> Judged:
    """Judge one row by itself."""
    refusal = row.refusal or _check_cells(row, mapping)
    if refusal:
        return Judged(row, None, (refusal,))
    facts = _read_facts(row, mapping)
    if isinstance(facts, Refusal):
        return Judged(row, None, (facts,))
    return Judged(row, facts, check_price(facts, rules))


def check_currency(judged: Judged, court: str, listed: str) -> Judged:
    """Refuse a row of a court that sells in another currency than the list names."""
    if court == listed:
        return judged
    refusal = Refusal(RowReason.CURRENCY_DIFFERS, "", {"court": court, "list": listed})
    return Judged(judged.row, None, (refusal,))


def not_stored(judged: Judged) -> Judged:
    """Refuse a row that the database did not take, whatever was wrong with it."""
    return Judged(judged.row, None, (Refusal(RowReason.NOT_STORED, ""),))


def check_price(facts: Facts, rules: RuleSet) -> tuple[Refusal, ...]:
    """Return the rules that the starting price and the number of failed rounds break.

    R-18: a first round starts at 70 % of the reference price or more.  R-69: every later one is cut by
    at most 20 %, and the list does not tell the price before, so 56 % is the least it can have been.
    R-71: after two auctions and one sale nothing follows.
    """
    found = (_check_floor(facts, rules), _check_above(facts), _check_rounds(facts, rules))
    return tuple(refusal for refusal in found if refusal is not None)


def source_key(row: Row, mapping: SourceMapping) -> str:
    """Return the key of a row among all lists: ``kr-court-list|court|case|number``."""
    parts = [row.cells[column].replace("\\", "\\\\").replace("|", "\\|") for column in mapping.key]
    return "|".join([mapping.name, *parts])


def _once(judged: Judged, seen: dict[str, int]) -> Judged:
    if judged.facts is None:
        return judged
    first = seen.setdefault(judged.facts.source_key, judged.row.number)
    if first == judged.row.number:
        return judged
    return Judged(judged.row, None, (Refusal(RowReason.KEY_REPEATED, "", {"first": first}),))


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


def _check_cells(row: Row, mapping: SourceMapping) -> Refusal | None:
    for column in sorted(mapping.columns):
        if CONTROL.search(row.cells[column]):
            return Refusal(RowReason.NOT_PRINTABLE, "", {"column": column})
    for column in dict.fromkeys((*mapping.key, mapping.court, mapping.case_number)):
        if not row.cells[column]:
            return Refusal(RowReason.FIELD_MISSING, "", {"column": column})
    for column in sorted(mapping.columns):
        refusal = _check_length(column, row.cells[column], mapping)
        if refusal:
            return refusal
    if len(source_key(row, mapping)) > SOURCE_KEY_LENGTH_MAX:
        return _too_long(" + ".join(mapping.key), len(source_key(row, mapping)), SOURCE_KEY_LENGTH_MAX)
    if row.cells[mapping.court] in mapping.no_court:
        return Refusal(RowReason.COURT_NOT_NAMED, "", {"given": row.cells[mapping.court]})
    return None


def _check_length(column: str, text: str, mapping: SourceMapping) -> Refusal | None:
    longest = {mapping.case_number: CASE_NUMBER_LENGTH_MAX, mapping.court: TITLE_LENGTH_MAX}.get(
        column, CELL_LENGTH_MAX
    )
    return _too_long(column, len(text), longest) if len(text) > longest else None


def _too_long(column: str, length: int, longest: int) -> Refusal:
    numbers: dict[str, Number] = {"column": column, "length": length, "longest": longest}
    return Refusal(RowReason.FIELD_TOO_LONG, "", numbers)


def _read_facts(row: Row, mapping: SourceMapping) -> Facts | Refusal:
    reference_price = _read_price(row, mapping.reference_price, mapping.currency)
    starting_price = _read_price(row, mapping.starting_price, mapping.currency)
    failed_rounds = _read_count(row, mapping.failed_rounds)
    asset_class = _read_class(row, mapping)
    if isinstance(reference_price, Refusal):
        return reference_price
    if isinstance(starting_price, Refusal):
        return starting_price
    if isinstance(failed_rounds, Refusal):
        return failed_rounds
    if isinstance(asset_class, Refusal):
        return asset_class
    return Facts(
        source_key=source_key(row, mapping),
        court=row.cells[mapping.court],
        case_number=row.cells[mapping.case_number],
        title=_title(row, mapping),
        place=row.cells[mapping.place],
        description=_description(row, mapping),
        known_defects=_known_defects(row, mapping),
        asset_class=asset_class,
        reference_price=reference_price,
        starting_price=starting_price,
        failed_rounds=failed_rounds,
    )


def _read_price(row: Row, column: str, currency: str) -> Money | Refusal:
    text = row.cells[column]
    try:
        price = parse_plain(text, currency)
    except NotAnAmount:
        given = text[:40] or "–"
        return Refusal(RowReason.PRICE_MALFORMED, "R-18", {"column": column, "given": given})
    if price.minor > PRICE_MINOR_MAX:
        numbers: dict[str, Number] = {
            "column": column,
            "price": price,
            "most": Money(PRICE_MINOR_MAX, currency),
        }
        return Refusal(RowReason.PRICE_BEYOND_BOUND, "R-18", numbers)
    return price


def _read_count(row: Row, column: str) -> int | Refusal:
    text = row.cells[column]
    if not _COUNT.fullmatch(text):
        return Refusal(RowReason.COUNT_MALFORMED, "", {"column": column, "given": text[:40] or "–"})
    return int(text)


def _read_class(row: Row, mapping: SourceMapping) -> AssetClass | Refusal:
    kind = row.cells[mapping.property_type]
    found = mapping.classes.get(kind, mapping.class_default)
    return found or Refusal(RowReason.TYPE_UNKNOWN, "R-21", {"given": kind[:40] or "–"})


def _title(row: Row, mapping: SourceMapping) -> str:
    # The whole text stands in the place and the description; a title is one line.
    return " · ".join(row.cells[column] for column in mapping.title if row.cells[column])[:TITLE_LENGTH_MAX]


def _description(row: Row, mapping: SourceMapping) -> str:
    told = [(label, row.cells[column]) for label, column in mapping.description]
    return "\n".join(f"{label}: {text}" for label, text in told if text)


def _known_defects(row: Row, mapping: SourceMapping) -> str:
    remarks = row.cells.get(mapping.remarks, "").split(mapping.remarks_separator)
    told = [remark.strip() for remark in remarks if remark.strip()]
    return "; ".join(remark for remark in told if not remark.startswith(mapping.not_defects))
