"""The public doors: lots, results, courts, calendars and codes, as a browser without scripts sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event
from lxml import html

from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from listings.jobs import follow_boards
from tests.support.cases import make_case, make_court
from tests.support.evenings import AT, CLOSES_AT, CODES, OPENS_AT, let_end, make_evening
from tests.support.hostile import FEW, HOSTILE, quoted
from tests.support.listings import MadeLot
from tests.support.queries import QUERIES_MAX, counted

# What these doors ask is asked of both databases by the tests of the store.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def town(world: World) -> dict[str, MadeLot]:
    """Give a case with a sold, an unsold and a coming lot."""
    with world.database.transaction() as tx:
        case_id = make_case(tx, court_id=make_court(tx, name="Court of the East"))
        made = {
            "sold": make_evening(
                world, before_end=(7200, 240, 60), tx=tx, case_id=case_id, title="Sold flat"
            ),
            "unsold": make_evening(world, tx=tx, case_id=case_id, title="Unsold boat"),
        }
    let_end(world, *made.values())
    made["soon"] = make_evening(world, case_id=made["sold"].case_id, title="Coming house <b>")
    follow_boards(world)
    world.clock.set(AT)  # type: ignore[attr-defined]  # set by hand
    return made


def words_of(page: str) -> str:
    return " ".join(" ".join(html.fromstring(page).itertext()).split())


def test_a_sold_lot_tells_its_evening(client: FlaskClient, town: dict[str, MadeLot]) -> None:
    page = client.get(f"/lots/{town['sold'].lot_id}").text

    said = words_of(page)
    assert "Hammer price CN¥734,000.00 72 % of the reference price" in said
    assert "Sold to bidder JKM67." in said
    assert "From CN¥714,000.00 to CN¥734,000.00 in 3 bids." in said
    assert "2 late bids moved the end" in said
    rows = html.fromstring(page).xpath("//table[@data-bids]/tbody/tr")
    assert [row.xpath("string(.//data/@value)") for row in rows] == ["73400000", "72400000", "71400000"]
    assert {row.xpath("string(th)") for row in rows} == set(CODES)
    assert [row.get("data-extended") is not None for row in rows] == [True, True, False]


def test_a_coming_lot_says_what_to_do_and_what_the_law_wants_known(
    client: FlaskClient, town: dict[str, MadeLot]
) -> None:
    made = town["soon"]
    page = html.fromstring(client.get(f"/lots/{made.lot_id}").text)

    assert len(page.xpath("//ol[contains(@class, 'disclosed')]/li")) == 11
    assert len(page.xpath("//div[contains(@class, 'prompts')]//details")) == 7
    assert page.xpath(f"//a[@href='/enrol/{made.round_id}']")
    kin = page.xpath("//section[@aria-labelledby='kin']//a/@href")
    assert set(kin) == {f"/lots/{town[name].lot_id}" for name in ("sold", "unsold")}


def test_a_lot_is_described_for_those_who_link_to_it(
    client: FlaskClient, town: dict[str, MadeLot], world: World
) -> None:
    page = html.fromstring(client.get(f"/lots/{town['soon'].lot_id}").text)

    whole = f"{world.settings.public_url}/lots/{town['soon'].lot_id}"
    assert page.xpath("//link[@rel='canonical']/@href") == [whole]
    assert page.xpath("//meta[@property='og:title']/@content") == ["Coming house <b>"]
    (said,) = page.xpath("//meta[@name='description']/@content")
    assert said.startswith("Upcoming · Starting price CN¥714,000.00 · Court of the East")


def test_a_withdrawn_lot_says_why(client: FlaskClient, town: dict[str, MadeLot], world: World) -> None:
    made = town["soon"]
    with world.database.transaction() as tx:
        rounds.withdraw(
            tx, round_id=made.round_id, court_id=made.court_id, reason="The debt is paid.",
            legal_basis="R-56", actor="j", at=AT,
        )  # fmt: skip

    said = words_of(client.get(f"/lots/{made.lot_id}").text)

    assert "This round has been withdrawn. The debt is paid." in said
    assert "Nobody bid in this round." in said and "No bids yet." not in said
    assert "Enrol to bid" not in said


def test_results_show_prices_and_figures_of_what_is_chosen(
    client: FlaskClient, town: dict[str, MadeLot]
) -> None:
    everything, unsold = (
        words_of(client.get(path).text)
        for path in ("/closed", "/closed?outcome=unsold&court=" + town["sold"].court_id)
    )

    assert "Ended rounds 2 Sold 1 Sale rate 50 % Median premium 3 %" in everything
    assert "Hammer price CN¥734,000.00 Above the starting price 3 % Of the reference price 72 %" in everything
    assert "Number of bids 3 by 3 bidders Extensions 2 Bidding lasted 24 hours" in everything
    assert "Ended rounds 1 Sold 0 Sale rate 0 %" in unsold
    assert "Sold flat" not in unsold
    assert "No round ended that you ask for." in words_of(client.get("/closed?month=2020-01").text)


def test_bad_addresses_are_no_trouble(client: FlaskClient, town: dict[str, MadeLot]) -> None:
    fields = ("court", "class", "outcome", "month", "page")
    paths = [f"/closed?{field}={quoted(HOSTILE[name])[:8_000]}" for field in fields for name in FEW]
    paths += [f"/lots/{'0' * 32}{ending}" for ending in ("", "/calendar.ics", "/qr.svg", "/notices/1")]

    assert {client.get(path).status_code for path in paths} <= {200, 404, 422}


def test_a_court_says_how_to_reach_it_and_what_it_sells(
    client: FlaskClient, town: dict[str, MadeLot]
) -> None:
    listed = words_of(client.get("/courts").text)
    said = words_of(client.get(f"/courts/{town['sold'].court_id}").text)

    assert "Court of the East Open for bids 0 Upcoming 1 Sold 1" in listed
    assert "Hall 3, 12 Court Road, 000-1234" in said
    assert "Time there now Jan 5, 2026 09:00 (UTC+8)" in said
    assert "Sells in Chinese Yuan" in said
    assert "Coming house <b>" in said
    assert "Sold flat" in said
    assert client.get("/courts/nowhere").status_code == 404


def test_a_calendar_has_the_three_dates_as_published_and_a_code_the_address(
    client: FlaskClient, town: dict[str, MadeLot]
) -> None:
    answer = client.get(f"/lots/{town['soon'].lot_id}/calendar.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = list(Calendar.from_ical(answer.data).events)
    assert [str(event["summary"]).partition(":")[0] for event in events] == [
        "Bidding opens",
        "Bidding closes",
        "Balance due from the buyer",
    ]
    assert [event.start for event in events[:2]] == [OPENS_AT, CLOSES_AT]
    assert "A bid in the last 5 minutes moves the end" in events[1]["description"]
    code = client.get(f"/lots/{town['soon'].lot_id}/qr.svg")
    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")


def test_a_calendar_follows_a_stay_to_the_new_end(
    client: FlaskClient, town: dict[str, MadeLot], world: World
) -> None:
    lot, stopped_at = town["soon"], CLOSES_AT - timedelta(hours=1)
    grounds = {"court_id": lot.court_id, "actor": "j", "reason": "A claim.", "legal_basis": "CPL 238"}

    def closing() -> Event:
        answer = client.get(f"/lots/{lot.lot_id}/calendar.ics")
        return list(Calendar.from_ical(answer.data).events)[1]

    before = closing()
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
        assert not rounds.suspend(tx, round_id=lot.round_id, at=stopped_at, **grounds)
    stayed = closing()
    with world.database.transaction() as tx:
        at = stopped_at + timedelta(days=10)
        assert not rounds.resume(tx, round_id=lot.round_id, at=at, **grounds)
        moved = round_store.read_board(tx, lot.round_id)
    after = closing()

    assert [str(event["status"]) for event in (before, stayed, after)] == [
        "CONFIRMED",
        "TENTATIVE",
        "CONFIRMED",
    ]
    assert moved is not None
    assert after.start == moved.closes_at.replace(microsecond=0) > before.start
    assert before["sequence"] < stayed["sequence"] < after["sequence"]


def test_pages_ask_the_database_little_however_much_there_is(
    app: Flask, client: FlaskClient, world: World, town: dict[str, MadeLot]
) -> None:
    pages = (f"/lots/{town['sold'].lot_id}", f"/courts/{town['sold'].court_id}", "/closed", "/courts")
    asked = {}
    for path in pages:
        with counted(world) as statements:
            assert client.get(path).status_code == 200
        asked[path] = len(statements)

    assert {path: count for path, count in asked.items() if not 0 < count <= QUERIES_MAX} == {}
