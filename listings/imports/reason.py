"""Why an import refuses a file or a row, and which rules a row breaks."""

from __future__ import annotations

import enum


class FileReason(enum.StrEnum):
    """Why a whole file is refused before any row is taken."""

    MISSING = "file_missing"
    EMPTY = "file_empty"
    TOO_LARGE = "file_too_large"
    NOT_TEXT = "file_not_text"
    WRONG_ENCODING = "file_wrong_encoding"
    NOT_CSV = "file_not_csv"
    WRONG_SEPARATOR = "file_wrong_separator"
    COLUMN_REPEATED = "file_column_repeated"
    COLUMNS_MISSING = "file_columns_missing"
    TOO_MANY_ROWS = "file_too_many_rows"
    NOT_CHOSEN = "file_not_chosen"
    CURRENCY_DIFFERS = "file_currency_differs"
    MAPPING_UNKNOWN = "import_mapping_unknown"
    RULES_UNKNOWN = "import_rules_unknown"


class RowReason(enum.StrEnum):
    """Why a row is refused.  The order is the order of judging."""

    TOO_LONG = "row_too_long"
    NOT_IN_ENCODING = "row_not_in_encoding"
    NOT_CSV = "row_not_csv"
    COLUMN_COUNT = "row_column_count"
    NOT_PRINTABLE = "row_not_printable"
    FIELD_MISSING = "row_field_missing"
    FIELD_TOO_LONG = "row_field_too_long"
    COURT_NOT_NAMED = "row_court_not_named"
    COURT_OF_OTHERS = "row_court_of_others"
    PRICE_MALFORMED = "row_price_malformed"
    PRICE_BEYOND_BOUND = "row_price_beyond_bound"
    COUNT_MALFORMED = "row_count_malformed"
    TYPE_UNKNOWN = "row_property_type_unknown"
    CURRENCY_DIFFERS = "row_currency_differs"
    ZONE_DIFFERS = "row_time_zone_differs"
    KEY_REPEATED = "row_key_repeated"
    NOT_STORED = "row_not_stored"


class Violation(enum.StrEnum):
    """Which rule a draft breaks, beside the reasons of the rounds room."""

    BELOW_LATER_FLOOR = "price_below_later_floor"
    ABOVE_REFERENCE = "price_above_reference"
    ROUNDS_EXHAUSTED = "rounds_exhausted"


class MendingReason(enum.StrEnum):
    """Why nothing was mended, or an upload was not decided on."""

    NOT_REFUSED = "row_not_refused"
    CHANGED_MEANWHILE = "row_changed_meanwhile"
    NOBODY_MENDED = "rows_not_mended"
    RUN_NOT_HELD = "import_not_held"
