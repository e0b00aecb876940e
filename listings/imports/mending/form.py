"""What somebody writes instead of a refused row, and whether the row may be mended at all.

Each column of the mapping is one field of the form, ``cell-`` and the column's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import orjson

from auction.kernel.refusal import Refusal
from auction.rules.asset_class import AssetClass
from listings.imports import report
from listings.imports.judge import Judged, Result
from listings.imports.mapping import SourceMapping
from listings.imports.reader import Row, tidy
from listings.imports.reason import MendingReason, RowReason

PREFIX = "cell-"
# Rows with one key, or of a court in other terms, cannot be mended by writing the same into all.
_ALONE = frozenset({RowReason.KEY_REPEATED, RowReason.CURRENCY_DIFFERS, RowReason.ZONE_DIFFERS})


@dataclass(frozen=True)
class Said:
    """A whole row as it is written: its cells, and the class where the list's own word is not known."""

    cells: Mapping[str, str]
    asset_class: str = ""


@dataclass(frozen=True)
class Change:
    """What is written into every row that has one fault: a text into the column, or a class."""

    column: str
    text: str = ""
    asset_class: str = ""


def read_said(form: Mapping[str, str], mapping: SourceMapping) -> Said:
    """Read the form of one row."""
    cells = {column: tidy(form.get(PREFIX + column, "")) for column in mapping.columns}
    return Said(cells, _class_of(form.get("asset_class", "")))


def read_change(form: Mapping[str, str], column: str) -> Change:
    """Read the form that mends many rows."""
    return Change(column, tidy(form.get("written", "")), _class_of(form.get("asset_class", "")))


def cells_of(text: str) -> dict[str, str]:
    """Return cells as they are kept: a JSON object of column and text."""
    cells: dict[str, str] = orjson.loads(text)
    return cells


def apply(said: Said, change: Change) -> Said:
    """Return the row with the change written into it; a class stands beside the list's own word."""
    if change.asset_class:
        return replace(said, asset_class=change.asset_class)
    return Said({**said.cells, change.column: change.text}, said.asset_class)


def row_of(said: Said, *, number: int, line: int) -> Row:
    """Return what is written as a row to be judged."""
    asset_class = AssetClass(said.asset_class) if said.asset_class else None
    return Row(number, line, said.cells, asset_class=asset_class)


def judge_open(result: str, mended_count: int, seen: int) -> Refusal | None:
    """Say why the row is not mended now: it is a draft, or somebody else mended it meanwhile."""
    if result != Result.REFUSED:
        return Refusal(MendingReason.NOT_REFUSED, "")
    if mended_count != seen:
        return Refusal(MendingReason.CHANGED_MEANWHILE, "")
    return None


def is_mended(judged: Judged, reason: str, column: str) -> bool:
    """Say whether a row no longer has the fault; it may have another."""
    if judged.facts is not None:
        return True
    return (str(judged.refusals[0].reason), report.fault_of(judged)[0]) != (reason, column)


def can_be_mended_together(reason: str, column: str, mapping: SourceMapping) -> bool:
    """Say whether one value can mend all rows that have the fault."""
    return column in mapping.columns and reason not in _ALONE


def _class_of(text: str) -> str:
    return text if text in set(AssetClass) else ""
