"""Finding accounts and sessions on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from auction.kernel.doors import Role
from auction.people import service, store
from tests.support.cases import make_court
from tests.support.people import make_bidder, make_staff


@pytest.fixture
def tx(world):
    with world.database.transaction() as tx:
        yield tx


def test_an_account_is_found_by_its_address_in_any_capitals(world, tx):
    ann = make_bidder(world, tx, email="Ann@people.example")

    assert store.account_of_email(tx, "ANN@People.example").id == ann
    assert store.account_of_email(tx, "bob@people.example") is None
    assert store.account_of_email(tx, "") is None


def test_an_address_belongs_to_one_account(world):
    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        make_bidder(world, tx, email="ann@people.example")
        make_bidder(world, tx, email="ann@people.example")


def test_the_staff_list_has_who_works_here_before_who_left_and_no_bidder(world, tx):
    court_id = make_court(tx, name="First Court")
    make_bidder(world, tx)
    gone = make_staff(world, tx, Role.AUDITOR)
    clerk = make_staff(world, tx, Role.CLERK, court_id=court_id)
    store.close_account(tx, gone, uniquifier="x", at=world.clock.now())

    rows = store.staff(tx, ["clerk", "auditor"])

    assert [(account.id, court) for account, court in rows] == [(clerk, "First Court"), (gone, None)]


def test_a_court_is_named_if_there_is_one(world, tx):
    court_id = make_court(tx, name="First Court")

    assert store.court_name(tx, court_id) == "First Court"
    assert store.court_name(tx, "f" * 32) is None
    assert store.court_name(tx, None) is None
    assert store.courts(tx) == [(court_id, "First Court")]


def test_a_session_is_found_with_its_account_and_kept_up(world, tx):
    ann, at = make_bidder(world, tx), world.clock.now()
    service.begin_session(tx, account_id=ann, token_hash="1" * 64, content="{}", device="x", at=at)

    store.keep_session(tx, "1" * 64, '{"a": 1}', world.clock.advance(minutes=2))

    row, account = store.session(tx, "1" * 64)
    tx.refresh(row)
    assert (account.id, row.content, row.last_seen_at) == (ann, '{"a": 1}', world.clock.now())
    assert store.session(tx, "2" * 64) is None
