"""The court's desk in a real browser: it saves and checks while one writes, and nothing typed is lost."""

from __future__ import annotations

import base64
import io
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.support import browser
from tests.support.demo_court import DemoCourt

pytestmark = pytest.mark.browser

ZONE = ZoneInfo("Asia/Shanghai")
DROP = """([zone, files]) => {
    const transfer = new DataTransfer();
    for (const [name, text] of files) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
    }
    for (const kind of ["dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""


def begin(page: Page, court: DemoCourt, title: str = "Flat of 98 m²") -> str:
    """Begin a draft in the first case, and return the address of its lot."""
    page.goto(court.address("/court/cases/{case}/lots/new"))
    page.get_by_label("Title").fill(title)
    page.get_by_label("Class").select_option("IMMOVABLE")
    page.get_by_role("button", name="Begin the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reference price and amounts")
    return page.url.split("#")[0].removesuffix("/price")


def picture(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "JPEG")
    return file.getvalue()


def pictures(folder: Path, colours: tuple[str, ...]) -> list[Path]:
    """Write a picture of each colour and return their paths."""
    paths = [folder / f"{colour}.jpg" for colour in colours]
    for path in paths:
        path.write_bytes(picture(path.stem))
    return paths


def test_what_is_typed_is_checked_and_saved_without_a_button(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as page:
        court.sign_in(page, "clerk")
        lot = begin(page, court)

        page.get_by_label("Reference price (CNY)").fill("1020000")
        expect(page.locator("#check-reference_price")).to_contain_text("714,000")
        page.get_by_label("Starting price").fill("713999")
        expect(page.locator("#check-starting_price")).to_have_attribute("data-verdict", "refused")
        expect(page.locator("#check-starting_price")).to_contain_text("R-18, 法释〔2016〕18号 §10")
        page.get_by_role("button", name="70 %").click()
        expect(page.get_by_label("Starting price")).to_have_value("714000.00")
        expect(page.locator("#check-starting_price")).to_contain_text("70.0 %")
        page.get_by_role("button", name="10 %").click()
        expect(page.locator("#check-deposit")).to_contain_text("35,700")
        expect(page.locator("#saved")).to_contain_text("Saved")
        expect(page.locator("#aloud")).to_contain_text("10.0 %")

        page.goto(f"{lot}/price")
        expect(page.get_by_label("Deposit")).to_have_value("71400.00")


@pytest.mark.slow
def test_a_day_of_the_calendar_fills_in_the_times(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as page:
        court.sign_in(page, "clerk")
        lot = begin(page, court)
        page.goto(f"{lot}/times")
        day = datetime.now(ZONE).date() + timedelta(days=30)

        page.locator(f'a[data-day="{day}"]').click()

        opens, closes = f"{day}T10:00", f"{day + timedelta(days=1)}T10:00"
        expect(page.locator("#field-opens_at")).to_have_value(opens)
        expect(page.locator("#field-closes_at")).to_have_value(closes)
        expect(page.locator("#field-balance_due_at")).to_have_value(f"{day + timedelta(days=16)}T10:00")
        expect(page.locator("#field-opens_at")).to_be_focused()
        expect(page.locator("#check-opens_at")).to_have_attribute("data-verdict", "fine")
        expect(page.locator("#saved")).to_contain_text("Saved")
        expect(page.locator("td.mark-opens")).to_have_count(1)


@pytest.mark.slow
def test_two_people_at_one_page_see_both_texts(chromium: Browser, court: DemoCourt) -> None:
    with (
        browser.person(chromium, forgiven="409") as ann,
        browser.person(chromium) as ben,
    ):
        court.sign_in(ann, "clerk")
        lot = begin(ann, court)
        ann.goto(f"{lot}/notice")
        court.sign_in(ben, "judge")
        ben.goto(f"{lot}/notice")

        ben.get_by_label("Taxes and who bears them").fill("The buyer bears the stamp duty.")
        expect(ben.locator("#saved")).to_contain_text("Saved")
        ann.get_by_label("Taxes and who bears them").fill("Each side bears its own.")
        ann.get_by_role("button", name="Show both texts").click()

        expect(ann.get_by_role("alert").first).to_contain_text("Somebody changed this lot")
        expect(ann.get_by_label("Taxes and who bears them")).to_have_value("Each side bears its own.")
        expect(ann.locator("#theirs-taxes")).to_contain_text("The buyer bears the stamp duty.")
        expect(ann.get_by_label("Taxes and who bears them")).to_be_focused()
        assert browser.accessibility_findings(ann) == []
        ann.get_by_role("button", name="Save", exact=True).click()
        expect(ann.get_by_role("alert")).to_have_count(0)

        ann.get_by_text("Take back what was written").click()
        ann.get_by_role("button", name="Back to before change 2").click()
        expect(ann.get_by_label("Taxes and who bears them")).to_have_value("The buyer bears the stamp duty.")


@pytest.mark.slow
def test_whoever_writes_at_another_page_is_not_disturbed(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as ann, browser.person(chromium) as ben:
        court.sign_in(ann, "clerk")
        lot = begin(ann, court)
        court.sign_in(ben, "judge")
        ben.goto(f"{lot}/notice")

        ann.get_by_label("Panel decision").fill("Panel (2026) 3.")
        expect(ann.locator("#saved")).to_contain_text("Saved")
        ben.get_by_label("Further remarks").fill("Viewing on Mondays.")
        expect(ben.locator("#saved")).to_contain_text("Saved")
        ann.get_by_label("Increment").fill("5000")
        ann.get_by_role("button", name="Save and next").click()

        expect(ann.get_by_role("heading", level=1)).to_have_text("Times of the round")


def test_photos_are_dropped_described_and_put_in_order(
    chromium: Browser, court: DemoCourt, tmp_path: Path
) -> None:
    with browser.person(chromium, forgiven="422") as page:
        court.sign_in(page, "clerk")
        lot = begin(page, court)
        page.goto(f"{lot}/pictures")
        named = {"teal.jpg": picture("teal"), "no.jpg": b"<svg/>", "navy.jpg": picture("navy")}
        files = [[name, base64.b64encode(file).decode()] for name, file in named.items()]

        zone = page.locator("form[data-uploads=photo]").element_handle()
        page.evaluate(DROP, [zone, files])

        expect(page.locator(".pictures > li")).to_have_count(2)
        refused = page.locator(".uploads li").filter(has_text="no.jpg")
        expect(refused).to_contain_text("not a JPEG")
        assert browser.accessibility_findings(page) == []
        page.get_by_label("What photo 1 shows").fill("The house from the street")
        page.get_by_label("What photo 2 shows").fill("The kitchen")
        expect(page.locator("#saved")).to_contain_text("Saved")
        page.locator(".pictures > li img").nth(1).drag_to(page.locator(".pictures > li img").nth(0))
        expect(page.get_by_label("What photo 1 shows")).to_have_value("The kitchen")

        page.locator("form[data-uploads=photo] input[type=file]").set_input_files(
            pictures(tmp_path, ("olive",))
        )
        expect(page.locator(".pictures > li")).to_have_count(3)
        page.get_by_role("button", name="Move photo 3 up").click()
        expect(page.get_by_label("What photo 2 shows")).to_have_value("")


@pytest.mark.slow
def test_who_leaves_with_unsaved_words_is_asked(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as page:
        court.sign_in(page, "clerk")
        begin(page, court)
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

        page.get_by_label("Increment").press_sequentially("5")
        page.reload()

        assert asked == ["beforeunload"]


def test_the_desk_needs_no_javascript(chromium: Browser, court: DemoCourt, tmp_path: Path) -> None:
    with browser.person(chromium, scripts=False) as page:
        court.sign_in(page, "clerk")
        lot = begin(page, court)

        page.get_by_label("Reference price (CNY)").fill("1020000")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("button", name="70 %").click()
        expect(page.get_by_label("Starting price")).to_have_value("714000.00")
        page.get_by_role("button", name="10 %").click()
        expect(page.locator("#check-deposit")).to_contain_text("10.0 %")
        page.get_by_role("button", name="Save and next").click()
        day = datetime.now(ZONE).date() + timedelta(days=31)
        page.locator(f'a[data-day="{day}"]').click()
        expect(page.locator("#field-opens_at")).to_have_value(f"{day}T10:00")
        expect(page.get_by_text("They are not saved yet")).to_be_visible()
        page.get_by_role("button", name="Save and next").click()
        page.get_by_role("button", name="Save and next").click()
        page.locator("#field-photo").set_input_files(pictures(tmp_path, ("teal", "navy")))
        page.get_by_role("button", name="Add the photos").click()
        expect(page.locator(".pictures > li")).to_have_count(2)
        page.get_by_label("What photo 2 shows").fill("The garden")
        page.get_by_role("button", name="Move photo 2 up").click()
        expect(page.get_by_label("What photo 1 shows")).to_have_value("The garden")

        page.goto(lot)
        page.get_by_role("link", name="Say in words what the photo shows").click()
        expect(page.get_by_label("What photo 2 shows")).to_be_visible()
