"""The court's list against people who enrol, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from auction.audit.commitment import commit
from auction.audit.tables import Entry
from auction.cases.tables import Party
from auction.enrolment import jobs, store
from auction.enrolment.bars import service
from auction.enrolment.bars import store as lists
from auction.enrolment.bars.bar import Extent, Failure, Nearness, Relation
from auction.enrolment.bars.wish import BlockWish, CheckWish
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.people import service as people
from auction.rounds import store as rounds_store
from tests.support import enrolment
from tests.support.people import make_bidder, make_staff
from tests.support.rounds import OPENS_AT, make_round


@pytest.fixture
def round_id(world):
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        return make_round(tx)


def make_person(world):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
        return account_id, people.identity_of(tx, account_id).digest


def put_on_the_list(world, round_id, digest, extent=Extent.LOT):
    block_id = new_id()
    with world.database.transaction() as tx:
        board = rounds_store.read_board(tx, round_id)
        clerk = make_staff(world, tx, Role.CLERK, court_id=board.court_id, email=f"{block_id}@east.example")
        wish = BlockWish(digest, Relation.AUX, Nearness.STAFF, extent)
        for _ in range(2):
            service.block(tx, block_id=block_id, board=board, wish=wish, by=clerk, at=world.clock.now())
    return block_id, clerk


def entries(world):
    with world.database.reading() as tx:
        found = tx.query(Entry).filter(Entry.kind == "person.blocked").order_by(Entry.position)
        return [row.body.decode() for row in found]


@pytest.mark.parametrize("extent", list(Extent))
def test_who_is_on_the_list_does_not_begin_until_it_is_mended(world, round_id, extent):
    account_id, digest = make_person(world)
    block_id, clerk = put_on_the_list(world, round_id, digest, extent)

    assert enrolment.begin(world, round_id, account_id).rule == "R-35/AUX_STAFF"

    with world.database.transaction() as tx:
        board = rounds_store.read_board(tx, round_id)
        lifted = {"block_id": block_id, "board": board, "by": clerk, "at": world.clock.now()}
        assert [service.lift(tx, **lifted) is None for _ in range(2)] == [True, False]
    assert enrolment.begin(world, round_id, account_id) is None
    told = entries(world)
    assert ["noted" in body for body in told] == [True, False]
    assert all(digest not in body and account_id not in body for body in told)
    assert all(commit(block_id, digest) in body for body in told)


def test_a_list_holds_for_its_own_lot_and_court_only(world, round_id):
    account_id, digest = make_person(world)
    put_on_the_list(world, round_id, digest, Extent.COURT)
    with world.database.transaction() as tx:
        elsewhere = make_round(tx)

    assert enrolment.begin(world, elsewhere, account_id) is None


def test_who_is_put_on_the_list_after_paying_gets_the_money_back(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    with world.database.reading() as tx:
        digest = people.identity_of(tx, account_id).digest
    put_on_the_list(world, round_id, digest)
    enrolment.pay(world, round_id, account_id)

    assert jobs.confirm_deposits(world) == 1

    with world.database.reading() as tx:
        mine = store.enrolled(tx, round_id=round_id, account_id=account_id)
    assert mine.bidder_code is None
    assert enrolment.ask(world, round_id, account_id).rule == "R-35/AUX_STAFF"


def test_a_conflict_after_the_admission_is_seen_and_nobody_is_named(world, round_id):
    seat = enrolment.make_admitted(world, round_id)
    with world.database.reading() as tx:
        board, digest = rounds_store.read_board(tx, round_id), people.identity_of(tx, seat.account_id).digest
        before = service.has_conflict(tx, board)
    put_on_the_list(world, round_id, digest)

    with world.database.reading() as tx:
        assert (before, service.has_conflict(tx, board)) == (False, True)
        (line,) = service.blocked_in(tx, board)
    assert (line.relation, line.extent) == ("AUX", "LOT")


def test_a_buyer_who_failed_is_kept_out_of_later_rounds_of_that_lot(world, round_id):
    account_id, digest = make_person(world)
    with world.database.transaction() as tx:
        lot_id, other = rounds_store.read_board(tx, round_id).lot_id, make_round(tx)
        for failure in (Failure.DEFAULT, Failure.NO_APPROVAL):
            failed = {"lot_id": lot_id, "identity_digest": digest, "failure": failure}
            service.note_failure(tx, **failed, at=world.clock.now())

    assert enrolment.begin(world, round_id, account_id).rule == "R-36/DEFAULT"
    assert enrolment.begin(world, other, account_id) is None


@pytest.mark.parametrize(
    ("asset_class", "kinds", "rule"),
    [
        pytest.param("IMMOVABLE", "HOME", "R-37/RESTRICTED", id="R-37/6"),
        pytest.param("MOVABLE", "GOODS VEHICLE", "R-37/RESTRICTED", id="R-37/7"),
        pytest.param("MOVABLE", "GOODS", "", id="R-37/8"),
    ],
)
def test_a_restricted_debtor_may_buy_chairs_and_neither_flat_nor_car(
    world, round_id, asset_class, kinds, rule
):
    account_id, digest = make_person(world)
    with world.database.transaction() as tx:
        view = rounds_store.read_round(tx, round_id)
        snapshot = {**view.snapshot, "asset_class": asset_class, "asset_kinds": kinds}
        sold = make_round(tx, case_id=view.case_id, court_id=view.court_id, snapshot=snapshot)
        debtor = {"role": "DEBTOR", "name": "Ann", "identity_digest": digest, "consumption_restricted": True}
        tx.add(Party(id=new_id(), case_id=view.case_id, **debtor))

    refusal = enrolment.begin(world, sold, account_id)

    assert (refusal.rule if refusal else "") == rule


def test_what_was_declared_is_kept_with_its_time(world, round_id):
    seat = enrolment.make_admitted(world, round_id)

    with world.database.reading() as tx:
        assert lists.declared_of(tx, seat.enrolment_id) == dict.fromkeys(
            ("UNBLOCKED", "QUALIFIED"), world.clock.now()
        )


def test_whom_the_court_found_not_qualified_does_not_begin_until_a_later_check(world, round_id):
    account_id, digest = make_person(world)
    with world.database.transaction() as tx:
        board = rounds_store.read_board(tx, round_id)
        clerk = make_staff(world, tx, Role.CLERK, court_id=board.court_id, email="clerk@east.example")

    def note(found, day):
        wish = CheckWish(digest, found, day, "Register of homes")
        with world.database.transaction() as tx:
            service.note_check(tx, check_id=new_id(), board=board, wish=wish, by=clerk, at=world.clock.now())

    note(False, date(2026, 3, 1))
    assert enrolment.begin(world, round_id, account_id).rule == "R-38/NOT_QUALIFIED"
    note(True, date(2026, 3, 2))

    assert enrolment.begin(world, round_id, account_id) is None
    with world.database.reading() as tx:
        assert [line.is_qualified for line in lists.lot_checks(tx, board.lot_id)] == [True, False]
        told = [row.body.decode() for row in tx.query(Entry).filter(Entry.kind == "qualification.checked")]
    assert len(told) == 2
    assert not any("Register" in body or account_id in body for body in told)
