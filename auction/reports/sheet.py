"""Tables as CSV that a spreadsheet reads as they are: UTF-8 with a byte order mark, and no formulas.

A cell that a spreadsheet would run as a formula begins with an apostrophe.  Example::

    number,at,purpose
    1,2026-03-01T10:00:00.000000Z,DEPOSIT_PAID
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from auction.audit.entry import format_time

BYTE_ORDER_MARK = "\ufeff"
CONTENT_TYPE = "text/csv; charset=utf-8"
# Rows written to the network at once: large enough to be quick, small enough to hold in memory.
CHUNK_ROWS_MAX = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def format_sheet(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """Write the head and the rows, some hundred at a time."""
    yield (BYTE_ORDER_MARK + format_line(columns)).encode()
    chunk: list[str] = []
    for row in rows:
        chunk.append(format_line([format_cell(row[column]) for column in columns]))
        if len(chunk) >= CHUNK_ROWS_MAX:
            yield "".join(chunk).encode()
            chunk = []
    yield "".join(chunk).encode()


def format_line(cells: Sequence[str]) -> str:
    """Write one line of cells that are text already."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def format_cell(value: object) -> str:
    """Write one cell; numbers stay numbers, and text is never run as a formula."""
    plain = plain_value(value)
    if isinstance(plain, str) and plain.startswith(_FORMULA):
        return f"'{plain}"
    return "" if plain is None else str(plain)


def plain_value(value: object) -> object:
    """Return a value as files write it: bytes as text, times as the record writes them."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, datetime):
        return format_time(value)
    return value
