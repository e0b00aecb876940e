"""Searches are saved, found again, renamed, deleted and put back by whoever they belong to alone."""

from __future__ import annotations

import pytest
from flask import Flask

from auction.kernel.world import World
from listings.searches.saved import SAVED_SEARCHES_MAX
from tests.support.browsing import Browser
from tests.support.listings import make_published_lot
from tests.support.queries import QUERIES_MAX, counted
from tests.support.town import Town

SEARCH = "/lots?q=房产&status=upcoming&class=MOVABLE&_external=1&page=2"


@pytest.fixture
def town(world: World, app: Flask) -> Town:
    """Give a town with one lot for sale, and two people who look."""
    town = Town(app, world)
    with world.database.transaction() as tx:
        make_published_lot(tx)
    town.bring("Lin")
    town.bring("Ma")
    return town


def save(browser: Browser, address: str = SEARCH, **fields: str) -> Browser:
    """Save the search of an address from its own page."""
    browser.get(address)
    return browser.get(browser.link("/my/searches/new")).submit("/my/searches", **fields)


def test_a_saved_search_finds_what_it_found(town: Town) -> None:
    lin = save(town.people["Lin"])

    assert "房产 · Movable · Upcoming 1 lot now Show these lots" in lin.words
    lin.get(lin.link("/lots?"))
    assert "Flat of 98 square metres" in lin.words
    assert "page=2" not in lin.answer.request.path  # type: ignore[union-attr]  # a page is open


def test_a_search_is_renamed_deleted_and_put_back(town: Town) -> None:
    lin = save(town.people["Lin"], name="Flats")

    lin.submit("/rename", name="  Houses\n here ")
    assert "Houses here" in lin.words and "1 lot now · “房产” · Movable · Upcoming" in lin.words
    lin.submit("/delete")
    assert "“Houses here” was deleted." in lin.words and not lin.has_form("/rename")
    lin.submit("/restore")
    assert lin.has_form("/rename") and not lin.has_form("/restore")


def test_a_name_that_says_nothing_is_refused_and_nothing_is_lost(town: Town) -> None:
    lin = save(town.people["Lin"], name="   ")

    assert lin.status == 422 and "Give the search a name" in lin.alerts
    lin.submit("/my/searches", name="x" * 101)
    assert "at most 100 fit" in lin.alerts
    assert lin.submit("/my/searches", name="Flats").status == 200
    assert "Flats" in lin.submit("/rename", name="").words


def test_so_many_are_kept_and_a_second_click_keeps_one(town: Town) -> None:
    lin = town.people["Lin"]
    lin.get("/lots")
    lin.get(lin.link("/my/searches/new"))
    once = lin.value("once")
    for _ in range(2):
        lin.get("/my/searches/new").submit("/my/searches", once=once, name="Twice")
    assert "1 of at most" in lin.words
    for number in range(1, SAVED_SEARCHES_MAX):
        save(lin, name=f"Search {number}")

    assert save(lin, name="One more").status == 422
    assert f"At most {SAVED_SEARCHES_MAX} searches" in lin.alerts
    with counted(town.world) as statements:
        lin.get("/my/searches")
    assert len(statements) <= QUERIES_MAX, statements


def test_nobody_touches_the_search_of_somebody_else(town: Town) -> None:
    lin, ma = save(town.people["Lin"]), town.people["Ma"]
    address = lin.link("/lots?")

    assert "no search yet" in ma.get("/my/searches").words
    for act in ("rename", "delete", "restore"):
        search_id = _id_of(lin)
        assert ma.get("/my/searches").send(f"/my/searches/{search_id}/{act}", name="Mine").status == 404
    assert address == lin.get("/my/searches").link("/lots?")


def test_who_is_not_signed_in_is_asked_to(town: Town) -> None:
    stranger = Browser(town.app).get("/my/searches/new?q=flat")

    assert stranger.path == "/account/login"


def _id_of(browser: Browser) -> str:
    assert browser.answer is not None
    return browser.answer.get_data(as_text=True).partition("/my/searches/")[2].partition("/")[0]
