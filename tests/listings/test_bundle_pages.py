"""The clerk chooses how the public sees the enforced document, and reads what the eleven wait for (R-23)."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.world import World
from listings import store
from listings.document import rebuild
from listings.uploads import service as uploads
from listings.uploads.store import Upload
from tests.listings.test_document import make_document
from tests.support.cases import make_court
from tests.support.listings import AT, MadeLot, make_draft, make_fields, publish, submit
from tests.support.people import email_of, make_staff, post, sign_in

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def made(world: World) -> MadeLot:
    """Give a court with a draft that says nothing of how its enforced document is seen."""
    world.clock.set(AT)
    opens_at = AT.replace(month=2, day=20)
    fields = make_fields(opens_at=opens_at, closes_at=opens_at.replace(day=21))
    del fields["enforcement_shown"]
    with world.database.transaction() as tx:
        return make_draft(tx, court_id=make_court(tx), fields=fields)


@pytest.fixture
def clerk(world: World, app: Flask, made: MadeLot) -> FlaskClient:
    """Give the clerk of that court, signed in."""
    with world.database.transaction() as tx:
        account_id = make_staff(world, tx, Role.CLERK, court_id=made.court_id)
    browser = app.test_client()
    sign_in(browser, email_of(world, account_id))
    return browser


def attach(world: World, made: MadeLot) -> str:
    document_id = new_id()
    with world.database.transaction() as tx:
        lot = store.lock_lot(tx, made.lot_id, made.court_id)
        assert lot is not None
        upload = Upload(document_id, made.lot_id, made.court_id, "The judgment", "f" * 32, AT)
        refusal = uploads.add_document(tx, lot=lot, upload=upload, paper=rebuild(make_document()))
    assert refusal is None
    return document_id


def choose(clerk: FlaskClient, made: MadeLot, chosen: str, version: int) -> int:
    form = {"version": version, "step": "pictures", "enforcement_shown": chosen}
    return post(clerk, f"/court/lots/{made.lot_id}/save", form).status_code


def test_the_clerk_reads_which_of_the_eleven_are_complete(clerk: FlaskClient, made: MadeLot) -> None:
    page = clerk.get(f"/court/lots/{made.lot_id}").text

    assert "10 of 11 are complete" in page
    assert "R-23/MISSING(enforcement_basis)" in page
    assert f"/court/lots/{made.lot_id}/pictures#field-enforcement_shown" in page


def test_a_chosen_document_is_shown_to_everybody(
    world: World, clerk: FlaskClient, app: Flask, made: MadeLot
) -> None:
    document_id = attach(world, made)
    offered = clerk.get(f"/court/lots/{made.lot_id}/pictures").text

    assert f'<option value="{document_id}"' in offered
    assert choose(clerk, made, document_id, 2) == 303
    with world.database.transaction() as tx:
        submit(tx, made)
        publish(tx, made)
    public = app.test_client().get(f"/lots/{made.lot_id}").text
    assert "Open the document" in public
    assert f"/documents/{document_id}" in public


def test_a_reason_to_withhold_is_said_to_everybody(
    world: World, clerk: FlaskClient, app: Flask, made: MadeLot
) -> None:
    assert choose(clerk, made, "MINORS", 1) == 303
    with world.database.transaction() as tx:
        submit(tx, made)
        publish(tx, made)

    assert "Not published: it speaks of a minor." in app.test_client().get(f"/lots/{made.lot_id}").text


@pytest.mark.parametrize("chosen", ["BECAUSE", "x" * 32, "../etc", "d" * 33])
def test_what_is_no_document_and_no_reason_is_refused(clerk: FlaskClient, made: MadeLot, chosen: str) -> None:
    assert choose(clerk, made, chosen, 1) == 422
