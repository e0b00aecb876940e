"""A keyboard is enough: signing in, bidding, and answering the question before a leap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from demo.story import BIDDERS, PASSWORD
from tests.support import browser
from tests.support.demo_court import DemoCourt
from tests.support.live import bid_elsewhere, make_live_round, sitting

pytestmark = pytest.mark.browser

ANN, BO = "BCD23", "FGH45"
TABS_MAX = 40


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus, visibly."""
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    seen = wanted.evaluate(
        "element => getComputedStyle(element).outlineStyle !== 'none'"
        " || getComputedStyle(element).boxShadow !== 'none'"
    )
    assert seen, "one cannot see where the focus is"


def test_signing_in_by_keyboard(chromium: Browser, court: DemoCourt) -> None:
    email, _, _ = BIDDERS[0]
    with browser.person(chromium) as page:
        page.goto(court.address("/account/login"))

        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_label("E-mail address"))
        page.keyboard.type(email)
        tab_to(page, page.get_by_label("Password"))
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")

        expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_bidding_by_keyboard(chromium: Browser, court: DemoCourt) -> None:
    round_id = make_live_round(court, (ANN, BO), left=timedelta(days=1))
    with sitting(chromium, court, round_id, ANN) as ann:
        page, keyboard = ann.page, ann.page.keyboard

        tab_to(page, page.locator("#steps button").first)
        keyboard.press("Enter")
        ann.shows(price="CN¥714,000.00", standing="leading", bids=[(1, ANN)])

        bid_elsewhere(court, round_id, BO, 724_000)
        ann.shows(price="CN¥724,000.00", standing="outbid", bids=[(1, ANN), (2, BO)])
        tab_to(page, page.get_by_label("Another amount"))
        keyboard.type("734000")
        keyboard.press("Enter")
        ann.shows(price="CN¥734,000.00", standing="leading", bids=[(1, ANN), (2, BO), (3, ANN)])

        bid_elsewhere(court, round_id, BO, 744_000)
        expect(page.locator("#price")).to_have_text("CN¥744,000.00")
        keyboard.type("844000")
        keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.get_by_label("Another amount")).to_be_focused()
        keyboard.press("Enter")
        tab_to(page, page.get_by_role("button", name="Yes, bid"))
        keyboard.press("Enter")
        expect(page.locator("#price")).to_have_text("CN¥844,000.00")
        expect(page.locator("#bids tr")).to_have_count(5)
