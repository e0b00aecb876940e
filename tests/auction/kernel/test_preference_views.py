"""Visitors choose a language, and light or dark; the choice stays, and leads nowhere else."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from auction.kernel import preference_views, web_views
from tests.support.people_app import make_app


@pytest.fixture
def world(sqlite_world):
    return sqlite_world


@pytest.fixture
def app(world):
    return make_app(world)


@pytest.mark.parametrize(
    ("path", "method", "address"),
    [
        ("/account/login?next=/x%26y", "GET", "/account/login?next=%2Fx%26y&language=en"),
        ("/没有", "GET", "/%E6%B2%A1%E6%9C%89?language=en"),
        ("/account/register", "POST", "/account/register?language=en"),
        ("/account/logout", "POST", "/?language=en"),
    ],
)
def test_the_language_switch_stays_on_the_page_and_on_the_platform(app, path, method, address):
    with app.test_request_context(path, method=method):
        assert preference_views.this_page_with(language="en") == address


def test_the_language_switch_never_names_another_host(app):
    with app.test_request_context("/", environ_overrides={"PATH_INFO": "//evil.example/x"}):
        assert preference_views.this_page_with(language="en") == "/evil.example/x?language=en"


@pytest.mark.parametrize(
    ("asked", "shown"), [("dark", "dark"), ("light", "light"), ("auto", ""), ("<b>", "")]
)
def test_light_or_dark_is_what_was_asked_for(client, asked, shown):
    for path in (f"/account/login?theme={asked}", "/account/login"):
        page = client.get(path).get_data(as_text=True)

        assert (f'data-theme="{shown}"' in page) is bool(shown)
        assert ("data-theme" in page) is bool(shown)


def test_a_choice_keeps_the_other_one_and_what_was_asked(app):
    with app.test_request_context("/lots?q=a&theme=dark&language=en"):
        assert preference_views.this_page_with(theme="light") == "/lots?q=a&theme=light&language=en"


@pytest.mark.parametrize("language", preference_views.LANGUAGES)
def test_a_page_says_its_own_language(client, language):
    page = client.get(f"/account/login?language={language}").get_data(as_text=True)

    assert f'<html lang="{preference_views.tag_of(language)}"' in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "1 day 2 hours"), ("zh_Hans_CN", "1 天 2 小时"), ("zh_Hant_TW", "1 天 2 小時")],
)
def test_what_is_left_is_said_in_every_language(app, world, language, said):
    with app.test_request_context(f"/?language={language}"):
        assert web_views.show_remaining(world.clock.now() + timedelta(days=1, hours=2, minutes=3)) == said
        assert web_views.show_remaining(world.clock.now()) != said


def test_files_travel_compressed_and_pages_with_secrets_do_not(client):
    asked = {"Accept-Encoding": "gzip, br"}

    for name in ("site.css", "hall.js", "favicon.svg"):
        plain = client.get(f"/static/{name}").get_data()
        sent = client.get(f"/static/{name}", headers=asked)
        small = len(plain) < 500
        assert small or (sent.headers["Content-Encoding"] == "br" and len(sent.get_data()) < len(plain) / 2)
    assert "Content-Encoding" not in client.get("/account/login", headers=asked).headers


def test_a_file_of_ours_is_kept_for_ever_under_its_hash(app, client):
    with app.test_request_context("/"):
        address = app.jinja_env.globals["asset"]("site.css")

    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/site.css").headers.get("Cache-Control", "")


def test_a_hostile_wish_for_languages_costs_nothing(client):
    tag = "-".join("a" * 4_000)

    began = time.process_time()
    page = client.get("/account/login", headers={"Accept-Language": ",".join([tag, "zh-TW", *[tag] * 50])})

    assert '<html lang="zh-Hant"' in page.get_data(as_text=True)
    assert time.process_time() - began < 2
