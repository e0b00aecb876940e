"""A list in a real browser: dropped, taken in, and mended where its rows stand; or all without scripts."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_keyboard import tab_to
from tests.support import browser
from tests.support.demo_court import DemoCourt
from tests.support.imports import make_house_list

pytestmark = pytest.mark.browser

DROP = """([selector, text]) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], "list.csv", { type: "text/csv" }));
    const zone = document.querySelector(selector);
    for (const kind of ["dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""


def sound(page: Page) -> None:
    """Find nothing that keeps anybody out."""
    assert browser.accessibility_findings(page) == []
    assert browser.too_wide(page) == 0


def make_list(case: str) -> bytes:
    """Return a list of a case with one good row and three that are mended."""
    rows = ({}, {"title": ""}, {"asset_class": "ship"}, {"asset_class": "ship"})
    return make_house_list(*({"case_number": case, **row} for row in rows))


def test_a_list_is_dropped_and_its_rows_are_mended_where_they_stand(
    chromium: Browser, court: DemoCourt
) -> None:
    # A refused row is answered with 422, which a browser notes for its page.
    with browser.person(chromium, forgiven="422") as page:
        court.sign_in(page, "clerk")
        page.goto(court.address("/court/imports"))
        page.evaluate(DROP, [".drop-file", base64.b64encode(b"title;place\nA;B\n").decode()])
        page.get_by_role("button", name="Take in the list").click()
        expect(page.get_by_role("alert")).to_contain_text("not separated by commas")

        page.evaluate(DROP, [".drop-file", base64.b64encode(make_list("(2026) 901")).decode()])
        page.get_by_role("button", name="Take in the list").click()
        expect(page.locator("#report")).to_have_attribute("data-state", "FINISHED")
        sound(page)

        tab_to(page, page.locator("#row-2 [data-mend]"))
        page.keyboard.press("Enter")
        expect(page.locator("#row-2 [name=cell-title]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#row-2 [role=alert]")).to_contain_text("The column title is empty.")
        sound(page)
        page.keyboard.type("A flat by the lake")
        page.keyboard.press("Enter")
        expect(page.locator("#row-2")).to_contain_text("A flat by the lake")
        expect(page.locator("#row-2 form")).to_have_count(0)
        expect(page.locator("#row-3 [data-mend]")).to_be_focused()
        expect(page.locator("#report-status")).to_have_text("draft")


@pytest.mark.slow
def test_without_scripts_the_page_comes_anew_and_each_row_has_its_own(
    chromium: Browser, court: DemoCourt
) -> None:
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": make_list("(2026) 902")}
    with browser.person(chromium, size=browser.PHONE, scripts=False) as page:
        court.sign_in(page, "clerk")
        page.goto(court.address("/court/imports"))
        page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]  # a plain dict will do
        page.get_by_role("button", name="Take in the list").click()
        expect(page.locator("#report")).to_have_attribute("data-state", "FINISHED")

        page.get_by_role("link", name="Mend the refused rows").click()
        page.locator("[name=cell-title]").fill("A flat by the lake")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Row 3")

        page.get_by_role("navigation", name="You are here").get_by_role("link", name="list.csv").click()
        page.locator("a[href*='given=ship']").click()
        page.get_by_label("Class of all these rows").select_option("MOVABLE")
        page.get_by_role("button", name="See what it would do").click()
        page.get_by_role("button", name="Write it into 2 rows").click()
        expect(page.get_by_text("2 rows were mended.")).to_be_visible()


@pytest.mark.slow
def test_the_pages_on_which_rows_are_mended_are_sound(chromium: Browser, court: DemoCourt) -> None:
    fault = "reason=row_price_malformed&column=appraisal_krw&given=%3F&written=1000000"
    with browser.person(chromium, size=browser.PHONE) as page:
        court.sign_in(page, "operator")
        for path in ("", "/rows/1", "/rows/3", f"/together?{fault}"):
            page.goto(court.address(f"/court/imports/{{run}}{path}"))
            sound(page)
