"""Reads rows out of the lines of a CSV file, so that one bad line never costs the next.

The form is CSV with a header: commas, double quotes, and a row per line; a quoted cell may hold line
breaks.  A line that opens a quotation and does not close it within LINES_PER_ROW_MAX lines is refused
alone, and reading goes on with the line after it.  Empty lines are no rows.
"""

from __future__ import annotations

import csv
import enum
import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auction.kernel.refusal import Number, Refusal
from listings.imports.mapping import SourceMapping
from listings.imports.reason import FileReason, RowReason

# Far above the 1.3 MB of a whole country's list; a first pass over it takes a second.
FILE_BYTES_MAX = 64 * 1024 * 1024
# A list of every court of a large country.
LINES_MAX = 250_000
# The longest real line has 250 bytes; cells of half a page still fit.
LINE_BYTES_MAX = 65_536
# A cell of more lines than this is an open quotation mark.
LINES_PER_ROW_MAX = 50
EXCERPT_LENGTH = 200
# What no page can show: control characters, halves of pairs, and what is no character at all.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Row:
    """One row: its number among the rows, its first line, and its cells or why they are unreadable."""

    number: int
    line: int
    cells: Mapping[str, str]
    refusal: Refusal | None = None
    excerpt: str = ""


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    refusal: Refusal | None = None


class _Broken(enum.Enum):
    """Why text is not the cells of one row."""

    OPEN = enum.auto()
    MISPLACED = enum.auto()


class _Feed:
    """Gives line after line, and again those that were given back."""

    def __init__(self, lines: Iterator[_Line]) -> None:
        self._lines = lines
        self._returned: deque[_Line] = deque()

    def take(self) -> _Line | None:
        """Return the next line, or nothing at the end."""
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def give_back(self, lines: Sequence[_Line]) -> None:
        """Let these lines come next, in their order."""
        self._returned.extendleft(reversed(lines))


def survey(pieces: Iterable[bytes], *, encoding: str) -> int | Refusal:
    """Pass over the whole file once: return how many lines it has, or why none of it is taken.

    A few lines in another encoding are refused row by row; a file of them is in another encoding.
    """
    lines = bad = byte_count = 0
    for piece in pieces:
        byte_count += len(piece)
        if byte_count > FILE_BYTES_MAX:
            return Refusal(FileReason.TOO_LARGE, "", {"bytes": byte_count, "most": FILE_BYTES_MAX})
        if b"\x00" in piece:
            return Refusal(FileReason.NOT_TEXT, "")
        lines += bool(piece.strip())
        bad += not _is_readable(piece, encoding)
    if lines <= 1:
        return Refusal(FileReason.EMPTY, "")
    if lines > LINES_MAX:
        return Refusal(FileReason.TOO_MANY_ROWS, "", {"lines": lines, "most": LINES_MAX})
    if bad * 2 >= lines:
        numbers: dict[str, Number] = {"encoding": encoding, "bad": bad, "lines": lines}
        return Refusal(FileReason.WRONG_ENCODING, "", numbers)
    return lines


def read_header(piece: bytes, mapping: SourceMapping) -> tuple[str, ...] | Refusal:
    """Return the names of the columns, or why this is not a list that the mapping describes."""
    if not _is_readable(piece, mapping.encoding):
        return Refusal(FileReason.NOT_CSV, "")
    names = _cells(piece.removeprefix(BOM).decode(mapping.encoding))
    if isinstance(names, _Broken):
        return Refusal(FileReason.NOT_CSV, "")
    header = tuple(name.strip() for name in names)
    missing = sorted(mapping.columns - set(header))
    if missing:
        return Refusal(FileReason.COLUMNS_MISSING, "", {"columns": ", ".join(missing)})
    repeated = sorted(name for name in mapping.columns if header.count(name) > 1)
    if repeated:
        return Refusal(FileReason.COLUMN_REPEATED, "", {"column": repeated[0]})
    return header


def read_rows(pieces: Iterable[bytes], header: tuple[str, ...], *, encoding: str) -> Iterator[Row]:
    """Read the rows below the header; ``pieces`` are lines, longer ones cut at LINE_BYTES_MAX."""
    feed = _Feed(_lines(pieces, encoding))
    number = 0
    while line := feed.take():
        if line.refusal or line.text.strip():
            number += 1
            yield _read_row(number, line, feed, header)


def tidy(text: str) -> str:
    """Return the text in NFC on one line, without space around it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _read_row(number: int, line: _Line, feed: _Feed, header: tuple[str, ...]) -> Row:
    if line.refusal:
        return _refused(number, line, line.refusal)
    lines, cells = _whole_row(line, feed)
    if not isinstance(cells, _Broken) and len(cells) == len(header):
        values = dict(zip(header, map(tidy, cells), strict=True))
        return Row(number, line.number, values, None, _excerpt(line.text))
    feed.give_back(lines[1:])
    if isinstance(cells, _Broken):
        return _refused(number, line, Refusal(RowReason.NOT_CSV, ""))
    numbers: dict[str, Number] = {"given": len(cells), "needed": len(header)}
    return _refused(number, line, Refusal(RowReason.COLUMN_COUNT, "", numbers))


def _whole_row(line: _Line, feed: _Feed) -> tuple[list[_Line], list[str] | _Broken]:
    lines, text = [line], line.text
    cells = _cells(text)
    while cells is _Broken.OPEN and len(lines) < LINES_PER_ROW_MAX and len(text) < LINE_BYTES_MAX:
        more = feed.take()
        if more is None:
            break
        lines.append(more)
        text += more.text
        cells = _Broken.MISPLACED if more.refusal else _cells(text)
    return lines, cells


def _lines(pieces: Iterable[bytes], encoding: str) -> Iterator[_Line]:
    # The header is line 1.
    number, in_long_line = 1, False
    for piece in pieces:
        ended = piece.endswith(b"\n")
        if in_long_line:
            in_long_line = not ended
            continue
        number += 1
        in_long_line = not ended and len(piece) > LINE_BYTES_MAX
        yield _line(number, piece, encoding)


def _line(number: int, piece: bytes, encoding: str) -> _Line:
    text = piece.decode(encoding, "replace")
    if len(piece) > LINE_BYTES_MAX:
        return _Line(number, text, Refusal(RowReason.TOO_LONG, "", {"longest": LINE_BYTES_MAX}))
    if not _is_readable(piece, encoding):
        return _Line(number, text, Refusal(RowReason.NOT_IN_ENCODING, "", {"encoding": encoding}))
    return _Line(number, text)


def _cells(text: str) -> list[str] | _Broken:
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error as error:
        return _Broken.OPEN if "unexpected end of data" in str(error) else _Broken.MISPLACED


def _is_readable(piece: bytes, encoding: str) -> bool:
    try:
        piece.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _refused(number: int, line: _Line, refusal: Refusal) -> Row:
    return Row(number, line.number, {}, refusal, _excerpt(line.text))


def _excerpt(text: str) -> str:
    return tidy(CONTROL.sub(" ", text[:EXCERPT_LENGTH]))
