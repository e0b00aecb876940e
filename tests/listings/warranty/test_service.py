"""The evidence about a sold lot is given to its court, with codes and without names (R-25)."""

from __future__ import annotations

import orjson
import pytest
from flask import Flask

from auction.kernel.doors import Role
from auction.kernel.world import World
from listings.warranty import service, store
from tests.support.cases import make_court as make_other_court
from tests.support.districts import make_district, make_sale
from tests.support.people import email_of, make_staff, sign_in

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


def test_a_sale_is_proved_by_codes_and_hashes(app: Flask, world: World) -> None:
    district = make_district(world, "East")
    lot = make_sale(world, district).lot
    clerk, other = app.test_client(), app.test_client()
    sign_in(clerk, district.email(Role.CLERK))
    with world.database.transaction() as tx:
        stranger = make_staff(world, tx, Role.CLERK, court_id=make_other_court(tx))
    sign_in(other, email_of(world, stranger))

    answer = clerk.get(f"/court/lots/{lot.lot_id}/evidence")
    body = orjson.loads(answer.data)

    with world.database.reading() as tx:
        assert service.gather(tx, lot_id=lot.lot_id, at=world.clock.now())["hash"] == body["hash"]
        codes = set(store.acknowledged_of(tx, lot.round_id))
    (held,) = body["rounds"]
    assert {each["bidder_code"] for each in held["bidders"]} == codes != set()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert clerk.get(f"/court/lots/{lot.lot_id}/evidence?at=yesterday").status_code == 422
    assert other.get(f"/court/lots/{lot.lot_id}/evidence").status_code == 404


def test_before_the_end_nobody_learns_who_enrolled(app: Flask, world: World) -> None:
    district = make_district(world, "East")
    clerk = app.test_client()
    sign_in(clerk, district.email(Role.CLERK))

    body = orjson.loads(clerk.get(f"/court/lots/{district.open.lot_id}/evidence").data)

    assert [(each["secret"], each["bidders"]) for each in body["rounds"]] == [(True, [])]
