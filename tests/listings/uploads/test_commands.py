"""A document that exhausts the process that reads it is refused, and nothing else happens."""

from __future__ import annotations

import zlib

import pytest

from auction.kernel.refusal import Refusal
from listings.document import Paper, rebuild
from listings.uploads import commands
from tests.listings.test_document import make_document

MEGABYTE = 2**20
PAGES = b"2 0 <</Type/Pages/Kids[3 0 R]/Count 1>>"


def make_packed_document(stream: bytes, filters: bytes) -> bytes:
    """Return a PDF whose page tree lies in an object stream packed by these filters."""
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        4: b"<</Type/ObjStm/N 1/First 4/Filter[%s]/Length %d>>\nstream\n%s\nendstream"
        % (filters, len(stream), stream),
    }
    file, places = b"%PDF-1.5\n", {}
    for number, part in parts.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = [(0, 0, 65535), (1, places[1], 0), (2, 4, 0), (1, places[3], 0), (1, places[4], 0)]
    rows.append((1, len(file), 0))
    table = b"".join(bytes([a]) + b.to_bytes(4, "big") + c.to_bytes(2, "big") for a, b, c in rows)
    head = b"<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>" % len(table)
    return file + b"5 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        head,
        table,
        len(file),
    )


def test_an_honest_document_is_the_same_from_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUCTION_NOT_A_SETTING", "x")
    for file in (make_document(2), make_packed_document(zlib.compress(PAGES), b"/FlateDecode"), b"no PDF"):
        assert commands.rebuild_apart(file) == rebuild(file)


def test_what_unpacks_to_more_than_it_may_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MEMORY_BYTES_MAX", 320 * MEGABYTE)
    packed = zlib.compress(zlib.compress(PAGES + b" " * 150 * MEGABYTE, 1), 9)
    bomb = make_packed_document(packed, b"/FlateDecode/FlateDecode")
    assert len(bomb) < 20_000

    made = commands.rebuild_apart(bomb)

    assert isinstance(made, Refusal) and made.reason == "document_unreadable"
    assert isinstance(commands.rebuild_apart(make_document(50)), Paper)


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "SECONDS_MAX", 0.001)

    assert not isinstance(commands.rebuild_apart(make_document()), Paper)
