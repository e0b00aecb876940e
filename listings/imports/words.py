"""What the refusals and violations of an import say to people."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.rounds.terms import Reason as TermsReason
from listings.imports.reason import FileReason, RowReason, Violation

WORDS: dict[str, str] = {
    FileReason.MISSING: N_("There is no readable file %(file)s."),
    FileReason.EMPTY: N_("The file has no rows."),
    FileReason.TOO_LARGE: N_("The file has %(bytes)s bytes; at most %(most)s are taken."),
    FileReason.NOT_TEXT: N_("The file is not text: it holds zero bytes."),
    FileReason.WRONG_ENCODING: N_(
        "The file is not written in %(encoding)s: %(bad)s of its %(lines)s lines cannot be read."
    ),
    FileReason.NOT_CSV: N_("The first line is not a CSV header."),
    FileReason.COLUMN_REPEATED: N_("The header names the column %(column)s twice."),
    FileReason.COLUMNS_MISSING: N_("The header lacks these columns: %(columns)s."),
    FileReason.TOO_MANY_ROWS: N_("The file has %(lines)s lines; at most %(most)s are taken."),
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
    RowReason.PRICE_MALFORMED: N_("The column %(column)s holds %(given)s, which is no positive price."),
    RowReason.PRICE_BEYOND_BOUND: N_("The column %(column)s holds %(price)s; at most %(most)s is taken."),
    RowReason.COUNT_MALFORMED: N_("The column %(column)s holds %(given)s, which is no count."),
    RowReason.TYPE_UNKNOWN: N_("The mapping knows no property type %(given)s."),
    RowReason.KEY_REPEATED: N_("Row %(first)s has the same key already."),
    RowReason.CURRENCY_DIFFERS: N_("The court sells in %(court)s, the list is in %(list)s."),
    RowReason.NOT_STORED: N_("The database did not take the row."),
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
    RowReason.PRICE_MALFORMED: N_("No readable price"),
    RowReason.PRICE_BEYOND_BOUND: N_("Price beyond the bound"),
    RowReason.COUNT_MALFORMED: N_("No readable count of failed rounds"),
    RowReason.TYPE_UNKNOWN: N_("Unknown type of property"),
    RowReason.KEY_REPEATED: N_("Key stands in the list already"),
    RowReason.CURRENCY_DIFFERS: N_("Court sells in another currency"),
    RowReason.NOT_STORED: N_("Not taken by the database"),
    TermsReason.PRICE_BELOW_FLOOR: N_("First starting price below the floor (R-18)"),
    Violation.BELOW_LATER_FLOOR: N_("Later starting price below the floor (R-69)"),
    Violation.ABOVE_REFERENCE: N_("Starting price above the reference price (R-18)"),
    Violation.ROUNDS_EXHAUSTED: N_("More failed rounds than the rules know (R-71)"),
}
