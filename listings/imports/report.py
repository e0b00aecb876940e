"""What the report of an import shows of a row, and the report as CSV.

The CSV begins with a byte order mark and one line of names; each row of the file has one line.  A cell
that a spreadsheet would take for a formula gets an apostrophe in front::

    row,line,court,case,title,result,reason,rule,words,known,lot
    17,18,Seoul,2021-5,Flat,DRAFT_WITH_VIOLATIONS,price_below_floor,R-18,"The price ...",no,0193...
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from auction.cases.register import CASE_NUMBER_LENGTH_MAX
from auction.kernel.limits import TITLE_LENGTH_MAX
from listings.imports.judge import Judged
from listings.imports.mapping import SourceMapping
from listings.imports.reader import CONTROL, tidy

BOM = "\ufeff"
COLUMNS = ("row", "line", "court", "case", "title", "result", "reason", "rule", "words", "known", "lot")
# Spreadsheets of East Asia take the full-width signs for the plain ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Told:
    """How a row is recognised by people, even one that could not be read."""

    court_name: str
    case_number: str
    title: str


def told(judged: Judged, mapping: SourceMapping) -> Told:
    """Return court, case and title of a row as far as it has them, else the beginning of its line."""
    cells, facts = judged.row.cells, judged.facts
    title = facts.title if facts else judged.row.excerpt
    return Told(
        court_name=_shown(cells.get(mapping.court, ""), TITLE_LENGTH_MAX),
        case_number=_shown(cells.get(mapping.case_number, ""), CASE_NUMBER_LENGTH_MAX),
        title=_shown(title, TITLE_LENGTH_MAX),
    )


def format_line(cells: Sequence[object]) -> str:
    """Write one line of CSV in which no cell is a formula."""
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(str(cell)) for cell in cells])
    return line.getvalue()


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet computes it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _shown(text: str, longest: int) -> str:
    return tidy(CONTROL.sub(" ", text))[:longest]
