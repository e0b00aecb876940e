"""What all pages share: languages, headers, errors, addresses, words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import abort, request
from sqlalchemy.exc import OperationalError

from auction.kernel import web_views
from auction.kernel.clock import ClockUnsure
from auction.kernel.error_words import ERROR_WORDS
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from tests.support.people_app import make_app


@pytest.fixture
def world(sqlite_world):
    return sqlite_world


@pytest.fixture
def app(world):
    app = make_app(world)
    app.view_functions["other.open"] = _do_as_asked
    return app


@pytest.fixture
def client(app):
    return app.test_client()


def _do_as_asked():
    if "code" in request.args:
        abort(int(request.args["code"]))
    if "trouble" in request.args:
        raise {"clock": ClockUnsure("x"), "database": OperationalError("s", {}, Exception("secret"))}[
            request.args["trouble"]
        ]
    return "<p>inside</p>"


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        ("", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK,zh;q=0.9", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("fr-FR,fr;q=0.9,zh-TW;q=0.8,en;q=0.7", "zh-Hant"),
        ("ko", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("%%%;;,,", "en"),
    ],
)
def test_a_page_speaks_the_browsers_language(client, browser, language):
    page = client.get("/account/login", headers={"Accept-Language": browser}).get_data(as_text=True)

    assert f'<html lang="{language}"' in page


def test_a_chosen_language_stays_and_wins(client):
    chosen = client.get("/account/login?language=zh_Hant_TW", headers={"Accept-Language": "en"})
    later = client.get("/account/login", headers={"Accept-Language": "en"})

    assert '<html lang="zh-Hant"' in chosen.get_data(as_text=True)
    assert '<html lang="zh-Hant"' in later.get_data(as_text=True)
    unknown = client.get("/account/login?language=<script>").get_data(as_text=True)
    assert '<html lang="zh-Hant"' in unknown and "language=<script>" not in unknown


def test_every_answer_carries_the_headers_that_keep_a_browser_safe(client):
    for path in ("/account/login", "/nothing", "/other/signed_in"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy and "'unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers


def test_every_answer_has_its_own_nonce(client):
    first, second = (client.get("/account/login").headers["Content-Security-Policy"] for _ in range(2))

    assert first != second


def test_behind_https_browsers_are_told_to_stay_there(world):
    secure = world.settings.model_copy(update={"secure_cookies": True})
    client = make_app(type(world)(world.clock, world.database, secure)).test_client()

    answer = client.get("/account/login?language=en")

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "; Secure" in cookie and "; HttpOnly" in cookie and "; SameSite=Lax" in cookie
    assert any(cookie.startswith("__Host-session=") for cookie in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("code", [*sorted(ERROR_WORDS), 410, 418])
def test_every_error_has_a_page_with_a_way_on(client, code):
    answer = client.get(f"/other/open?code={code}")
    page = answer.get_data(as_text=True)

    assert answer.status_code == code
    assert page.count("<h1>") == 1 and 'href="/"' in page
    if code in ERROR_WORDS:
        assert ERROR_WORDS[code][0] in page and ERROR_WORDS[code][1] in page


def test_our_own_mistake_is_logged_and_never_shown(client, caplog):
    answer = client.get("/other/broken")

    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.get_data(as_text=True)
    assert "ZeroDivisionError" in caplog.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_who_met_an_error_and_who_reads_the_log_speak_of_the_same_one(client, caplog):
    page = client.get("/other/broken").get_data(as_text=True)

    (reference,) = re.findall(r"our record of it: ([A-Z0-9]+)", page)
    assert f"reference {reference}" in caplog.text


@pytest.mark.parametrize("trouble", ["clock", "database"])
def test_a_database_that_does_not_answer_is_busy_not_broken(client, trouble):
    answer = client.get(f"/other/open?trouble={trouble}")

    assert answer.status_code == 503 and answer.headers["Retry-After"] == "3"
    assert "secret" not in answer.get_data(as_text=True)


def test_a_wrong_method_and_too_much_are_named(client):
    wrong = client.post("/account/after-sign-in", headers={"Content-Type": "text/plain"})
    large = client.post("/other/open", data={"x": "y" * 200_000})

    assert wrong.status_code in (400, 405)
    assert large.status_code == 413 and "This is too large" in large.get_data(as_text=True)


def test_a_refusal_is_said_with_its_numbers_and_its_rule(app):
    app.extensions["auction.words"]["x"] = "needs %(needed)s by %(at)s"
    at = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
    refusal = Refusal("x", "R-41", {"needed": Money(74_400_000, "CNY"), "at": at})

    with app.test_request_context("/?language=en"):
        said = web_views.refusal_words(refusal, "Asia/Shanghai")
        page = web_views.refuse(refusal, 409, way_back="/back", time_zone="Asia/Shanghai")

    assert said == "needs CN¥744,000.00 by 2026-03-01 10:00:00 UTC+8 (R-41)"
    assert page.status_code == 409 and 'href="/back"' in page.get_data(as_text=True)


def test_times_and_money_are_written_for_people(app):
    with app.test_request_context("/?language=zh_Hans_CN"):
        at = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
        shown = web_views.show_instant(at, "Asia/Shanghai")

        assert 'datetime="2026-03-01T02:00:00.000Z"' in shown and "10:00 (UTC+8)" in shown
        assert web_views.show_money(Money(74_400_000, "CNY")) == "¥744,000.00"


def test_an_endpoint_of_another_process_has_no_address(app):
    with app.test_request_context("/"):
        assert web_views.address_of("bidding.hall", round_id="x") == ""
        assert web_views.address_of("people.account") == "/account/"
