"""What the refusals and violations of an import say to people."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.rounds.terms import Reason as TermsReason
from listings.imports.reason import FileReason, MendingReason, RowReason, Violation
from listings.reason import Reason
from listings.words import FIELDS

WORDS: dict[str, str] = {
    FileReason.MISSING: N_("There is no readable file %(file)s."),
    FileReason.EMPTY: N_("The file has no rows."),
    FileReason.TOO_LARGE: N_("The file has %(bytes)s bytes; at most %(most)s are taken."),
    FileReason.NOT_TEXT: N_(
        "The file is not text: line %(line)s holds a zero byte. Save the table as CSV, not as a workbook."
    ),
    FileReason.WRONG_ENCODING: N_(
        "The file is not written in %(encoding)s: %(bad)s of its %(lines)s lines cannot be read, the first"
        " of them is line %(line)s. Save it in %(encoding)s, which spreadsheets call “CSV UTF-8”."
    ),
    FileReason.NOT_CSV: N_(
        "The first line is not a CSV header in %(encoding)s: it must name the columns, with commas between"
        " them and every quotation mark closed."
    ),
    FileReason.WRONG_SEPARATOR: N_(
        "The columns in line %(line)s are not separated by commas. Save the table as CSV with commas."
    ),
    FileReason.COLUMN_REPEATED: N_("The header names the column %(column)s twice; name it once."),
    FileReason.COLUMNS_MISSING: N_(
        "The header lacks these columns: %(columns)s. Name them in the first line, spelled exactly so."
    ),
    FileReason.TOO_MANY_ROWS: N_("The file has %(lines)s lines; at most %(most)s are taken."),
    FileReason.NOT_CHOSEN: N_("Choose a file first; none was sent."),
    FileReason.CURRENCY_DIFFERS: N_("Such a list is in %(list)s, and your court sells in %(court)s."),
    FileReason.MAPPING_UNKNOWN: N_("There is no mapping %(given)s; there are: %(known)s."),
    FileReason.RULES_UNKNOWN: N_("There is no rule set %(given)s; there are: %(known)s."),
    RowReason.TOO_LONG: N_("The line has more than %(longest)s bytes."),
    RowReason.NOT_IN_ENCODING: N_("The line is not written in %(encoding)s."),
    RowReason.NOT_CSV: N_("The line is not CSV: a quotation mark is open or misplaced."),
    RowReason.COLUMN_COUNT: N_("The row has %(given)s columns instead of %(needed)s."),
    RowReason.NOT_PRINTABLE: N_("The column %(column)s contains characters that cannot be shown."),
    RowReason.FIELD_MISSING: N_("The column %(column)s is empty."),
    RowReason.FIELD_TOO_LONG: N_(
        "The column %(column)s has %(length)s characters; at most %(longest)s are taken."
    ),
    RowReason.COURT_NOT_NAMED: N_("The source writes %(given)s where the name of a court should stand."),
    RowReason.COURT_OF_OTHERS: N_("The row is one of %(given)s; %(own)s takes in its own rows only."),
    RowReason.PRICE_MALFORMED: N_("The column %(column)s holds “%(given)s”, which is no positive price."),
    RowReason.PRICE_BEYOND_BOUND: N_("The column %(column)s holds %(price)s; at most %(most)s is taken."),
    RowReason.COUNT_MALFORMED: N_("The column %(column)s holds “%(given)s”, which is no count."),
    RowReason.TYPE_UNKNOWN: N_(
        "The column %(column)s holds “%(given)s”, which is no class that this kind of list knows."
    ),
    RowReason.KEY_REPEATED: N_("Row %(first)s has the same key already."),
    RowReason.CURRENCY_DIFFERS: N_("The court sells in %(court)s, the list is in %(list)s."),
    RowReason.ZONE_DIFFERS: N_(
        "The times of the list are in %(list)s, and the court lives by those of %(court)s."
    ),
    RowReason.NOT_STORED: N_("The database did not take the row."),
    MendingReason.NOT_REFUSED: N_("This row is a draft already; it is mended on the court's desk now."),
    MendingReason.CHANGED_MEANWHILE: N_(
        "Somebody mended this row while you had it open. Nothing was taken in; open it again."
    ),
    MendingReason.NOBODY_MENDED: N_("No row was changed: there is none with this fault any more."),
    MendingReason.RUN_NOT_HELD: N_("This import does not wait for a word; nothing was changed."),
    Violation.BELOW_LATER_FLOOR: N_(
        "The starting price %(price)s of a later round is below %(floor)s, the least that two permitted"
        " steps leave of the reference price %(reference)s."
    ),
    Violation.ABOVE_REFERENCE: N_(
        "The starting price %(price)s is above the reference price %(reference)s from which it is set."
    ),
    Violation.ROUNDS_EXHAUSTED: N_(
        "%(failed)s rounds have failed; the rules know %(auctions)s auctions and one sale after them."
    ),
}

# The same reasons in a few words, as the sums of a report name them.
NAMES: dict[str, str] = {
    RowReason.TOO_LONG: N_("Line too long"),
    RowReason.NOT_IN_ENCODING: N_("Line in another encoding"),
    RowReason.NOT_CSV: N_("Line is not CSV"),
    RowReason.COLUMN_COUNT: N_("Wrong number of columns"),
    RowReason.NOT_PRINTABLE: N_("Characters that cannot be shown"),
    RowReason.FIELD_MISSING: N_("Part of the key is missing"),
    RowReason.FIELD_TOO_LONG: N_("Cell too long"),
    RowReason.COURT_NOT_NAMED: N_("The source names no court"),
    RowReason.COURT_OF_OTHERS: N_("Row of another court"),
    RowReason.PRICE_MALFORMED: N_("No readable price"),
    RowReason.PRICE_BEYOND_BOUND: N_("Price beyond the bound"),
    RowReason.COUNT_MALFORMED: N_("No readable count of failed rounds"),
    RowReason.TYPE_UNKNOWN: N_("Unknown type of property"),
    RowReason.KEY_REPEATED: N_("Key stands in the list already"),
    RowReason.CURRENCY_DIFFERS: N_("Court sells in another currency"),
    RowReason.ZONE_DIFFERS: N_("Court lives in another time zone"),
    RowReason.NOT_STORED: N_("Not taken by the database"),
    Reason.AMOUNT_UNREADABLE: N_("No readable amount"),
    Reason.AMOUNT_TOO_LARGE: N_("Amount beyond the bound"),
    Reason.TIME_UNREADABLE: N_("No readable time"),
    Reason.TIME_DOES_NOT_EXIST: N_("Time that does not exist"),
    TermsReason.PRICE_BELOW_FLOOR: N_("First starting price below the floor (R-18)"),
    TermsReason.INCREMENT_ABOVE_PRICE: N_("Increment above the starting price (R-41)"),
    TermsReason.DEPOSIT_TOO_SMALL: N_("Deposit below its least share (R-30)"),
    TermsReason.DEPOSIT_TOO_LARGE: N_("Deposit above its greatest share (R-30)"),
    Violation.BELOW_LATER_FLOOR: N_("Later starting price below the floor (R-69)"),
    Violation.ABOVE_REFERENCE: N_("Starting price above the reference price (R-18)"),
    Violation.ROUNDS_EXHAUSTED: N_("More failed rounds than the rules know (R-71)"),
}

MAPPING_NAMES: dict[str, str] = {
    "house-list": N_("House list, for any court"),
    "kr-court-list": N_("List of the Korean courts"),
}
# What the columns of the lists are called where people mend them.
COLUMN_NAMES: dict[str, str] = {
    **FIELDS,
    "court": N_("Court"),
    "case_number": N_("Case number"),
    "lot_number": N_("Number of the lot in its case"),
    "failed_rounds": N_("Failed rounds"),
    "item_no": N_("Number of the lot in its case"),
    "property_type": N_("Type of property"),
    "address": N_("Place"),
    "appraisal_krw": N_("Reference price"),
    "minimum_price_krw": N_("Starting price"),
    "tags": N_("Remarks"),
    "area_pyeong": N_("Area in pyeong"),
}
_AMOUNT = N_("A plain number, like 714000.00")
_TIME = N_("Like 2026-12-01 10:00, by the clock of the court")
_COUNT = N_("0 before a first round, 1 before a second")
_ORDER = N_("1, 2, 3 … within the case")
COLUMN_HINTS: dict[str, str] = {
    "asset_class": N_("movable, immovable or other right"),
    "lot_number": _ORDER,
    "item_no": _ORDER,
    "failed_rounds": _COUNT,
    "reference_price": _AMOUNT,
    "starting_price": _AMOUNT,
    "increment": _AMOUNT,
    "deposit": _AMOUNT,
    "opens_at": _TIME,
    "closes_at": _TIME,
    "balance_due_at": _TIME,
}
