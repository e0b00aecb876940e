"""Rows of enrolments as the rooms above read them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from auction.enrolment import store
from auction.enrolment.tables import Acknowledgement
from tests.support import enrolment
from tests.support.rounds import OPENS_AT, make_round


@pytest.fixture
def round_id(world):
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        return make_round(tx)


def test_the_admitted_are_told_by_code_and_found_by_code(world, round_id):
    seats = [enrolment.make_admitted(world, round_id, name) for name in ("Ann", "Bo")]
    enrolment.make_asked(world, round_id, "Cy")

    with world.database.reading() as tx:
        admitted = store.admitted_of(tx, round_id)
        found = store.admitted_by_code(tx, round_id=round_id, bidder_code=seats[0].bidder_code)
        nobody = store.admitted_by_code(tx, round_id=round_id, bidder_code="00000")

    assert [seen.bidder_code for seen in admitted] == sorted(seat.bidder_code for seat in seats)
    assert (found.account_id, nobody) == (seats[0].account_id, None)


def test_settlement_notes_what_it_did_with_deposits(world, round_id):
    ann, bo = (enrolment.make_admitted(world, round_id, name) for name in ("Ann", "Bo"))
    with world.database.transaction() as tx:
        store.set_deposit_states(tx, [ann.enrolment_id], "APPLIED")
        store.set_deposit_states(tx, [], "RETURNED")
        states = {seen.id: seen.deposit_state for seen in store.admitted_of(tx, round_id)}

    assert states == {ann.enrolment_id: "APPLIED", bo.enrolment_id: "PAID"}


def test_a_row_read_after_a_change_in_the_same_transaction_is_the_new_one(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    with world.database.transaction() as tx:
        mine = store.enrolled(tx, round_id=round_id, account_id=account_id)
        store.admit(tx, mine.id, bidder_code="AAAAA", rank=2, at=OPENS_AT)
        changed = store.enrolled(tx, round_id=round_id, account_id=account_id)

    assert (mine.state, changed.state, changed.rank) == ("AWAITING", "ADMITTED", 2)


def test_an_acknowledgement_is_never_changed(world, round_id):
    enrolment.make_asked(world, round_id)

    with pytest.raises(DatabaseError, match="never changed"), world.database.transaction() as tx:
        tx.query(Acknowledgement).update({"acknowledged_at": OPENS_AT})


def test_one_code_has_one_holder_in_a_round(world, round_id):
    ann, bo = (enrolment.make_admitted(world, round_id, name) for name in ("Ann", "Bo"))

    with pytest.raises(DatabaseError), world.database.transaction() as tx:
        store.admit(tx, bo.enrolment_id, bidder_code=ann.bidder_code, rank=None, at=OPENS_AT)
