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
from auction.kernel.refusal import Refusal
from listings.desk.steps import Place, Step, place_of
from listings.imports.cell import safe_cell
from listings.imports.facts import TOGETHER, title_of
from listings.imports.judge import Judged
from listings.imports.mapping import SourceMapping
from listings.imports.reader import CONTROL, tidy
from listings.imports.reason import Violation

BOM = "\ufeff"
# What a column of the report keeps of a wrong cell: rows are found by it, nobody mends by it.
FAULT_LENGTH_MAX = 200
# Beside the columns of the list, which it ignores when it is taken in again.
REFUSED_COLUMNS = ("import_row", "import_refusal", "import_line")
# What an import alone judges, and where on the desk it is mended.
_PLACES: dict[str, Place] = {
    Violation.BELOW_LATER_FLOOR: Place(Step.PRICE, "starting_price"),
    Violation.ABOVE_REFERENCE: Place(Step.PRICE, "starting_price"),
}
COLUMNS = ("row", "line", "court", "case", "title", "result", "reason", "rule", "words", "known", "lot")


@dataclass(frozen=True)
class Told:
    """How a row is recognised by people, even one that could not be read."""

    court_name: str
    case_number: str
    title: str


def told(judged: Judged, mapping: SourceMapping) -> Told:
    """Return court, case and title of a row as far as it has them, else the beginning of its line."""
    cells = mapping.whole(judged.row.cells)
    # A line that is no row has its cells in the wrong places, if any.
    title = "" if judged.row.refusal else title_of(cells, mapping)
    return Told(
        court_name=_shown(cells[mapping.court], TITLE_LENGTH_MAX),
        case_number=_shown(cells[mapping.case_number], CASE_NUMBER_LENGTH_MAX),
        title=_shown(title or judged.row.excerpt, TITLE_LENGTH_MAX),
    )


def fault_of(judged: Judged) -> tuple[str, str]:
    """Return the column of a refused row's first refusal, and what stands there: where to mend it."""
    if judged.facts is not None:
        return "", ""
    column = str(judged.refusals[0].numbers.get("column", ""))
    return column, judged.row.cells.get(column, "")[:FAULT_LENGTH_MAX]


def wrong_columns(refusals: Sequence[Refusal]) -> dict[str, Refusal]:
    """Return the refusal of each column that has one; a key of several columns is wrong in each of them."""
    found: dict[str, Refusal] = {}
    for refusal in refusals:
        for column in str(refusal.numbers.get("column", "")).split(TOGETHER):
            found.setdefault(column, refusal)
    found.pop("", None)
    return found


def place_in_draft(refusal: Refusal) -> Place | None:
    """Return the step and field of the desk where a violation is mended; none for what no field can mend."""
    place = _PLACES.get(str(refusal.reason)) or place_of(refusal)
    return place if place.field else None


def format_line(cells: Sequence[object]) -> str:
    """Write one line of CSV in which no cell is a formula."""
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(str(cell)) for cell in cells])
    return line.getvalue()


def _shown(text: str, longest: int) -> str:
    return tidy(CONTROL.sub(" ", text))[:longest]
