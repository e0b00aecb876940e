r"""The forms of an export: CSV for tables, JSON Lines for machines, a row at a time.

CSV is UTF-8 with a byte order mark, so that spreadsheets read Chinese; a cell that a spreadsheet
would run as a formula begins with an apostrophe.  A line of the entries in JSON Lines is::

    {"position":812,"chain":"0192…","number":17,"hash":"9f86…","body":"{\"amount_minor\":…}"}

``body`` holds the stored bytes exactly, so that whoever has the file can hash them again.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from auction.kernel.doors import Role
from auction.kernel.refusal import Refusal
from auction.reports.filters import What
from auction.reports.sheet import (
    BYTE_ORDER_MARK,
    CHUNK_ROWS_MAX,
    CONTENT_TYPE,
    format_cell,
    format_line,
    plain_value,
)


class Form(enum.StrEnum):
    """In which form an export is written."""

    CSV = "csv"
    JSONL = "jsonl"


class Reason(enum.StrEnum):
    """Why nothing is exported."""

    TRANSFERS_RESTRICTED = "transfers_restricted"
    EXPORTS_BUSY = "exports_busy"
    CHECKS_BUSY = "chain_checks_busy"


CONTENT_TYPES: Mapping[Form, str] = {
    Form.CSV: CONTENT_TYPE,
    Form.JSONL: "application/jsonl; charset=utf-8",
}
_ENTRY_PROOF = ("position", "chain", "number", "hash", "body")
COLUMNS: Mapping[tuple[What, Form], Sequence[str]] = {
    (What.ENTRIES, Form.JSONL): _ENTRY_PROOF,
    (What.ENTRIES, Form.CSV): (
        *("position", "chain", "number", "kind", "at"),
        *("court_id", "case_id", "lot_id", "round_id", "hash", "body"),
    ),
    **dict.fromkeys(
        ((What.BIDS, Form.CSV), (What.BIDS, Form.JSONL)),
        (
            *("court_id", "case_id", "lot_id", "round_id", "number", "bidder_code", "rank"),
            *("amount_minor", "currency", "received_at", "sequenced_at", "verdict", "rule"),
            *("current_minor", "needed_minor", "extended", "closes_at", "bid_key"),
        ),
    ),
    **dict.fromkeys(
        ((What.TRANSFERS, Form.CSV), (What.TRANSFERS, Form.JSONL)),
        (
            *("id", "posted_at", "purpose", "debit_account", "credit_account", "amount_minor"),
            *("currency", "court_id", "case_id", "lot_id", "round_id"),
        ),
    ),
}


def may_export(what: What, role: Role) -> Refusal | None:
    """Entries and bids are anybody's (R-02); transfers are the auditor's and the own finance's."""
    if what is What.TRANSFERS and role not in (Role.AUDITOR, Role.FINANCE):
        return Refusal(Reason.TRANSFERS_RESTRICTED, "R-33")
    return None


def format_rows(rows: Iterable[Mapping[str, object]], what: What, form: Form) -> Iterator[bytes]:
    """Write rows in a form, some hundred at a time."""
    columns = COLUMNS[what, form]
    write = _csv if form is Form.CSV else _json_lines
    if form is Form.CSV:
        yield (BYTE_ORDER_MARK + format_line(columns)).encode()
    chunk: list[str] = []
    for row in rows:
        chunk.append(write([row[column] for column in columns], columns))
        if len(chunk) >= CHUNK_ROWS_MAX:
            yield "".join(chunk).encode()
            chunk = []
    yield "".join(chunk).encode()


def _csv(values: Sequence[object], _columns: Sequence[str]) -> str:
    return format_line([format_cell(value) for value in values])


def _json_lines(values: Sequence[object], columns: Sequence[str]) -> str:
    told = {
        name: str(value) if name.endswith("_minor") and value is not None else plain_value(value)
        for name, value in zip(columns, values, strict=True)
    }
    return orjson.dumps(told).decode() + "\n"
