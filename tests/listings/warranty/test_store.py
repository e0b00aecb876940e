"""Acknowledgements are read by bidder code, those of the own round only."""

from __future__ import annotations

from datetime import timedelta

from auction.kernel.world import World
from listings.warranty import store
from tests.support.enrolment import make_admitted
from tests.support.listings import AT, make_published_lot


def test_whoever_was_admitted_has_all_seven(world: World) -> None:
    with world.database.transaction() as tx:
        made, other = make_published_lot(tx), make_published_lot(tx)
    admitted = make_admitted(world, made.round_id, "Ann Li", at=AT + timedelta(days=1))

    with world.database.reading() as tx:
        found, nobody = (store.acknowledged_of(tx, each.round_id) for each in (made, other))

    assert nobody == {}
    assert list(found) == [admitted.bidder_code]
    assert list(found[admitted.bidder_code]) == list(range(1, 8))
