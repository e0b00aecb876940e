"""Reads the cells of a row into values; each cell that cannot be read has its refusal, by its column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from auction.cases.register import CASE_NUMBER_LENGTH_MAX
from auction.kernel.limits import TEXT_LENGTH_MAX, TITLE_LENGTH_MAX
from auction.kernel.money import Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Number, Refusal
from auction.rounds.terms import PRICE_MINOR_MAX
from auction.rules.asset_class import AssetClass
from listings.draft_form import read_form
from listings.imports.mapping import SourceMapping
from listings.imports.reader import CONTROL, Row, tidy
from listings.imports.reason import RowReason

# What the columns of a lot hold; the key goes into one of 200 characters with the mapping's name.
CELL_LENGTH_MAX = 400
SOURCE_KEY_LENGTH_MAX = 200
# Between the names of columns that are wrong together.
TOGETHER = " + "
_COUNT = re.compile(r"[0-9]{1,3}", re.ASCII)
# How spreadsheets write a time once a file went through them: 2026/12/1 10:00.
_SHEET_TIME = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})(?::00)?", re.ASCII
)  # fmt: skip

Refusals = Mapping[str, Refusal]


@dataclass(frozen=True)
class Facts:
    """What a row says, read into values; ``fields`` are kept as the desk keeps what its form says."""

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
    fields: Mapping[str, str] = field(default_factory=dict)


def read_facts(row: Row, mapping: SourceMapping) -> Facts | Refusals:
    """Return what the row says, or why it says nothing: one refusal for each wrong column, in order."""
    cells, errors = mapping.whole(row.cells), dict[str, Refusal]()
    _check_cells(cells, mapping, errors)
    reference_price = _read_price(cells, mapping.reference_price, mapping.currency, errors)
    starting_price = _read_price(cells, mapping.starting_price, mapping.currency, errors)
    failed_rounds = _read_count(cells, mapping, errors)
    asset_class = row.asset_class or _read_class(cells, mapping, errors)
    fields = _read_fields(cells, mapping, errors)
    if errors:
        return errors
    assert reference_price, "a price that is not read has its refusal"
    assert starting_price, "a price that is not read has its refusal"
    assert asset_class, "a class that is not read has its refusal"
    return Facts(
        source_key=source_key(cells, mapping),
        court=mapping.own_court or cells[mapping.court],
        case_number=cells[mapping.case_number],
        title=title_of(cells, mapping),
        place=cells.get(mapping.place, ""),
        description=_description(cells, mapping),
        known_defects=_known_defects(cells, mapping),
        asset_class=asset_class,
        reference_price=reference_price,
        starting_price=starting_price,
        failed_rounds=failed_rounds,
        fields=fields,
    )


def source_key(cells: Mapping[str, str], mapping: SourceMapping) -> str:
    """Return the key of a row among all lists: ``kr-court-list|court|case|number``."""
    parts = [cells[column].replace("\\", "\\\\").replace("|", "\\|") for column in mapping.key]
    return "|".join([mapping.name, *parts])


def title_of(cells: Mapping[str, str], mapping: SourceMapping) -> str:
    """Return the title of a row in one line."""
    # The whole text stands in the place and the description; a title is one line.
    return " · ".join(cells[column] for column in mapping.title if cells[column])[:TITLE_LENGTH_MAX]


def _check_cells(cells: Mapping[str, str], mapping: SourceMapping, errors: dict[str, Refusal]) -> None:
    for column in mapping.columns:
        if CONTROL.search(cells[column]):
            errors.setdefault(column, Refusal(RowReason.NOT_PRINTABLE, "", {"column": column}))
    for column in _never_empty(mapping):
        if not cells[column]:
            errors.setdefault(column, Refusal(RowReason.FIELD_MISSING, "", {"column": column}))
    for column in mapping.columns:
        length, longest = len(cells[column]), _longest(column, mapping)
        if length > longest:
            errors.setdefault(column, _too_long(column, length, longest))
    length = len(source_key(cells, mapping))
    if length > SOURCE_KEY_LENGTH_MAX and not errors.keys() & set(mapping.key):
        refusal = _too_long(TOGETHER.join(mapping.key), length, SOURCE_KEY_LENGTH_MAX)
        errors.update(dict.fromkeys(mapping.key[-1:], refusal))
    _check_court(cells, mapping, errors)


def _check_court(cells: Mapping[str, str], mapping: SourceMapping, errors: dict[str, Refusal]) -> None:
    column, given = mapping.court, cells[mapping.court]
    if given in mapping.no_court:
        numbers: dict[str, Number] = {"column": column, "given": given}
        errors.setdefault(column, Refusal(RowReason.COURT_NOT_NAMED, "", numbers))
    elif mapping.own_court and tidy(given) != tidy(mapping.own_court):
        numbers = {"column": column, "given": given, "own": mapping.own_court}
        errors.setdefault(column, Refusal(RowReason.COURT_OF_OTHERS, "", numbers))


def _never_empty(mapping: SourceMapping) -> tuple[str, ...]:
    title = mapping.title if len(mapping.title) == 1 else ()
    return tuple(dict.fromkeys((*mapping.key, mapping.court, mapping.case_number, *title)))


def _longest(column: str, mapping: SourceMapping) -> int:
    if column == mapping.case_number:
        return CASE_NUMBER_LENGTH_MAX
    # A title of several columns is cut; one that is a column by itself is taken whole or not at all.
    if column == mapping.court or mapping.title == (column,):
        return TITLE_LENGTH_MAX
    return TEXT_LENGTH_MAX if column in mapping.texts else CELL_LENGTH_MAX


def _too_long(column: str, length: int, longest: int) -> Refusal:
    numbers: dict[str, Number] = {"column": column, "length": length, "longest": longest}
    return Refusal(RowReason.FIELD_TOO_LONG, "", numbers)


def _read_price(
    cells: Mapping[str, str], column: str, currency: str, errors: dict[str, Refusal]
) -> Money | None:
    numbers: dict[str, Number] = {"column": column, "given": cells[column][:40] or "–"}
    try:
        price = parse_plain(cells[column], currency)
    except NotAnAmount:
        errors.setdefault(column, Refusal(RowReason.PRICE_MALFORMED, "R-18", numbers))
        return None
    if price.minor > PRICE_MINOR_MAX:
        numbers = {"column": column, "price": price, "most": Money(PRICE_MINOR_MAX, currency)}
        errors.setdefault(column, Refusal(RowReason.PRICE_BEYOND_BOUND, "R-18", numbers))
    return price


def _read_count(cells: Mapping[str, str], mapping: SourceMapping, errors: dict[str, Refusal]) -> int:
    column, text = mapping.failed_rounds, cells[mapping.failed_rounds]
    if not text and column in mapping.optional:
        return 0
    if _COUNT.fullmatch(text):
        return int(text)
    numbers: dict[str, Number] = {"column": column, "given": text[:40] or "–"}
    errors.setdefault(column, Refusal(RowReason.COUNT_MALFORMED, "", numbers))
    return 0


def _read_class(
    cells: Mapping[str, str], mapping: SourceMapping, errors: dict[str, Refusal]
) -> AssetClass | None:
    column, kind = mapping.property_type, cells[mapping.property_type]
    found = mapping.classes.get(kind.casefold().replace("_", " "), mapping.class_default)
    if found is None:
        numbers: dict[str, Number] = {"column": column, "given": kind[:40] or "–"}
        errors.setdefault(column, Refusal(RowReason.TYPE_UNKNOWN, "R-21", numbers))
    return found


def _read_fields(
    cells: Mapping[str, str], mapping: SourceMapping, errors: dict[str, Refusal]
) -> dict[str, str]:
    if not mapping.fields:
        return {}
    form = {column: _as_typed(cells[column]) for column in mapping.fields}
    read = read_form(form, currency=mapping.currency, time_zone=mapping.time_zone)
    for column in mapping.fields:
        if column in read.errors:
            refusal = read.errors[column]
            numbers = {**refusal.numbers, "column": column}
            errors.setdefault(column, Refusal(refusal.reason, refusal.rule, numbers))
    return {column: read.fields[column] for column in mapping.fields if column in read.fields}


def _as_typed(text: str) -> str:
    """Return a time as the desk's form has it; any other text as it is."""
    found = _SHEET_TIME.fullmatch(text)
    if found is None:
        return text
    year, month, day, hour, minute = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}"


def _description(cells: Mapping[str, str], mapping: SourceMapping) -> str:
    told = [(label, cells[column]) for label, column in mapping.description if cells[column]]
    return "\n".join(f"{label}: {text}" if label else text for label, text in told)


def _known_defects(cells: Mapping[str, str], mapping: SourceMapping) -> str:
    remarks = cells.get(mapping.remarks, "").split(mapping.remarks_separator)
    told = [remark.strip() for remark in remarks if remark.strip()]
    return "; ".join(remark for remark in told if not remark.startswith(mapping.not_defects))
