"""The hall without JavaScript: to watch, to bid by the form, to be refused in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from werkzeug.test import TestResponse

from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store
from bidding import sockets
from bidding.service import OVERLOADED
from tests.support.hall import make_hall_app, make_open_round, make_pass
from tests.support.rounds import CLOSES_AT, cny, make_terms


@pytest.fixture
def browser(sqlite_world: World) -> Iterator[FlaskClient]:
    app = make_hall_app(sqlite_world)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app.test_client()
    sockets.detach(app)


@pytest.fixture
def round_id(sqlite_world: World) -> str:
    return make_open_round(sqlite_world, codes={"A17": None, "B20": None, "C33": 1})


def enter(browser: FlaskClient, world: World, round_id: str, code: str) -> None:
    token = make_pass(world, round_id, code)
    browser.set_cookie("bidding_pass", token, path=f"/hall/{round_id}")


def bid(browser: FlaskClient, round_id: str, amount: str, **fields: str) -> TestResponse:
    key = hashlib.sha256(f"{amount} {sorted(fields)}".encode()).hexdigest()
    form = {"bid_key": key[:32], "amount": amount, **fields}
    return browser.post(f"/hall/{round_id}/bid", data=form)


def test_anybody_may_watch(browser: FlaskClient, round_id: str) -> None:
    page = browser.get(f"/hall/{round_id}")

    assert page.status_code == 200
    assert "A flat of 89 square metres" in page.text
    assert "bid-form" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/hall/nowhere", "/hall/" + "0" * 32, "/hall/%00", "/hall/%FF"])
def test_a_round_that_is_not_there_is_not_found(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code == 404
    assert browser.post(f"{path}/bid", data={"amount": "1"}).status_code == 404


def test_a_bid_by_the_form_is_taken_once(browser: FlaskClient, sqlite_world: World, round_id: str) -> None:
    enter(browser, sqlite_world, round_id, "A17")

    answers = [bid(browser, round_id, "714,000.00") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert "Your bid of" in browser.get(answers[0].headers["Location"]).text
    with sqlite_world.database.reading() as tx:
        assert len(store.read_bids(tx, round_id)) == 1


def test_a_step_is_a_bid(browser: FlaskClient, sqlite_world: World, round_id: str) -> None:
    enter(browser, sqlite_world, round_id, "A17")
    page = browser.get(f"/hall/{round_id}").text
    step = re.findall(r'name="step" value="([0-9.]+)"', page)

    answer = bid(browser, round_id, "", step=step[1])

    assert step == ["714000.00", "724000.00", "734000.00", "764000.00"]
    assert answer.status_code == 303


def test_a_refusal_is_said_with_rule_and_numbers(
    browser: FlaskClient, sqlite_world: World, round_id: str
) -> None:
    enter(browser, sqlite_world, round_id, "A17")
    bid(browser, round_id, "734000")
    enter(browser, sqlite_world, round_id, "B20")

    refused = bid(browser, round_id, "734000")

    assert refused.status_code == 409
    assert 'role="alert"' in refused.text
    assert "744,000.00" in refused.text
    assert "R-41" in refused.text
    assert 'value="734000"' in refused.text


@pytest.mark.parametrize(
    ("amount", "status"),
    [("", 422), ("NaN", 422), ("-5", 422), ("7e5", 422), ("9" * 500, 422), ("\x00", 422), ("714001", 409)],
)
def test_nonsense_is_refused_and_kept(
    browser: FlaskClient, sqlite_world: World, round_id: str, amount: str, status: int
) -> None:
    enter(browser, sqlite_world, round_id, "A17")

    refused = bid(browser, round_id, amount)

    assert refused.status_code == status
    with sqlite_world.database.reading() as tx:
        assert store.read_bids(tx, round_id) == []


def test_a_leap_is_asked_about_on_the_server(
    browser: FlaskClient, sqlite_world: World, round_id: str
) -> None:
    enter(browser, sqlite_world, round_id, "A17")

    asked = bid(browser, round_id, "814000")
    meant = bid(browser, round_id, "814000", confirmed="yes")

    assert asked.status_code == 422
    assert "10 increments" in asked.text
    assert 'name="confirmed" value="yes"' in asked.text
    assert meant.status_code == 303


@pytest.mark.parametrize(
    ("typed", "status", "asks"),
    [
        pytest.param("", 422, True, id="R-53/121"),
        pytest.param("824000.01", 422, True, id="R-53/122"),
        pytest.param("yes", 422, False, id="R-53/123"),
        pytest.param("824,000", 303, False, id="R-53/124"),
    ],
)
def test_a_watched_price_is_typed_once_more_in_the_form(
    browser: FlaskClient, sqlite_world: World, typed: str, status: int, asks: bool
) -> None:
    watched = make_terms(watched_from=cny(824_000))
    round_id = make_open_round(sqlite_world, codes=["A17"], terms=watched)
    enter(browser, sqlite_world, round_id, "A17")

    answer = bid(browser, round_id, "824000", confirmed="yes", confirmed_amount=typed)

    assert answer.status_code == status
    assert ('name="confirmed_amount"' in answer.text) is asks
    with sqlite_world.database.reading() as tx:
        assert len(store.read_bids(tx, round_id)) == (status == 303)


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        pytest.param("B20", 409, "Yours of CN¥724,000.00 leads and binds you", id="R-52/1"),
        pytest.param("A17", 409, "None of your bids binds you", id="R-52/2"),
        pytest.param("", 403, "Only enrolled bidders may bid", id="R-52/3"),
    ],
)
def test_nobody_takes_a_bid_back(
    browser: FlaskClient, sqlite_world: World, round_id: str, code: str, status: int, said: str
) -> None:
    for bidder, amount in (("A17", "714000"), ("B20", "724000")):
        enter(browser, sqlite_world, round_id, bidder)
        assert bid(browser, round_id, amount).status_code == 303
    browser.delete_cookie("bidding_pass", path=f"/hall/{round_id}")
    if code:
        enter(browser, sqlite_world, round_id, code)

    page = browser.get(f"/hall/{round_id}").text
    answer = browser.post(f"/hall/{round_id}/take-back")

    assert ("take my bid back?" in page) is bool(code)
    assert answer.status_code == status
    assert said in answer.text
    assert not code or "R-52" in answer.text
    assert ("<strong>Your bid was not taken." in answer.text) is not bool(code)
    with sqlite_world.database.reading() as tx:
        assert len(store.read_bids(tx, round_id)) == 2


def test_below_a_watched_price_nothing_is_typed(browser: FlaskClient, sqlite_world: World) -> None:
    watched = make_terms(watched_from=cny(824_000))
    round_id = make_open_round(sqlite_world, codes=["A17"], terms=watched)
    enter(browser, sqlite_world, round_id, "A17")

    assert bid(browser, round_id, "804000").status_code == 303


def test_nobody_bids_without_a_pass_of_the_round(
    browser: FlaskClient, sqlite_world: World, round_id: str
) -> None:
    other_id = make_open_round(sqlite_world)
    statuses = [bid(browser, round_id, "714000").status_code]

    for token in (make_pass(sqlite_world, other_id, "A17"), "forged", "x" * 4_000):
        browser.set_cookie("bidding_pass", token, path=f"/hall/{round_id}")
        statuses.append(bid(browser, round_id, "714000").status_code)
        assert "You can still watch." in browser.get(f"/hall/{round_id}").text

    assert statuses == [403] * 4


def test_the_limit_holds_for_the_form_too(browser: FlaskClient, sqlite_world: World, round_id: str) -> None:
    enter(browser, sqlite_world, round_id, "A17")

    statuses = [bid(browser, round_id, f"{714_000 + 10_000 * turn}").status_code for turn in range(9)]
    statuses += [bid(browser, round_id, "724000", bid_key=f"the-key-{turn}").status_code for turn in range(2)]

    assert statuses == [303] + [409] * 9 + [429]


def test_after_the_end_the_bid_is_late(browser: FlaskClient, sqlite_world: World, round_id: str) -> None:
    enter(browser, sqlite_world, round_id, "A17")
    sqlite_world.clock.set(CLOSES_AT)  # type: ignore[attr-defined]  # set by hand

    refused = bid(browser, round_id, "714000")

    assert refused.status_code == 409
    assert "R-44" in refused.text


def test_a_form_without_its_token_is_refused(sqlite_world: World, round_id: str) -> None:
    app = make_hall_app(sqlite_world)
    browser = app.test_client()
    enter(browser, sqlite_world, round_id, "A17")

    assert bid(browser, round_id, "714000").status_code == 400
    sockets.detach(app)


def test_a_priority_purchaser_sees_the_equal_price(
    browser: FlaskClient, sqlite_world: World, round_id: str
) -> None:
    enter(browser, sqlite_world, round_id, "A17")
    bid(browser, round_id, "734000")
    enter(browser, sqlite_world, round_id, "C33")

    page = browser.get(f"/hall/{round_id}").text

    assert 'name="step" value="734000.00"' in page
    assert bid(browser, round_id, "", step="734000.00").status_code == 303


def test_the_limits_are_published(browser: FlaskClient) -> None:
    page = browser.get("/limits").text

    assert "3 a second, 10 in a row" in page
    assert "300 a minute" in page


@pytest.mark.parametrize("query", ["receipt=1", "receipt=-5", "receipt=x", "receipt=99999999999999999999"])
def test_a_receipt_is_shown_to_its_bidder_only(
    browser: FlaskClient, sqlite_world: World, round_id: str, query: str
) -> None:
    page = browser.get(f"/hall/{round_id}?{query}")

    assert page.status_code == 200
    assert "Your bid of" not in page.text

    enter(browser, sqlite_world, round_id, "A17")
    page = browser.get(f"/hall/{round_id}?{query}")

    assert page.status_code == 200
    assert "Your bid of" not in page.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Bids waited too long, or could not come in, in the last minute before the end."),
        ("zh-CN", "结束前最后一分钟内，出价等待处理的时间过长，或者无法送达。"),
        ("zh-TW", "結束前最後一分鐘內"),
    ],
)
def test_why_the_platform_stopped_a_round_is_said_in_the_reader_s_language(
    browser: FlaskClient, sqlite_world: World, round_id: str, language: str, words: str
) -> None:
    with sqlite_world.database.transaction() as tx:
        at = sqlite_world.clock.now()
        opened = rounds.open_boards(tx, boards=store.lock_boards(tx, [round_id]), at=at)
        rounds.stop_all(tx, boards=list(opened.values()), reason=OVERLOADED, at=at)

    assert words in browser.get(f"/hall/{round_id}", headers={"Accept-Language": language}).text


@pytest.mark.parametrize("reason", ["Disk at 100% load <b>now</b>", "100%", "%(name)s"])
def test_what_an_operator_wrote_is_quoted_to_the_letter(
    browser: FlaskClient, sqlite_world: World, round_id: str, reason: str
) -> None:
    with sqlite_world.database.transaction() as tx:
        at = sqlite_world.clock.now()
        opened = rounds.open_boards(tx, boards=store.lock_boards(tx, [round_id]), at=at)
        rounds.stop_all(tx, boards=list(opened.values()), reason=reason, at=at)

    page = browser.get(f"/hall/{round_id}")
    assert page.status_code == 200
    assert str(escape(reason)) in page.text
