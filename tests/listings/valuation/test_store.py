"""The newest decision of a lot counts, and none of another lot does."""

from __future__ import annotations

from datetime import date

from auction.kernel.world import World
from listings.valuation import store
from listings.valuation.panel import Decision, Minutes
from tests.support.listings import AT, CLERK, make_draft


def test_the_newest_decision_of_a_lot_is_found(world: World) -> None:
    with world.database.transaction() as tx:
        made, other = make_draft(tx), make_draft(tx)
        minutes = Minutes("(2026) Panel 3", date(2026, 1, 3), 3)
        for number in (1, 2):
            decision = Decision(number, minutes, {"deposit": str(number)}, "a" * 64)
            store.add_decision(tx, made.lot_id, decision, by=CLERK, at=AT)

        assert store.newest_decision(tx, made.lot_id) == decision
        assert store.newest_decision(tx, other.lot_id) is None
