"""Exports by the staff are recorded, outside the lots' chains."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from auction.audit.tables import Entry
from auction.kernel.doors import Role, Visitor
from auction.reports import service
from auction.reports.export import Form
from auction.reports.filters import Filters, What
from tests.support.rounds import OPENS_AT


@pytest.mark.parametrize(
    ("by", "chain", "court_id"),
    [
        (Visitor(Role.AUDITOR, "a1"), "platform", None),
        (Visitor(Role.FINANCE, "a2", "c1"), "court:c1", "c1"),
    ],
)
def test_an_export_is_an_entry_with_its_filters(world, by, chain, court_id):
    filters = Filters(from_at=datetime(2026, 3, 1, tzinfo=UTC), lot="l1")
    with world.database.transaction() as tx:
        service.record_export(tx, by=by, what=What.BIDS, form=Form.CSV, filters=filters, at=OPENS_AT)

    with world.database.reading() as tx:
        [entry] = tx.query(Entry).all()
    told = json.loads(entry.body)
    assert (entry.chain, entry.court_id, entry.lot_id) == (chain, court_id, None)
    # The record never heard of that lot, so the word is nobody's.
    assert told["filters"] == {"from_at": "2026-03-01T00:00:00.000000Z", "lot": []}
    assert (told["actor"], told["role"], told["what"]) == (by.account_id, by.role, "bids")
