"""A keyboard is enough: signing in, bidding, and answering the question before a leap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from demo.story import BIDDERS, PASSWORD
from tests.support import browser
from tests.support.demo_court import DemoCourt
from tests.support.live import bid_elsewhere, make_live_round, sitting

pytestmark = pytest.mark.browser

ANN, BO = "BCD23", "FGH45"
# The times of a round come before their calendar, on which every day is a stop.
TABS_MAX = 60


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
        expect(page.get_by_role("dialog")).to_be_visible()
        # A browser may tell only now that the question before was closed; that answers nothing.
        page.locator("#leap").dispatch_event("close")
        tab_to(page, page.get_by_role("button", name="Yes, bid"))
        keyboard.press("Enter")
        expect(page.locator("#price")).to_have_text("CN¥844,000.00")
        expect(page.locator("#bids tr")).to_have_count(5)


# What a clerk types on each page of the desk, beside the words that stand there already.
PAGES = {
    "property": {
        "place": "East District",
        "description": "Third floor, three rooms.",
        "known_defects": "None known.",
        "occupation": "Vacant.",
        "enforcement_basis": "Judgment (2025) 17.",
    },
    "reference": {"reference_price": "1020000"},
    "price": {
        "pricing_basis": "Appraisal of this year.",
        "starting_price": "714000",
        "increment": "10000",
        "deposit": "71400",
        "panel_decision": "Panel (2026) 3.",
    },
    "notice": {"priority_holders": "None known.", "parties_notified": "All parties were notified."},
}
COLOURS = ("teal", "navy", "olive", "maroon", "purple")


def press(page: Page, name: str) -> None:
    """Go to a button by Tab and press it."""
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def fill_in(page: Page, fields: dict[str, str]) -> None:
    """Go from field to field and replace what stands there."""
    for name, text in fields.items():
        field = page.locator(f"#field-{name}")
        tab_to(page, field)
        page.keyboard.press("Control+A")
        # At once: letter by letter it would only take longer.
        page.keyboard.insert_text(text)


def choose(page: Page, name: str, words: str) -> None:
    """Go to a choice and take the option that begins with these words."""
    tab_to(page, page.locator(f"#field-{name}"))
    page.keyboard.type(words)


def write_day(page: Page, name: str, days_ago: int) -> None:
    """Go to a date and type it, as an American browser asks for it."""
    tab_to(page, page.locator(f"#field-{name}"))
    page.keyboard.type(f"{datetime.now(UTC) - timedelta(days=days_ago):%m%d%Y}")


def answer_the_law(page: Page) -> None:
    """Say what kind of thing it is, and answer each question that the law asks of it (R-27)."""
    follow(page, page.get_by_role("link", name="What the court found out"))
    choose(page, "kind", "Home")
    press(page, "Show what is asked")
    expect(page.locator("textarea").first).to_be_visible()
    for question in page.locator("textarea").all():
        tab_to(page, question)
        page.keyboard.insert_text("As the court found it.")
    press(page, "Save")
    expect(page.get_by_text("What was found out is written")).to_be_visible()


def tell_the_parties(page: Page) -> None:
    """Note that both parties of the case were told nine days ago (R-26)."""
    follow(page, page.get_by_role("link", name="Who was notified"))
    for untold in (1, 0):
        write_day(page, "on", 9)
        press(page, "Note it")
        expect(page.get_by_text("Not yet", exact=True)).to_have_count(untold)
    follow(page, page.get_by_role("link", name="Back to the lot"))


def record_the_panel(page: Page) -> None:
    """Record what the panel decided (R-08)."""
    tab_to(page, page.locator("#field-document"))
    page.keyboard.type("(2026) Panel 3")
    write_day(page, "decided_on", 2)
    tab_to(page, page.locator("#field-members"))
    page.keyboard.type("3")
    press(page, "Record the decision")
    expect(page.get_by_text("(2026) Panel 3")).to_be_visible()


def add_photos(page: Page, folder: Path) -> None:
    """Open the chooser of files by keyboard; in the chooser itself the system's own keys reign."""
    paths = [folder / f"{colour}.jpg" for colour in COLOURS]
    for path in paths:
        Image.new("RGB", (320, 240), path.stem).save(path)
    # The browser hears of the waiting a moment after it begins: it must know before the key comes.
    with page.expect_file_chooser() as chooser:
        tab_to(page, page.locator("#field-photo"))
        page.keyboard.press("Enter")
    chooser.value.set_files(paths)
    expect(page.locator(".pictures > li")).to_have_count(len(COLOURS))
    for place, colour in enumerate(COLOURS, 1):
        tab_to(page, page.get_by_label(f"What photo {place} shows"))
        page.keyboard.insert_text(f"A wall painted {colour}")


def follow(page: Page, link: Locator) -> None:
    """Go to a link by Tab and follow it."""
    tab_to(page, link)
    page.keyboard.press("Enter")


def begin_a_lot(page: Page, court: DemoCourt, title: str) -> None:
    """Go from the desk to a new draft in a case that has its account; imports bring cases without."""
    follow(page, page.get_by_role("link", name="New lot", exact=True))
    follow(page, page.locator(f".list-group a[href*='{court.ids['case']}']"))
    tab_to(page, page.get_by_label("Title"))
    page.keyboard.type(title)
    tab_to(page, page.get_by_label("Class"))
    page.keyboard.type("Imm")
    press(page, "Begin the draft")


def write_the_pages(page: Page, folder: Path) -> None:
    """Fill in every page after the first, from the price to the photos."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_focused()
    fill_in(page, PAGES["reference"])
    choose(page, "price_method", "Appr")
    write_day(page, "price_fixed_on", 30)
    fill_in(page, PAGES["price"])
    press(page, "Save and next")
    expect(heading).to_have_text("Times of the round")
    follow(page, page.locator("a[data-day]").first)
    expect(page.locator("#field-opens_at")).to_be_focused()
    press(page, "Save and next")
    expect(heading).to_have_text("Words of the notice")
    fill_in(page, PAGES["notice"])
    press(page, "Save and next")
    expect(heading).to_have_text("Photos and documents")
    expect(heading).to_be_focused()
    choose(page, "enforcement_shown", "Not published: it touches the")
    press(page, "Save the choice")
    add_photos(page, folder)
    press(page, "Save and next")


def test_a_clerk_lists_a_flat_and_a_judge_publishes_it_by_keyboard(
    chromium: Browser, court: DemoCourt, tmp_path: Path
) -> None:
    with browser.person(chromium) as clerk:
        court.sign_in(clerk, "clerk")
        clerk.goto(court.address("/court/"))
        begin_a_lot(clerk, court, "Flat by the keyboard")
        write_the_pages(clerk, tmp_path)
        follow(clerk, clerk.get_by_role("link", name="Go on with: Property"))
        fill_in(clerk, PAGES["property"])
        press(clerk, "Save")
        answer_the_law(clerk)
        expect(clerk.get_by_text("Nothing is missing on this page.")).to_be_visible()
        follow(clerk, clerk.get_by_role("link", name="Price", exact=True))
        record_the_panel(clerk)
        follow(clerk, clerk.get_by_role("link", name="Notice", exact=True))
        tell_the_parties(clerk)
        expect(clerk.get_by_text("Nothing stands in the way.")).to_be_visible()
        press(clerk, "Propose for publication")
        expect(clerk.get_by_text("You proposed this.")).to_be_visible()
        public = clerk.url.split("#")[0].replace("/court/lots/", "/lots/")

    with browser.person(chromium) as judge:
        court.sign_in(judge, "judge")
        judge.goto(court.address("/court/"))
        follow(judge, judge.get_by_role("link", name="Flat by the keyboard").first)
        shown = judge.locator(".hash").first.inner_text()
        press(judge, "Publish")
        expect(judge.get_by_role("status")).to_contain_text("Published.")
        judge.goto(f"{public}/notices/1")
        expect(judge.locator(".hash").first).to_have_text(shown)
        for colour in COLOURS:
            expect(judge.get_by_alt_text(f"A wall painted {colour}")).to_have_count(1)
