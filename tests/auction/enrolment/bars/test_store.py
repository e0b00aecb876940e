"""Rows of the lists of who must not bid."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from auction.enrolment.bars import store
from auction.enrolment.bars.bar import Failed, Failure
from auction.enrolment.bars.tables import Declaration
from tests.support import enrolment
from tests.support.rounds import OPENS_AT, make_round

DIGEST = "d" * 64


def test_a_declaration_is_never_changed(sqlite_world):
    sqlite_world.clock.set(OPENS_AT - timedelta(days=2))
    with sqlite_world.database.transaction() as tx:
        round_id = make_round(tx)
    enrolment.make_asked(sqlite_world, round_id)

    with pytest.raises(DatabaseError, match="never changed"), sqlite_world.database.transaction() as tx:
        tx.query(Declaration).update({"declared_at": OPENS_AT})


def test_the_first_failure_with_a_lot_counts(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        for failure in (Failure.DEFAULT, Failure.NO_APPROVAL):
            store.fail(tx, lot_id="l1", digest=DIGEST, failure=failure, at=OPENS_AT)

        assert store.failures_of(tx, DIGEST) == (Failed("l1", Failure.DEFAULT),)
        assert store.failures_of(tx, "e" * 64) == ()
