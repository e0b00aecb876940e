"""The pages of notifications: the court's own, and what everybody reads of who cannot be reached."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.cases import service as cases
from auction.cases.register import NewParty
from auction.kernel.doors import Role
from tests.support.browsing import Browser
from tests.support.cases import make_case, make_court
from tests.support.listings import make_draft, make_published_lot
from tests.support.people import PASSWORD, make_staff

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def address(world):
    """Return the page of a draft whose case has a tenant."""
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        tenant = NewParty("TENANT", "Ann of the shop")
        now = world.clock.now()
        assert not cases.add_party(
            tx, party_id="p1", case_id=case_id, court_id=court_id, party=tenant, at=now
        )
        made = make_draft(tx, court_id=court_id, case_id=case_id, at=now)
        make_staff(world, tx, Role.CLERK, court_id=court_id, email="clerk@a.example")
        make_staff(world, tx, Role.CLERK, court_id=make_court(tx), email="clerk@b.example")
    return f"/court/lots/{made.lot_id}/parties"


def _signed_in(app, email):
    browser = Browser(app)
    browser.get("/account/login").submit("/account/login", email=email, password=PASSWORD)
    return browser


def test_a_clerk_notes_a_notification_and_reads_the_days_it_leaves(app, world, address):
    clerk, today = _signed_in(app, "clerk@a.example"), world.clock.now().date()
    assert "Ann of the shop" in clerk.get(address).words and "Not yet" in clerk.words

    clerk.submit(address, mode="SERVED", on=(today - timedelta(days=3)).isoformat())

    assert clerk.status == 200 and "The notification is noted." in clerk.words
    assert "Not yet" not in clerk.words


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"mode": "WAIVED", "reason": ""}, 409, "written waiver"),
        ({"on": "soon"}, 422, "2026-03-30"),
        ({"on": "2199-01-01"}, 409, "has not come yet"),
        ({"mode": "SHOUTED"}, 422, "was notified, waived it or cannot be reached"),
        ({"subject": "p2"}, 409, "have to be notified"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_stays(app, address, fields, status, words):
    clerk = _signed_in(app, "clerk@a.example")

    clerk.get(address).submit(address, **{"reason": "Statement 3"} | fields)

    assert clerk.status == status
    assert words in clerk.alerts


def test_everybody_reads_who_cannot_be_reached_and_no_name(app, address):
    clerk, public = _signed_in(app, "clerk@a.example"), Browser(app)
    assert "Nobody is sought." in public.get("/unreached").words

    clerk.get(address).submit(address, mode="UNREACHABLE", reason="The letter came back.")

    page = public.get("/unreached").words
    assert "The letter came back." in page and "Tenant" in page
    assert "Ann of the shop" not in page


def test_a_lot_of_another_court_does_not_exist(app, address):
    other = _signed_in(app, "clerk@b.example")

    assert other.get(address).status == 404


def test_the_public_reads_on_a_lot_who_was_notified_by_role(app, world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        tenant = NewParty("TENANT", "Ann of the shop")
        of_case = {"case_id": case_id, "court_id": court_id, "at": world.clock.now()}
        assert not cases.add_party(tx, party_id="p1", party=tenant, **of_case)
        made = make_published_lot(tx, case_id=case_id, published_at=world.clock.now())

    for page in (f"/lots/{made.lot_id}", f"/lots/{made.lot_id}/notices/1"):
        words = Browser(app).get(page).words
        assert "Tenant: Notified" in words and "Ann of the shop" not in words
