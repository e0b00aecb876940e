"""Asking for letters on a lot's page, and the list of mine, through the doors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from lxml import html

from auction.kernel.world import World
from tests.support.browsing import Browser
from tests.support.evenings import AT, CLOSES_AT, make_evening
from tests.support.listings import MadeLot
from tests.support.people import PASSWORD, make_bidder
from tests.support.queries import QUERIES_MAX, counted

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def made(world: World) -> MadeLot:
    world.clock.set(AT)  # type: ignore[attr-defined]  # set by hand
    return make_evening(world, title="Flat")


@pytest.fixture
def ann(app: Flask, world: World) -> Browser:
    with world.database.transaction() as tx:
        make_bidder(world, tx, email="ann@town.example")
    page = Browser(app).get("/account/login")
    return page.submit("/account/login", email="ann@town.example", password=PASSWORD)


def ticked_on(page: Browser) -> list[str]:
    """Return which letters the page has ticked."""
    assert page.answer is not None, "no page is open"
    return [
        str(box) for box in html.fromstring(page.answer.text).xpath("//input[@name='kind'][@checked]/@value")
    ]


def first_button(page: Browser) -> str:
    """Return which reminder the first button of the page removes."""
    assert page.answer is not None, "no page is open"
    return str(html.fromstring(page.answer.text).xpath("string(//button[@name='reminder']/@value)"))


def test_a_visitor_is_led_to_the_sign_in_and_back(app: Flask, made: MadeLot) -> None:
    visitor = Browser(app).get(f"/lots/{made.lot_id}")

    assert not visitor.has_form("/reminders")
    assert visitor.link("/account/login?next=") == f"/account/login?next=/lots/{made.lot_id}"


def test_letters_are_chosen_seen_and_removed(ann: Browser, made: MadeLot) -> None:
    lot = f"/lots/{made.lot_id}"
    chosen = ann.get(lot).submit(f"{lot}/reminders", kind=["CLOSES_DAY", "CLOSES_HOUR"]).words
    ticked = ticked_on(ann.get(lot))
    mine = ann.get("/my/reminders").words
    removed = ann.submit("/my/reminders/remove", reminder=first_button(ann)).words

    assert "Your choice of reminders is saved." in chosen
    assert ticked == ["CLOSES_DAY", "CLOSES_HOUR"]
    day, hour = "A day before bidding closes · Feb 5, 2026", "An hour before bidding closes · Feb 6, 2026"
    assert 0 < mine.find(day) < mine.find(hour)
    assert "The reminder is removed." in removed
    assert removed.count("Will be sent") == 1


def test_what_is_too_late_or_unknown_is_refused_by_name(ann: Browser, made: MadeLot, world: World) -> None:
    lot = f"/lots/{made.lot_id}"
    ann.get(lot)
    unknown = ann.send(f"{lot}/reminders", kind="YESTERDAY").alerts
    world.clock.set(CLOSES_AT - timedelta(days=2))  # type: ignore[attr-defined]  # set by hand
    late = ann.get(lot).send(f"{lot}/reminders", kind="OPENS_DAY").alerts

    assert "Choose among the letters that are offered" in unknown
    assert "That letter would have left at" in late
    assert ann.status == 409


def test_a_lot_of_nobody_has_no_reminders(ann: Browser, made: MadeLot) -> None:
    ann.get(f"/lots/{made.lot_id}")

    assert ann.send(f"/lots/{'0' * 32}/reminders", kind="OPENS_DAY").status == 404
    assert "That reminder was gone already." in ann.get("/account/").send("/my/reminders/remove").words


def test_who_is_signed_in_costs_the_database_little_more(ann: Browser, made: MadeLot, world: World) -> None:
    with counted(world) as statements:
        assert ann.get(f"/lots/{made.lot_id}").status == 200

    assert 0 < len(statements) <= QUERIES_MAX, statements
