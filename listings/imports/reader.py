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
from dataclasses import dataclass, replace

from auction.kernel.refusal import Number, Refusal
from auction.rules.asset_class import AssetClass
from listings.imports.cell import plain_cell
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
# Enough of an unreadable line to mend it by hand.
EXCERPT_LENGTH = 2_000
# What no page can show: control characters, halves of pairs, and what is no character at all.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BOM = b"\xef\xbb\xbf"
# What other spreadsheets write between columns.
_SEPARATOR = re.compile(r"[;\t|]")


@dataclass(frozen=True)
class Place:
    """Where reading goes on: so many rows are read, and the next line has this number and first byte.

    The header is line 1.
    """

    row_count: int = 0
    line: int = 2
    offset: int = 0


FIRST_ROW = Place()


@dataclass(frozen=True)
class Row:
    """One row: its number among the rows, its first line, and its cells or why they are unreadable.

    ``asset_class`` is what an officer says it is, where the list's own word for it is not known;
    ``after`` is where the row behind it begins.
    """

    number: int
    line: int
    cells: Mapping[str, str]
    refusal: Refusal | None = None
    excerpt: str = ""
    asset_class: AssetClass | None = None
    after: Place = FIRST_ROW


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    end: int
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


def survey(pieces: Iterable[bytes], *, encoding: str, bytes_max: int = FILE_BYTES_MAX) -> int | Refusal:
    """Pass over the whole file once: return how many lines it has, or why none of it is taken.

    A few lines in another encoding are refused row by row; a file of them is in another encoding.
    """
    lines = bad = byte_count = first_bad = 0
    for number, piece in enumerate(pieces, 1):
        byte_count += len(piece)
        if byte_count > bytes_max:
            return Refusal(FileReason.TOO_LARGE, "", {"bytes": byte_count, "most": bytes_max})
        if b"\x00" in piece:
            return Refusal(FileReason.NOT_TEXT, "", {"line": number})
        lines += bool(piece.strip())
        if not _is_readable(piece, encoding):
            bad, first_bad = bad + 1, first_bad or number
    if lines <= 1:
        return Refusal(FileReason.EMPTY, "")
    if lines > LINES_MAX:
        return Refusal(FileReason.TOO_MANY_ROWS, "", {"lines": lines, "most": LINES_MAX})
    if bad * 2 >= lines:
        numbers: dict[str, Number] = {"encoding": encoding, "bad": bad, "lines": lines, "line": first_bad}
        return Refusal(FileReason.WRONG_ENCODING, "", numbers)
    return lines


def read_header(piece: bytes, mapping: SourceMapping) -> tuple[str, ...] | Refusal:
    """Return the names of the columns, or why this is not a list that the mapping describes."""
    if not _is_readable(piece, mapping.encoding):
        return Refusal(FileReason.NOT_CSV, "", {"encoding": mapping.encoding})
    names = _cells(piece.removeprefix(BOM).decode(mapping.encoding))
    if isinstance(names, _Broken):
        return Refusal(FileReason.NOT_CSV, "", {"encoding": mapping.encoding})
    if len(names) == 1 and _SEPARATOR.search(names[0]):
        return Refusal(FileReason.WRONG_SEPARATOR, "", {"line": 1})
    header = tuple(tidy(name) for name in names)
    return _check_header(header, mapping) or header


def read_rows(
    pieces: Iterable[bytes], header: tuple[str, ...], *, encoding: str, start: Place = FIRST_ROW
) -> Iterator[Row]:
    """Read the rows from that place on; ``pieces`` are lines, longer ones cut at LINE_BYTES_MAX."""
    feed = _Feed(_lines(pieces, encoding, start))
    number = start.row_count
    while line := feed.take():
        if line.refusal or line.text.strip():
            number += 1
            yield _read_row(number, line, feed, header)


def lines_of(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut blocks of a file into its lines, longer ones at LINE_BYTES_MAX, as ``readline`` would."""
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield from _cut(line + b"\n")
        *begun, rest = _cut(rest)
        yield from begun
    if rest:
        yield rest


def tidy(text: str) -> str:
    """Return the text in NFC on one line, without space around it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _check_header(header: tuple[str, ...], mapping: SourceMapping) -> Refusal | None:
    missing = [name for name in mapping.columns if name in mapping.needed and name not in header]
    if missing:
        return Refusal(FileReason.COLUMNS_MISSING, "", {"columns": ", ".join(missing)})
    repeated = [name for name in mapping.columns if header.count(name) > 1]
    if repeated:
        return Refusal(FileReason.COLUMN_REPEATED, "", {"column": repeated[0]})
    return None


def _read_row(number: int, line: _Line, feed: _Feed, header: tuple[str, ...]) -> Row:
    if line.refusal:
        return _refused(number, line, {}, line.refusal)
    lines, cells = _whole_row(line, feed)
    if isinstance(cells, _Broken):
        feed.give_back(lines[1:])
        return _refused(number, line, {}, Refusal(RowReason.NOT_CSV, ""))
    values = {name: plain_cell(tidy(cell)) for name, cell in zip(header, cells, strict=False)}
    if len(cells) != len(header):
        feed.give_back(lines[1:])
        numbers: dict[str, Number] = {"given": len(cells), "needed": len(header)}
        return _refused(number, line, values, Refusal(RowReason.COLUMN_COUNT, "", numbers))
    after = _after(number, lines[-1])
    return Row(number, line.number, values, None, _excerpt(line.text), after=after)


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


def _lines(pieces: Iterable[bytes], encoding: str, start: Place) -> Iterator[_Line]:
    number, end = start.line, start.offset
    coming = iter(pieces)
    for piece in coming:
        end += len(piece)
        line = _line(number, piece, end, encoding)
        if len(piece) > LINE_BYTES_MAX and not piece.endswith(b"\n"):
            # The rest of a line that is too long belongs to it, not to the next.
            end += sum(len(rest) for rest in _rest_of_line(coming))
            line = replace(line, end=end)
        yield line
        number += 1


def _cut(line: bytes) -> list[bytes]:
    longest = LINE_BYTES_MAX + 1
    return [line[start : start + longest] for start in range(0, len(line), longest)] or [b""]


def _rest_of_line(coming: Iterator[bytes]) -> Iterator[bytes]:
    for piece in coming:
        yield piece
        if piece.endswith(b"\n"):
            return


def _line(number: int, piece: bytes, end: int, encoding: str) -> _Line:
    text = piece.decode(encoding, "replace")
    if len(piece) > LINE_BYTES_MAX:
        return _Line(number, text, end, Refusal(RowReason.TOO_LONG, "", {"longest": LINE_BYTES_MAX}))
    if not _is_readable(piece, encoding):
        return _Line(number, text, end, Refusal(RowReason.NOT_IN_ENCODING, "", {"encoding": encoding}))
    return _Line(number, text, end)


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


def _refused(number: int, line: _Line, cells: Mapping[str, str], refusal: Refusal) -> Row:
    return Row(number, line.number, cells, refusal, _excerpt(line.text), after=_after(number, line))


def _after(number: int, last: _Line) -> Place:
    return Place(number, last.number + 1, last.end)


def _excerpt(text: str) -> str:
    return tidy(CONTROL.sub(" ", text[:EXCERPT_LENGTH]))
