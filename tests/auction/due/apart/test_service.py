"""A court is told once that ledger and gateway differ for more than a day, unless it explained it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from auction.due.apart import jobs
from auction.due.tables import CourtAlert
from auction.due.words import ALARMS
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.reconciliation import store
from auction.payments.reconciliation.clearing import Clearing
from auction.payments.reconciliation.difference import Difference, DifferenceKind

CLEARING = Clearing("gateway:paper:CNY", "paper", "CNY", "", "UTC")


def differ(world: World, court_id: str, since_at: datetime) -> str:
    found = Difference(
        DifferenceKind.NOT_IN_LEDGER,
        f"in:{new_id()}",
        "PAYMENT",
        "p",
        *[Money(5, "CNY")] * 2,
        since_at,
        court_id,
    )
    difference_id = new_id()
    day = date(2026, 3, 1)
    row = store.row_of(found, CLEARING, day, difference_id=difference_id, at=since_at)
    with world.database.transaction() as tx:
        store.add_differences(tx, [row])
    return difference_id


def test_a_court_is_told_once_of_its_oldest_difference_after_a_day(world: World):
    since_at = world.clock.now()
    differ(world, "east", since_at)
    differ(world, "east", since_at + timedelta(hours=1))
    differ(world, "", since_at)

    world.clock.set(since_at + timedelta(days=1) - timedelta(microseconds=1))
    assert jobs.watch_the_money(world) == 0
    world.clock.set(since_at + timedelta(days=1))
    assert [jobs.watch_the_money(world) for _ in range(2)] == [1, 0]

    with world.database.reading() as tx:
        (alarm,) = tx.scalars(select(CourtAlert))
    assert (alarm.court_id, alarm.name, alarm.since_at) == ("east", "money_differs", since_at)
    assert alarm.name in ALARMS


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_nobody_is_told_of_what_was_mended_or_explained(world: World):
    at = world.clock.now()
    mended, explained = (differ(world, court, at) for court in ("east", "west"))
    with world.database.transaction() as tx:
        store.mend(tx, [mended], by="", at=at)
        store.explain(tx, explained, words="A test payment.", by="f" * 32, at=at)

    world.clock.advance(days=2)

    assert jobs.watch_the_money(world) == 0
