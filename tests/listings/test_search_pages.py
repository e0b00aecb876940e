"""The search as visitors meet it: facets, chips, addresses, feed; in a bounded number of queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from lxml import etree, html

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.rounds import service as rounds
from listings.jobs import follow_boards
from tests.support.browsing import Browser
from tests.support.cases import make_case, make_court
from tests.support.listings import AT, make_published_lot
from tests.support.queries import QUERIES_MAX, counted


@pytest.fixture
def browser(world: World, app: Flask) -> Browser:
    """Give a visitor of a site with a car that is open, and a house and a flat to come."""
    with world.database.transaction() as tx:
        case_id = make_case(tx, court_id=make_court(tx, name="Maple Court"))
        make_published_lot(
            tx, case_id=case_id, title="House 独栋住宅", asset_class="IMMOVABLE",
            reference_price=Money(102_000_000, "CNY"),
        )  # fmt: skip
        make_published_lot(tx, case_id=case_id, title="Car", opens_at=AT + timedelta(days=16))
        make_published_lot(tx, title="Flat 房产", asset_class="IMMOVABLE")
        rounds.open_due(tx, at=AT + timedelta(days=16))
    follow_boards(world)
    return Browser(app)


def titles(browser: Browser) -> list[str]:
    """Return the titles of the lots on the page, in their order."""
    assert browser.answer is not None
    page = html.fromstring(browser.answer.get_data(as_text=True))
    return [found.text_content() for found in page.xpath("//*[@class='lot-title']")]


def link(browser: Browser, words: str) -> str:
    """Return where the link leads that begins with these words."""
    assert browser.answer is not None
    page = html.fromstring(browser.answer.get_data(as_text=True))
    return str(page.xpath("//a[starts-with(normalize-space(), $words)]/@href", words=words)[0])


def test_every_choice_says_how_many_lots_it_has(browser: Browser) -> None:
    browser.get("/lots?class=IMMOVABLE")

    assert titles(browser) == ["House 独栋住宅", "Flat 房产"]
    for words in ("Immovable 2 lots", "Movable 1 lot", "Maple Court 1 lot", "Upcoming 2 lots"):
        assert words in browser.words
    # What is open is a car, so among what is immovable nothing is.
    assert "Open for bids 1 lot" not in browser.words


def test_a_filter_is_taken_back_by_its_chip(browser: Browser) -> None:
    browser.get("/lots?class=IMMOVABLE&q=房产&page=1")
    assert titles(browser) == ["Flat 房产"]

    browser.get(link(browser, "“房产”"))

    assert titles(browser) == ["House 独栋住宅", "Flat 房产"]


def test_a_price_is_said_in_groups_of_digits(browser: Browser) -> None:
    assert "Price up to 1,000,000" in browser.get("/lots?price_to=1000000").words
    assert "Price up to 1,000.50" in browser.get("/lots?price_to=1,000.50").words


def test_several_choices_of_one_facet_are_alternatives(browser: Browser) -> None:
    assert titles(browser.get("/lots?status=open&status=upcoming")) == ["Car", "House 独栋住宅", "Flat 房产"]
    assert titles(browser.get("/lots?status=open&class=IMMOVABLE")) == []


def test_an_empty_page_says_which_filter_to_take_away(browser: Browser) -> None:
    browser.get("/lots?status=open&class=IMMOVABLE&q=房产")

    assert "No lot matches all of this." in browser.words
    assert titles(browser.get(link(browser, "Without Open for bids"))) == ["Flat 房产"]
    browser.get("/lots?page=7")
    assert "There are fewer pages than that." in browser.words


def test_what_is_unreadable_is_kept_and_refused_beside_its_field(browser: Browser) -> None:
    browser.get("/lots?price_from=cheap&closes_to=soon&discount=9&q=car&class=MOVABLE")

    assert browser.status == 422
    assert (browser.value("price_from"), browser.value("closes_to"), browser.value("q")) == (
        "cheap", "soon", "car",
    )  # fmt: skip
    assert "“cheap” is not an amount" in browser.alerts and "“soon” is not a date" in browser.alerts
    assert browser.link("#search-price_from") and browser.link("#search-closes_to")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("discount=30", ["House 独栋住宅", "Car", "Flat 房产"]),
        ("discount=31", []),
        ("opens_to=2026-01-21", ["Car"]),
        ("opens_from=2026-01-22", ["House 独栋住宅", "Flat 房产"]),
        ("closes_from=2026-02-07", []),
        ("sort=nonsense&status=nonsense&class=MOVABLE", ["Car"]),
        ("court=nowhere", []),
        ("currency=KRW", []),
    ],
)
def test_filters_find_what_they_say(browser: Browser, query: str, found: list[str]) -> None:
    assert sorted(titles(browser.get(f"/lots?{query}"))) == sorted(found)


def test_a_search_asks_little_however_much_it_finds(world: World, browser: Browser) -> None:
    browser.get("/lots")

    with counted(world) as statements:
        browser.get("/lots?q=房产&class=IMMOVABLE&price_from=1&discount=1")

    assert len(statements) <= QUERIES_MAX, statements
    assert titles(browser) == ["Flat 房产"]


def test_a_search_is_a_feed_as_well(world: World, browser: Browser) -> None:
    browser.get("/lots?class=IMMOVABLE&q=房产&sort=dearest&page=1")
    address = browser.link("/lots.atom")
    assert browser.answer is not None
    page = html.fromstring(browser.answer.get_data(as_text=True))
    assert page.xpath("string(//link[@rel='alternate'][@type='application/atom+xml']/@href)") == address

    feed = browser.get(address).answer
    assert feed is not None and feed.status_code == 200
    told = etree.fromstring(feed.get_data())
    assert told.xpath("//*[local-name()='entry']/*[local-name()='title']/text()") == ["Flat 房产"]
    addresses = told.xpath("//@href")
    assert len(addresses) == 3 and all(each.startswith(world.settings.public_url) for each in addresses)
    assert "sort" not in "".join(addresses)
    # A search gains and loses lots without a publication: only the ETag says whether it reads the same.
    assert feed.headers["ETag"] and "Last-Modified" not in feed.headers


def test_a_reader_who_has_the_feed_gets_nothing(app: Flask, browser: Browser) -> None:
    client = app.test_client()
    told = client.get("/lots.atom", headers={"Host": "evil.example"})

    again = client.get("/lots.atom", headers={"If-None-Match": told.headers["ETag"]})

    assert "evil.example" not in told.get_data(as_text=True)
    assert (again.status_code, again.get_data()) == (304, b"")
    assert client.get("/lots.atom?price_from=cheap").status_code == 422
