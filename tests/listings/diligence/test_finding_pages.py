"""The page that asks what a court found out: by kind, for everybody to read, and nobody's text lost."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.rules.asset_kind import AssetKind
from listings import store
from listings.asset import Asset
from listings.diligence.finding import Finding
from tests.support.cases import make_court
from tests.support.listings import ANSWERS, AT, MadeLot, make_draft, submit
from tests.support.people import email_of, make_staff, post, sign_in

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def made(world: World) -> MadeLot:
    """Give a court with a car on its desk."""
    world.clock.set(AT)
    with world.database.transaction() as tx:
        return make_draft(tx, court_id=make_court(tx))


@pytest.fixture
def clerk(world: World, app: Flask, made: MadeLot) -> FlaskClient:
    """Give the clerk of that court, signed in."""
    return officer(world, app, made.court_id)


def officer(world: World, app: Flask, court_id: str) -> FlaskClient:
    with world.database.transaction() as tx:
        account_id = make_staff(world, tx, Role.CLERK, court_id=court_id)
    browser = app.test_client()
    sign_in(browser, email_of(world, account_id))
    return browser


def page_of(made: MadeLot, position: int = 1) -> str:
    return f"/court/lots/{made.lot_id}/findings/{position}"


def asset_of(world: World, made: MadeLot) -> Asset:
    with world.database.reading() as tx:
        return store.assets_of(tx, made.lot_id)[1]


def version_of(world: World, made: MadeLot) -> int:
    with world.database.reading() as tx:
        lot = store.read_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    return lot.version


def write(clerk: FlaskClient, made: MadeLot, version: int, **fields: str):
    return post(clerk, page_of(made), {"version": version, "kind": "VEHICLE", **fields})


def test_each_kind_is_asked_its_own_questions(clerk: FlaskClient, made: MadeLot) -> None:
    as_goods, as_car = clerk.get(page_of(made)), clerk.get(f"{page_of(made)}?kind=VEHICLE")
    as_home = clerk.get(f"{page_of(made)}?kind=HOME")

    assert "asks nothing of this kind" in as_goods.text
    assert all(f'name="found-{name}"' in as_car.text for name in ("mileage", "emission_standard"))
    assert 'name="found-registry"' not in as_car.text
    # A movable is no home; it stays what it was.
    assert "asks nothing of this kind" in as_home.text


def test_what_was_found_and_what_was_tried_is_kept(world: World, clerk: FlaskClient, made: MadeLot) -> None:
    tried = {"found-mileage": "The meter is dead; the garage has no book.", "tried-mileage": "yes"}

    answer = write(clerk, made, version_of(world, made), **{"found-registration": "Plate 5511."}, **tried)

    asset, again = asset_of(world, made), clerk.get(page_of(made)).text
    assert (answer.status_code, answer.location) == (303, f"/court/lots/{made.lot_id}/property#assets")
    assert asset.kind is AssetKind.VEHICLE
    assert asset.findings == {
        "registration": Finding("Plate 5511."),
        "mileage": Finding(tried["found-mileage"], established=False),
    }
    assert "Plate 5511." in again
    assert 'value="yes" checked' in again
    assert "2 questions are open." in clerk.get(f"/court/lots/{made.lot_id}/property").text
    missing = clerk.get(f"/court/lots/{made.lot_id}").text
    assert "R-27/VEHICLE.emission_standard" in missing
    assert "R-27/VEHICLE.mileage" not in missing


def test_two_who_write_at_once_lose_nothing(world: World, clerk: FlaskClient, made: MadeLot) -> None:
    seen = version_of(world, made)
    write(clerk, made, seen, **{"found-mileage": "Theirs."})

    answer = write(clerk, made, seen, **{"found-mileage": "Mine."})

    assert answer.status_code == 409
    assert "Mine." in answer.text
    assert "Theirs." in answer.text
    assert asset_of(world, made).findings["mileage"] == Finding("Theirs.")


def test_what_is_written_after_the_proposal_can_be_copied(
    world: World, clerk: FlaskClient, made: MadeLot
) -> None:
    seen = version_of(world, made)
    with world.database.transaction() as tx:
        submit(tx, made)

    answer = write(clerk, made, seen, **{"found-mileage": "Too late."})

    assert answer.status_code == 409
    assert "What you wrote was not saved" in answer.text
    assert "Too late." in answer.text
    assert clerk.get(page_of(made)).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": ""}, "Choose what kind"),
        ({"kind": "SHIP"}, "Choose what kind"),
        ({"kind": "HOME"}, "does not belong to its class"),
        ({"found-mileage": "k" * 4001}, "4001"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_the_rest(
    world: World, clerk: FlaskClient, made: MadeLot, fields: dict[str, str], words: str
) -> None:
    before = asset_of(world, made)

    answer = write(clerk, made, version_of(world, made), **fields)

    assert (answer.status_code, words in answer.text) == (422, True)
    assert asset_of(world, made) == before


def test_no_asset_and_no_other_court_is_answered(world: World, app: Flask, made: MadeLot) -> None:
    with world.database.transaction() as tx:
        other = make_court(tx, name="Other Court")
    stranger, own = officer(world, app, other), officer(world, app, made.court_id)

    assert stranger.get(page_of(made)).status_code == 404
    assert post(stranger, page_of(made), {"kind": "GOODS", "version": "1", **ANSWERS}).status_code == 404
    assert own.get(page_of(made, 2)).status_code == 404
    assert post(own, page_of(made, 2), {"kind": "GOODS", "version": "1"}).status_code == 404
