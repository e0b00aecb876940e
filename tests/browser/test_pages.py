"""Every page is sound for everybody: axe finds nothing, nothing is too wide, nothing complains."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import browser
from tests.support.demo_court import DemoCourt
from tests.support.live import bid_elsewhere, make_live_round, sitting

pytestmark = pytest.mark.browser

STAGES = ("open", "upcoming", "suspended", "withdrawn", "unsold", "sold")
SIGNED_OUT = ("watcher", "reader", "visitor")
PAGES = {
    "watcher": tuple(f"/hall/{{round_{stage}}}" for stage in STAGES),
    "reader": (
        *(f"/lots/{{lot_{stage}}}" for stage in STAGES),
        "/lots/{lot_corrected}/notices/2",
        "/closed?month=2020-01",
    ),
    "visitor": (
        "/",
        "/lots?q=nothing+like+this",
        "/limits",
        "/unreached",
        "/account/login",
        "/account/register",
        "/account/reset",
        "/account/confirm",
        "/audit/",
        "/audit/lots/{lot_settled}",
        "/lots/{lot_settled}/money",
        "/pay/{balance_sold}",
        "/pay/{balance_settled}",
        "/no-such-page",
        "/court/",
    ),
    "stranger": ("/account/", "/enrol/{round_open}"),
    "newcomer": (
        "/account/",
        "/account/change",
        "/my/enrolments",
        "/my/reminders",
        "/enrol/{round_upcoming}",
    ),
    "loser": (
        "/my/enrolments",
        "/enrol/{round_open}",
        "/enrol/{round_sold}",
        "/enrol/{round_suspended}",
        "/my/rounds/{round_settled}/money",
    ),
    "buyer": (
        "/my/enrolments",
        "/enrol/{round_sold}",
        "/my/rounds/{round_sold}/balance",
        "/my/rounds/{round_settled}/balance",
    ),
    "clerk": (
        "/court/",
        "/court/lots/{lot_draft}",
        *(
            f"/court/lots/{{lot_draft}}/{step}"
            for step in ("property", "price", "times", "notice", "pictures")
        ),
        "/court/lots/{lot_draft}/findings/1?kind=SHARES",
        "/court/lots/{lot_draft}/parties",
        "/court/lots/{lot_draft}/valuation",
        "/court/lots/{lot_draft}/preview",
        "/court/lots/{lot_draft}/preview?width=phone",
        "/court/lots/new",
        "/court/lots/{lot_submitted}",
        "/court/lots/{lot_open}",
        "/court/due/",
        "/court/rounds/{round_open}/bidders/",
        "/court/cases",
        "/court/cases/new",
        "/court/cases/{case}",
        "/court/cases/{case}/lots/new",
        "/court/imports",
        "/enrol/{round_open}",
    ),
    "judge": (
        "/court/",
        "/court/lots/{lot_submitted}",
        "/court/lots/{lot_open}",
        "/court/lots/{lot_suspended}",
    ),
    "finance": (
        "/court/finance",
        "/court/finance/reconciliation",
        "/court/finance/corrections/",
        "/court/finance/refunds/",
        "/court/finance/late",
        "/court/rounds/{round_open}/set-off/",
        "/court/bank",
        "/court/bank/files",
        "/court/bank/statements",
        "/court/bank/to-resolve",
        "/court/cases/{case}",
        "/money/trial-balance",
        "/money/accounts?kind=case",
        "/money/statements/court/{court}",
    ),
    "auditor": (
        "/audit/",
        "/money/trial-balance",
        "/audit/lots/{lot_settled}",
        "/audit/lots/{lot_suspended}",
    ),
    "operator": (
        "/operator/accounts",
        "/operator/stops",
        "/operator/reconciliation",
        "/operator/late",
        "/operator/courts",
        "/operator/courts/{court}",
        "/court/imports",
        "/court/imports/{run}",
    ),
}


def flaws(page: Page, *, closely: bool = False) -> list[str]:
    """Return what is wrong with the open page, wide and narrow.

    Closely, axe also looks at colours, and again at the narrow page: that takes twice as long.
    """
    if page.locator("#link").count():
        expect(page.locator("#link")).to_have_attribute("data-link", "live")
    found = []
    for width, height in (browser.DESKTOP, browser.PHONE):
        page.set_viewport_size({"width": width, "height": height})
        wide = width == browser.DESKTOP[0]
        if wide or closely:
            findings = browser.accessibility_findings(page, colours=wide and closely)
            found += [f"{width} px: {finding}" for finding in findings]
        if browser.too_wide(page):
            found.append(f"{width} px: too wide by {browser.too_wide(page)} px")
        found += [f"{width} px: cut off: {words}" for words in browser.cut_off(page)]
    page.set_viewport_size({"width": browser.DESKTOP[0], "height": browser.DESKTOP[1]})
    return found


# Who has most of the pages is looked at with every change, everybody closely in the slow tier.
LOOKS = [
    *((who, False) for who in ("reader", "visitor", "clerk")),
    *(pytest.param(who, True, marks=pytest.mark.slow) for who in PAGES),
]


@pytest.mark.parametrize(("who", "closely"), LOOKS)
def test_pages_are_sound(chromium: Browser, court: DemoCourt, who: str, closely: bool) -> None:
    found = {}
    with browser.person(chromium) as page:
        page.add_init_script(browser.axe_script())
        if who not in SIGNED_OUT:
            court.sign_in(page, who)
        for path in PAGES[who]:
            answer = page.goto(court.address(path))
            assert answer is not None
            assert answer.status < 500, path
            found[path] = flaws(page, closely=closely)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_step_of_an_enrolment_is_sound(chromium: Browser, court: DemoCourt) -> None:
    found = {}
    with browser.person(chromium) as page:
        court.sign_in(page, "bidder")
        page.goto(court.address("/enrol/{round_open}"))
        found["begin"] = flaws(page)
        page.get_by_label("I belong neither to the court").check()
        page.get_by_label("I meet the conditions for bidders").check()
        page.get_by_role("button", name="Begin to enrol").click()
        page.get_by_role("button", name="I acknowledge prompt 1").click()
        found["prompts"] = flaws(page)
        for number in range(2, 8):
            page.get_by_role("button", name=f"I acknowledge prompt {number}").click()
        found["deposit"] = flaws(page)
        page.get_by_role("button", name="Get the payment reference").click()
        found["paying"] = flaws(page)
        page.get_by_role("link", name="Pay now").click()
        found["ways to pay"] = flaws(page)
        page.get_by_role("link", name="Pay at the bank on paper").click()
        found["bank"] = flaws(page)
        page.get_by_label("Account holder").fill("Somebody Else")
        page.get_by_label("Amount").fill("a lot")
        page.get_by_role("button", name="Pay").click()
        page.get_by_role("alert").wait_for()
        found["bank refuses"] = flaws(page)
        page.get_by_label("Amount").fill("6020")
        page.get_by_role("button", name="Pay").click()
        page.get_by_role("link", name="Back to the auction").click()
        # The page looks by itself whether the money came, and was right.
        page.get_by_role("alert").wait_for()
        found["money of another name"] = flaws(page)

    assert {step: wrong for step, wrong in found.items() if wrong} == {}


def test_forms_that_refuse_are_sound(chromium: Browser, court: DemoCourt) -> None:
    found = {}
    with browser.person(chromium) as page:
        page.goto(court.address("/account/login"))
        page.get_by_label("E-mail address").fill("nobody@demo.example")
        page.get_by_label("Password").fill("not the password")
        page.locator("main form button").click()
        page.get_by_role("alert").wait_for()
        found["sign in"] = flaws(page)
        page.goto(court.address("/account/register"))
        page.get_by_label("E-mail address").fill("no@address@at.all")
        page.get_by_label("Password", exact=True).fill("short")
        page.get_by_label("The same password again").fill("other")
        page.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
        page.get_by_role("alert").wait_for()
        found["register"] = flaws(page)
        court.sign_in(page, "clerk")
        page.goto(court.address("/court/lots/{lot_draft}/price"))
        page.get_by_label("Starting price").fill("1.2.3")
        page.get_by_label("Increment").fill("-5")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("alert").first.wait_for()
        found["draft"] = flaws(page)

    assert {form: wrong for form, wrong in found.items() if wrong} == {}


def test_the_address_of_a_search_names_only_what_is_asked(chromium: Browser, court: DemoCourt) -> None:
    with browser.person(chromium) as page:
        page.goto(court.address("/lots"))
        page.get_by_label("What are you looking for?").fill("cottage")
        page.get_by_role("button", name="Search", exact=True).click()
        page.wait_for_url("**/lots?*")

        assert page.url == court.address("/lots?q=cottage&sort=closing")


@pytest.mark.parametrize("yuan", [86_800_000, 9_999_990_000_000])
def test_large_amounts_fit_the_hall(chromium: Browser, court: DemoCourt, yuan: int) -> None:
    round_id = make_live_round(court, ("BCD23", "FGH45"), left=timedelta(days=1), starting_yuan=yuan)
    bid_elsewhere(court, round_id, "FGH45", yuan)
    with sitting(chromium, court, round_id, "BCD23") as ann:
        assert flaws(ann.page) == []


def test_the_hall_of_a_bidder_is_sound(chromium: Browser, court: DemoCourt) -> None:
    round_id = make_live_round(court, ("BCD23", "FGH45"), left=timedelta(minutes=4))
    found = {}
    with sitting(chromium, court, round_id, "BCD23") as ann:
        found["ready"] = flaws(ann.page)
        ann.press_step()
        ann.is_answered("Taken")
        found["leading, extended"] = flaws(ann.page)
        bid_elsewhere(court, round_id, "FGH45", 724_000)
        ann.bid(724_000)
        ann.is_answered("not taken")
        found["outbid, refused"] = flaws(ann.page)
        ann.bid(924_000)
        ann.page.get_by_role("dialog").wait_for()
        found["asked"] = flaws(ann.page)

    assert {step: wrong for step, wrong in found.items() if wrong} == {}
