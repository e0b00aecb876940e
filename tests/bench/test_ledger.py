"""The benchmark of the ledger posts what it says, beside tables that took the same rows."""

from __future__ import annotations

import pytest

from auction.ledger.transfer import Purpose
from bench import ledger
from bench.stage import empty_database


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SQLite", "PostgreSQL"])
def test_posting_and_pages_are_measured(name: str) -> None:
    with empty_database(name) as url:
        posted = ledger.post_all(name, url, rounds=800)
        pages = ledger.first_pages(name, url, transfers=200)

    assert min(posted.ours_s, posted.bare_s, posted.indexed_s, posted.chunk_s_max) > 0
    assert posted.ours_s >= posted.chunk_s_max
    assert min(pages.values()) > 0


def test_every_round_has_a_buyer_and_losers() -> None:
    held = ledger.deposits(3)

    moved = [each.moved(ledger.CLOSED_AT).purpose for each in held]
    assert moved == ([Purpose.DEPOSIT_APPLIED] + [Purpose.DEPOSIT_RETURNED] * 3) * 3
    assert len({each.paid(ledger.CLOSED_AT).id for each in held}) == 12
    assert [len(chunk) for chunk in ledger.chunks(range(ledger.CHUNK + 1))] == [ledger.CHUNK, 1]  # type: ignore[arg-type]  # any sequence
