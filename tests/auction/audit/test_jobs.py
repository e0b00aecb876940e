"""Each take-over of the clock stands in the record once."""

from __future__ import annotations

import orjson
from sqlalchemy import select

from auction.audit.jobs import record_takeovers
from auction.audit.tables import Entry
from auction.kernel import store
from auction.kernel.world import World


def test_a_take_over_is_recorded_once(world: World) -> None:
    for holder in ("a", "b"):
        with world.database.transaction() as tx:
            store.take_over(tx, name="clock", holder=holder, at=world.clock.now())
        assert record_takeovers(world) == 1
        assert record_takeovers(world) == 0

    with world.database.reading() as tx:
        bodies = [orjson.loads(body) for body in tx.scalars(select(Entry.body).order_by(Entry.position))]
    assert [(body["type"], body["epoch"], body["holder"]) for body in bodies] == [
        ("sequencer.takeover", 1, "a"),
        ("sequencer.takeover", 2, "b"),
    ]
