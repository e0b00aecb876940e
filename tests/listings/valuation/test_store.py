"""The newest decision of a lot counts, and steps come back in the order in which they were noted."""

from __future__ import annotations

from datetime import date, timedelta

from auction.kernel.money import Money
from auction.kernel.world import World
from listings.valuation import store
from listings.valuation.panel import Decision, Minutes
from listings.valuation.way import Fact, Step
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


def test_facts_come_in_the_order_of_noting_and_those_of_an_earlier_round_are_left_out(world: World) -> None:
    told, elected = (
        Fact(Step.CREDITOR_TOLD, date(2026, 1, 2)),
        Fact(Step.CREDITOR_ELECTED, date(2026, 1, 3), "", Money(5, "CNY"), "Letter"),
    )
    with world.database.transaction() as tx:
        made = make_draft(tx)
        for number, fact in enumerate((told, elected), 1):
            at = AT + timedelta(hours=number)
            store.add_fact(tx, made.lot_id, number, fact, currency="CNY", by=CLERK, at=at)

        assert [each.fact for each in store.facts_of(tx, made.lot_id)] == [told, elected]
        assert store.facts_since(tx, made.lot_id, None) == [told, elected]
        assert store.facts_since(tx, made.lot_id, AT + timedelta(hours=1)) == [elected]
