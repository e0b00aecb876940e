"""Without JavaScript everything that counts works: signing in, enrolling, bidding, being refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.story import BIDDERS
from tests.support import browser
from tests.support.demo_court import DemoCourt
from tests.support.live import bid_elsewhere, make_live_round

pytestmark = pytest.mark.browser

BO = "FGH45"
PROMPTS = 7
# The bank tells the platform, and the clock takes it in within a second or two.
LOOKS_MAX = 60


def enrol(page: Page, name: str) -> None:
    """Go from the open enrolment page into the hall."""
    page.get_by_label("I belong neither to the court").check()
    page.get_by_label("I meet the conditions for bidders").check()
    page.get_by_role("button", name="Begin to enrol").click()
    for number in range(1, PROMPTS + 1):
        page.get_by_role("button", name=f"I acknowledge prompt {number}").click()
    page.get_by_role("button", name="Get the payment reference").click()
    page.get_by_role("link", name="Pay now").click()
    page.get_by_role("link", name="Pay at the bank on paper").click()
    page.get_by_label("Account holder").fill(name)
    page.get_by_role("button", name="Pay").click()
    page.get_by_role("link", name="Back to the auction").click()
    for _ in range(LOOKS_MAX):
        if page.get_by_role("button", name="Enter the hall").count():
            break
        page.get_by_role("link", name="Look again").click()
        page.wait_for_timeout(100)
    page.get_by_role("button", name="Enter the hall").click()


def bid(page: Page, yuan: int) -> None:
    page.get_by_label("Another amount").fill(str(yuan))
    page.get_by_role("button", name="Bid this").click()


def test_a_bidder_needs_no_javascript(chromium: Browser, court: DemoCourt) -> None:
    _, name, _ = BIDDERS[4]
    round_id = make_live_round(court, (BO,), left=timedelta(days=1))
    bid_elsewhere(court, round_id, BO, 714_000)
    with browser.person(chromium, scripts=False) as page:
        court.sign_in(page, "newcomer")
        page.goto(court.address(f"/enrol/{round_id}"))

        enrol(page, name)
        expect(page.locator("#price")).to_have_text("CN¥714,000.00")

        bid(page, 724_000)
        expect(page.get_by_role("status").filter(has_text="was taken")).to_contain_text("CN¥724,000.00")
        expect(page.locator("#standing")).to_have_attribute("data-standing", "leading")

        bid_elsewhere(court, round_id, BO, 734_000)
        bid(page, 734_000)
        refused = page.get_by_role("alert").filter(has_text="not taken")
        for part in ("744,000", "734,000", "10,000", "R-41"):
            expect(refused).to_contain_text(part)
        expect(page.get_by_label("Another amount")).to_have_value("734000")
        expect(page.locator("#standing")).to_have_attribute("data-standing", "outbid")

        page.locator("#steps button").first.click()
        expect(page.locator("#price")).to_have_text("CN¥744,000.00")

        bid_elsewhere(court, round_id, BO, 754_000)
        bid(page, 854_000)
        page.get_by_role("link", name="No", exact=True).click()
        expect(page.locator("#price")).to_have_text("CN¥754,000.00")
        bid(page, 854_000)
        page.get_by_role("button", name="Yes, bid CN¥854,000.00").click()
        expect(page.locator("#price")).to_have_text("CN¥854,000.00")
        expect(page.locator("#bids tr")).to_have_count(6)
