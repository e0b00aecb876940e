"""The court's page of bidders, in a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.approvals.tables import ProposedAct
from auction.enrolment.bars.tables import BlockedPerson
from auction.kernel.doors import Role
from auction.people import service as people
from auction.rounds import store as rounds_store
from tests.support import enrolment
from tests.support.people import ID_NUMBERS, make_bidder, make_staff, post, sign_in
from tests.support.rounds import OPENS_AT, make_round

BLOCK = {"id_number": ID_NUMBERS[0], "relation": "AUX", "nearness": "STAFF", "extent": "LOT"}
PRIORITY = {"id_number": ID_NUMBERS[0], "name": "Ann", "rank": "1", "basis": "Civil Code 305"}

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def page(world, client):
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        round_id = make_round(tx)
        court_id = rounds_store.read_board(tx, round_id).court_id
        make_staff(world, tx, Role.CLERK, court_id=court_id, email="clerk@east.example")
    sign_in(client, "clerk@east.example")
    return f"/court/rounds/{round_id}/bidders"


def rows(world, table):
    with world.database.reading() as tx:
        return tx.query(table).count()


def test_a_court_lists_who_must_not_bid_and_takes_a_mistake_off(world, client, page):
    assert post(client, f"{page}/block", BLOCK).status_code == 303
    seen = client.get(f"{page}/").text
    assert "one of its staff" in seen
    assert ID_NUMBERS[0] not in seen
    with world.database.reading() as tx:
        block_id = tx.query(BlockedPerson).one().id

    assert post(client, f"{page}/lift/{block_id}").status_code == 303

    assert "Nobody is on the list." in client.get(f"{page}/").text
    assert post(client, f"{page}/lift/{block_id}").status_code == 409


def test_the_court_sees_that_there_is_a_conflict_and_not_with_whom(world, client, page):
    round_id = page.split("/")[3]
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Bo", number=ID_NUMBERS[0])
    enrolment.admit(world, round_id, account_id, name="Bo")
    assert "no conflict" in client.get(f"{page}/").text

    post(client, f"{page}/block", BLOCK)

    seen = client.get(f"{page}/").text
    with world.database.reading() as tx:
        digest = people.identity_of(tx, account_id).digest
    assert "conflict: somebody with a code is on the list" in seen
    assert not any(secret in seen for secret in (digest, account_id, ID_NUMBERS[0]))


def test_a_priority_right_waits_for_a_second_person(world, client, page):
    assert post(client, f"{page}/priority", PRIORITY).status_code == 303

    assert rows(world, ProposedAct) == 1
    assert post(client, f"{page}/priority", PRIORITY).status_code == 409


def test_an_enforcing_creditor_waits_for_a_second_person(world, client, page):
    creditor = {"id_number": ID_NUMBERS[0], "name": "Ann", "claim": "60000"}

    assert post(client, f"{page}/creditor", creditor).status_code == 303

    assert rows(world, ProposedAct) == 1


def test_a_check_is_noted_by_one_person(world, client, page):
    check = {"id_number": ID_NUMBERS[0], "found": "no", "checked_on": "2026-03-01", "document": "Register"}

    assert post(client, f"{page}/check", check).status_code == 303

    assert "not qualified</td><td>Register" in client.get(f"{page}/").text


def test_an_agent_waits_for_a_second_person(world, client, page):
    agent = {"id_number": ID_NUMBERS[0], "name": "Ann", "power": "No. 7"}
    agent |= {"agent_name": "Bo", "agent_id_number": ID_NUMBERS[1]}

    assert post(client, f"{page}/agent", agent).status_code == 303

    assert rows(world, ProposedAct) == 1


@pytest.mark.parametrize("step", ["block", "check", "priority", "creditor", "agent"])
def test_what_cannot_be_read_is_named_and_nothing_is_done(world, client, page, step):
    answer = post(client, f"{page}/{step}", {"id_number": "1"})

    assert (answer.status_code, rows(world, BlockedPerson), rows(world, ProposedAct)) == (422, 0, 0)
