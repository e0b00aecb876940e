"""The first page and the page of the design open for everybody, in three languages, from few questions."""

from __future__ import annotations

import io

import pytest

from auction.kernel.preference_views import LANGUAGES
from tests.support.browsing import Browser
from tests.support.queries import counted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/design"])
def test_a_page_opens_in_every_language(app, path, language):
    page = Browser(app).get(f"{path}?language={language}")

    assert page.status == 200


def test_an_empty_platform_says_so_and_leads_on(app):
    page = Browser(app).get("/")

    assert "No court has anything for sale at the moment." in page.words
    assert page.link("status=sold")


def test_the_first_page_asks_little(app, world):
    browser = Browser(app)
    browser.get("/")

    with counted(world) as statements:
        browser.get("/")

    assert len(statements) < 10, statements


def test_what_is_not_there_can_be_looked_for(app):
    page = Browser(app).get("/nothing-like-this")

    assert page.status == 404
    assert "What are you looking for?" in page.words


@pytest.mark.parametrize("path", ["/account/login", "/court/lots/x/save"])
def test_only_doors_that_take_files_read_much(app, path):
    answer = app.test_client().post(path, data={"file": (io.BytesIO(b"x" * 2_000_000), "a.jpg")})

    assert answer.status_code == 413
