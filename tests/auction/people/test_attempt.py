"""A knock of operator or auditor at a door of bidders or courts is kept; everybody's own way is not."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.doors import BIDDERS, OFFICERS, OPERATORS, Door, Role, Scope, Visitor
from auction.people.attempt import is_noted
from tests.support.people import form_token, make_bidder, make_staff, sign_in
from tests.support.people_app import make_app

IDENTITY = Door("people.identity", BIDDERS, Scope.OWN)
STOP = Door("court.suspend", OFFICERS, Scope.COURT)
STAFF = Door("staff.index", OPERATORS, Scope.ALL)


@pytest.mark.parametrize(
    ("door", "role", "noted"),
    [
        pytest.param(IDENTITY, Role.OPERATOR, True, id="R-07/20"),
        pytest.param(STOP, Role.OPERATOR, True, id="R-07/21"),
        pytest.param(IDENTITY, Role.AUDITOR, True, id="R-07/22"),
        pytest.param(IDENTITY, Role.CLERK, False, id="R-07/23"),
        pytest.param(IDENTITY, Role.BIDDER, False, id="R-07/24"),
        pytest.param(STAFF, Role.OPERATOR, False, id="R-07/25"),
        pytest.param(STAFF, Role.AUDITOR, False, id="R-07/26"),
        pytest.param(STOP, Role.VISITOR, False, id="R-07/27"),
    ],
)
def test_who_runs_or_audits_the_platform_does_not_try_a_door_unseen(door, role, noted):
    assert is_noted(door, Visitor(role, "a1")) is noted


def test_an_operator_who_asks_for_an_identity_is_refused_and_the_record_says_so(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        operator = make_staff(sqlite_world, tx, Role.OPERATOR, email="op@people.example")
        make_bidder(sqlite_world, tx, email="ann@people.example", name="王伟")
    client = make_app(sqlite_world).test_client()
    sign_in(client, "op@people.example")

    answer = client.post("/account/identity", data={"csrf_token": form_token(client)})

    assert answer.status_code == 403
    assert "王伟" not in answer.text
    with sqlite_world.database.reading() as tx:
        (body,) = tx.scalars(select(Entry.body).where(Entry.kind == "access.identity"))
    entry = json.loads(body)
    assert (entry["actor"], entry["role"], entry["door"]) == (operator, "operator", "people.identity")
    assert entry["refused"] is True
