"""A lot's page in a real browser: its pictures by keyboard, its chart, and all of it without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.support import browser
from tests.support.demo_court import DemoCourt

pytestmark = pytest.mark.browser

# Page, style and scripts, as they travel; pictures come later and one by one.
PAGE_BYTES_MAX = 100_000
# What still hangs side by side on a court's board.
SHEETS_MAX = 3

# How many different bytes the picture has: a chart that was not drawn has one.
COLOURS = """
  canvas => new Set(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data).size
"""


def address_in_focus(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.href || ''")
    return found


def test_pictures_are_seen_by_keyboard_alone(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as page:
        page.goto(court.address("/lots/{lot_open}"))
        dialog, count = page.get_by_role("dialog"), page.locator(".gallery-count")
        thumbs = page.locator(".gallery-thumbs a")
        many = thumbs.count()
        assert many > 1
        thumbs.first.focus()
        page.keyboard.press("End")
        assert address_in_focus(page) == thumbs.last.evaluate("link => link.href")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        expect(count).to_have_text(f"1 of {many}")
        for key, place in (
            ("ArrowRight", 2),
            ("End", many),
            ("ArrowRight", 1),
            ("ArrowLeft", many),
            ("Home", 1),
        ):
            page.keyboard.press(key)
            expect(count).to_have_text(f"{place} of {many}")
        assert browser.accessibility_findings(page) == []
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        # The focus is where one left off, and so is the large picture.
        assert address_in_focus(page) == thumbs.nth(1).evaluate("link => link.href")
        assert page.locator("[data-large]").evaluate("link => link.href") == address_in_focus(page)
        expect(page.locator(".gallery-thumbs [aria-current=true]")).to_have_count(1)


def test_a_chart_is_drawn_from_the_table_beside_it(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as page:
        zone = {"timezoneId": "America/New_York"}
        page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", zone)
        page.goto(court.address("/lots/{lot_settled}"))
        expect(page.locator(".chart-place canvas")).to_have_count(1)
        rows = page.locator("[data-bids] tbody tr").count()
        colours = page.locator(".chart-place canvas").evaluate(COLOURS)
        page.get_by_role("button", name="The whole round").click()
        expect(page.locator("h1")).to_have_attribute("lang", "zh-Hans")
        # A visitor elsewhere is told the court's times, and the own beside them.
        expect(page.locator(".own-time").first).to_contain_text("your time:")
        assert browser.too_wide(page) == 0

    assert rows > 1
    assert colours > 10


def test_a_lot_can_be_pinned_to_a_board(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as page:
        page.goto(court.address("/lots/{lot_upcoming}"))
        page.emulate_media(media="print")
        expect(page.locator(".print-code img")).to_be_visible()
        expect(page.locator("#defects")).to_be_visible()
        for only_on_a_screen in (".lot-bar", ".lot-ways", "#reminders", ".site-header", ".own-time"):
            expect(page.locator(only_on_a_screen).first).to_be_hidden()
        sheets = page.pdf(format="A4").count(b"/Type /Page\n")

    assert 0 < sheets <= SHEETS_MAX


def test_nothing_is_missing_without_scripts(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium, scripts=False, size=browser.PHONE) as page:
        page.goto(court.address("/lots/{lot_settled}"))
        expect(page.locator("[data-bids] tbody tr").first).to_be_attached()
        expect(page.locator(".chart figcaption")).to_contain_text("late bids moved the end")
        expect(page.locator(".chart-ways")).to_be_hidden()
        page.locator("summary", has_text="The bids as a table").click()
        expect(page.locator("[data-bids] tbody tr").last).to_be_visible()
        address = page.locator(".gallery-thumbs a").last.get_attribute("href")
        answer = page.context.request.get(court.address(str(address)))
        assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")


def test_the_heaviest_public_page_is_light(chromium: Browser, court: DemoCourt) -> None:
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    with browser.person(chromium) as page:
        page.on("response", note)
        page.goto(court.address("/lots/{lot_settled}"), wait_until="load")
        bytes_sent = sum(
            answer.request.sizes()["responseBodySize"]
            for answer in answers
            if answer.request.resource_type in ("document", "stylesheet", "script")
        )

    assert 5_000 < bytes_sent < PAGE_BYTES_MAX
