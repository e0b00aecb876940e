"""Surveys a whole file before anything of it is taken: its size, its encoding, its header, its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from auction.kernel.refusal import Refusal
from listings.imports import reader
from listings.imports.mapping import SourceMapping
from listings.imports.reader import FILE_BYTES_MAX, LINE_BYTES_MAX, Place


@dataclass(frozen=True)
class ListFile:
    """A file that passed its survey: its name, hash and size, its header and where its rows begin."""

    name: str
    hash: str
    byte_count: int
    line_count: int
    columns: tuple[str, ...]
    first_row: Place


def survey_file(
    file: BinaryIO, *, name: str, mapping: SourceMapping, bytes_max: int = FILE_BYTES_MAX
) -> ListFile | Refusal:
    """Pass over the file once and read its header, or say why nothing of it is taken."""
    digest = hashlib.sha256()
    line_count = reader.survey(
        _hashed(pieces_of(file), digest), encoding=mapping.encoding, bytes_max=bytes_max
    )
    if isinstance(line_count, Refusal):
        return line_count
    byte_count = file.tell()
    file.seek(0)
    first = next(pieces_of(file))
    header = reader.read_header(first, mapping)
    if isinstance(header, Refusal):
        return header
    first_row = Place(offset=len(first))
    return ListFile(name, digest.hexdigest(), byte_count, line_count, header, first_row)


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """Give the lines of a file from where it stands, longer ones in pieces."""
    return iter(lambda: file.readline(LINE_BYTES_MAX + 1), b"")


def _hashed(pieces: Iterator[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece
