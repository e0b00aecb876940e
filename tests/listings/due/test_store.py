"""Only lots of the own court have names on its page."""

from __future__ import annotations

from listings.due import store
from tests.support.listings import make_draft


def test_lots_of_another_court_have_no_title(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        own, other = make_draft(tx, title="A car"), make_draft(tx, title="A house")

        assert store.titles(tx, own.court_id, [own.lot_id, other.lot_id]) == {own.lot_id: "A car"}
