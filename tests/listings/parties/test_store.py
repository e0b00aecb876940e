"""Finding notifications: what was said of an earlier round counts no more; who is sought, without names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.ids import new_id
from listings import store as lot_store
from listings.lot import PriorityPlace
from listings.parties import store
from listings.parties.notified import Mode
from listings.parties.tables import PartyNotification
from tests.support.listings import AT, make_draft

HOLDER = PriorityPlace("e" * 64, 1, "Co-owner")


def _row(made, mode, at):
    return PartyNotification(
        id=new_id(), lot_id=made.lot_id, subject=HOLDER.identity_digest, role="PRIORITY", mode=mode.value,
        notified_on=at.date(), reason="Moved away.", noted_by="c" * 32, noted_at=at,
    )  # fmt: skip


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("since", "counts"), [(None, True), (AT - timedelta(microseconds=1), True), (AT, False)]
)
def test_a_notification_of_an_earlier_round_counts_no_more(world, since, counts):
    with world.database.transaction() as tx:
        made = make_draft(tx)
        assert store.add(tx, _row(made, Mode.SERVED, AT))
        lot = lot_store.lock_lot(tx, made.lot_id, made.court_id)

        (person,) = store.persons_of(tx, lot=lot, places=[HOLDER], since=since)

    assert (person.label, person.role) == ("Co-owner", "PRIORITY")
    assert (person.notification is not None) == counts


def test_who_cannot_be_reached_is_said_the_newest_first(world):
    with world.database.transaction() as tx:
        made = make_draft(tx)
        for mode, days in ((Mode.UNREACHABLE, 0), (Mode.SERVED, 1), (Mode.UNREACHABLE, 2)):
            assert store.add(tx, _row(made, mode, AT + timedelta(days=days)))

        lines, first = store.said_here(tx), store.said_here(tx, rows_max=1)

    assert [(line.on - AT.date()).days for line in lines] == [2, 0]
    assert first == lines[:1]
    assert (lines[0].role, lines[0].reason) == ("PRIORITY", "Moved away.")
