"""Naming those who buy together, on both databases: sealed, judged like the bidder, seated once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.enrolment import jobs
from auction.enrolment import store as enrolments
from auction.enrolment.bars import service as bars
from auction.enrolment.bars.bar import Extent, Nearness, Relation
from auction.enrolment.bars.wish import BlockWish
from auction.enrolment.joint import service, store
from auction.enrolment.joint.partner import PartnerWish
from auction.enrolment.joint.tables import JointBidder
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.people.identity import IdentityClaim
from auction.people.vault import vault_of
from auction.rounds import store as rounds_store
from tests.support import enrolment
from tests.support.people import ID_NUMBERS, make_bidder, make_staff
from tests.support.rounds import OPENS_AT, make_round

BO = PartnerWish(IdentityClaim("NATURAL", "Bo Lin", ID_NUMBERS[1]), "1/2", agreed=True)
CY = PartnerWish(IdentityClaim("NATURAL", "Cy Wu", ID_NUMBERS[2]), "1/4", agreed=True)


@pytest.fixture
def round_id(world):
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        return make_round(tx)


@pytest.fixture
def ann(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann", number=ID_NUMBERS[0])
    assert enrolment.begin(world, round_id, account_id) is None
    return account_id


def name(world, round_id, account_id, wish, *, partner_id=""):
    with world.database.transaction() as tx:
        return [
            str(refusal.reason)
            for refusal in service.add(
                tx, vault_of(world.settings), partner_id=partner_id or new_id(), round_id=round_id,
                account_id=account_id, wish=wish, at=world.clock.now(),
            )
        ]  # fmt: skip


def shown(world, round_id, account_id):
    with world.database.reading() as tx:
        enrolled = enrolments.enrolled(tx, round_id=round_id, account_id=account_id)
        return service.shown(tx, vault_of(world.settings), enrolled.id)


def finish(world, round_id, account_id):
    for prompt in range(1, 8):
        enrolment.acknowledge(world, round_id, account_id, prompt)
    refusal = enrolment.ask(world, round_id, account_id)
    if refusal is None:
        enrolment.pay(world, round_id, account_id)
        jobs.confirm_deposits(world)
    with world.database.reading() as tx:
        state = enrolments.enrolled(tx, round_id=round_id, account_id=account_id).state
    return refusal, state


def test_who_is_named_is_sealed_and_shown_to_the_bidder_alone(world, round_id, ann):
    assert name(world, round_id, ann, BO, partner_id="1" * 32) == []
    assert name(world, round_id, ann, BO, partner_id="1" * 32) == [], "sent twice, it is one"
    assert name(world, round_id, ann, BO) == ["joint_listed"]

    assert [(each.name, each.share) for each in shown(world, round_id, ann)] == [("Bo Lin", "1/2")]
    with world.database.reading() as tx:
        (row,) = tx.scalars(select(JointBidder)).all()
        bodies = b"".join(tx.scalars(select(Entry.body)))
    stored = row.sealed_name + row.sealed_number + row.identity_digest.encode() + bodies
    assert b"Bo Lin" not in stored and ID_NUMBERS[1].encode() not in stored


def test_they_get_one_code_and_stand_once_the_deposit_is_asked_for(world, round_id, ann):
    name(world, round_id, ann, BO)

    assert finish(world, round_id, ann) == (None, "ADMITTED")
    assert name(world, round_id, ann, CY) == ["joint_too_late"]
    (bo,) = shown(world, round_id, ann)
    with world.database.transaction() as tx:
        no = service.drop(tx, partner_id=bo.id, round_id=round_id, account_id=ann, at=world.clock.now())
    assert no.reason == "joint_too_late"


def test_who_is_taken_out_is_gone_and_nobody_else_s_is(world, round_id, ann):
    name(world, round_id, ann, BO, partner_id="1" * 32)
    with world.database.transaction() as tx:
        other = make_bidder(world, tx, name="Dan")
    enrolment.begin(world, round_id, other)

    def drop(account_id):
        with world.database.transaction() as tx:
            told = {"partner_id": "1" * 32, "round_id": round_id, "account_id": account_id}
            no = service.drop(tx, **told, at=world.clock.now())
        return str(no.reason) if no else ""

    assert [drop(other), drop(ann), drop(ann)] == ["joint_not_listed", "", "joint_not_listed"]
    assert shown(world, round_id, ann) == []


def block_bo(world, round_id):
    """Put Bo on the court's list; return whether somebody with a code is on it now."""
    with world.database.transaction() as tx:
        board = rounds_store.read_board(tx, round_id)
        clerk = make_staff(world, tx, Role.CLERK, court_id=board.court_id)
        digest = vault_of(world.settings).digest(ID_NUMBERS[1])
        wish = BlockWish(digest, Relation.AUX, Nearness.STAFF, Extent.LOT)
        bars.block(tx, block_id=new_id(), board=board, wish=wish, by=clerk, at=world.clock.now())
        return bars.has_conflict(tx, board)


def test_what_keeps_one_of_them_from_bidding_keeps_all(world, round_id, ann):
    name(world, round_id, ann, BO)

    assert not block_bo(world, round_id)
    refusal, state = finish(world, round_id, ann)
    # Neither who nor why: nobody finds out by naming somebody what a court knows of them.
    assert (str(refusal.reason), refusal.rule, refusal.numbers) == ("joint_one_barred", "R-35", {})
    assert state == "BEGUN"
    with world.database.reading() as tx:
        assert bars.bar_in(tx, round_id=round_id, account_id=ann) is None, "no page tells it for nothing"


def test_a_conflict_found_after_the_admission_is_told_to_the_court(world, round_id, ann):
    name(world, round_id, ann, BO)
    finish(world, round_id, ann)

    assert block_bo(world, round_id)


def seat_bo(world, round_id):
    """Let Bo begin to enrol alone; return the account."""
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann", number=ID_NUMBERS[1])
    enrolment.begin(world, round_id, account_id)
    return account_id


def conflict_in(world, round_id):
    with world.database.reading() as tx:
        return bars.has_conflict(tx, rounds_store.read_board(tx, round_id))


def test_who_has_a_seat_alone_brings_nobody_a_second_one(world, round_id, ann):
    name(world, round_id, ann, BO)
    bo = seat_bo(world, round_id)

    assert finish(world, round_id, bo) == (None, "ADMITTED")
    assert finish(world, round_id, ann)[1] == "AWAITING"
    assert not conflict_in(world, round_id)


def test_who_was_only_named_by_another_is_not_kept_out_and_the_court_is_told(world, round_id, ann):
    name(world, round_id, ann, BO)
    bo = seat_bo(world, round_id)

    assert finish(world, round_id, ann) == (None, "ADMITTED")
    assert finish(world, round_id, bo) == (None, "ADMITTED")
    assert conflict_in(world, round_id)
    with world.database.reading() as tx:
        assert store.bids_elsewhere(tx, round_id=round_id, account_id=ann)
        assert not store.bids_elsewhere(tx, round_id=round_id, account_id=bo)
