"""Every page is sound for everybody: axe finds nothing, nothing is too wide, nothing complains."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import browser
from tests.support.demo_court import DemoCourt

pytestmark = pytest.mark.browser

HALLS = ("open", "upcoming", "suspended", "withdrawn", "unsold", "sold", "settled")
LOTS = HALLS
PAGES = {
    "visitor": (
        "/",
        "/?q=flat&state=open",
        *(f"/lots/{{lot_{stage}}}" for stage in LOTS),
        "/lots/{lot_open}/notices/1",
        *(f"/hall/{{round_{stage}}}" for stage in HALLS),
        "/limits",
        "/account/login",
        "/account/register",
        "/account/reset",
        "/account/confirm",
        "/audit/",
        "/audit/lots/{lot_settled}",
        "/pay/{balance_sold}",
        "/pay/{balance_settled}",
        "/no-such-page",
        "/court/",
    ),
    "newcomer": ("/account/", "/account/change", "/my/enrolments", "/enrol/{round_upcoming}", "/court/"),
    "loser": ("/my/enrolments", "/enrol/{round_open}", "/enrol/{round_sold}", "/enrol/{round_suspended}"),
    "buyer": (
        "/my/enrolments",
        "/enrol/{round_sold}",
        "/my/rounds/{round_sold}/balance",
        "/my/rounds/{round_settled}/balance",
    ),
    "clerk": (
        "/court/",
        "/court/lots/{lot_draft}",
        "/court/lots/{lot_draft}/preview",
        "/court/lots/{lot_submitted}",
        "/court/lots/{lot_open}",
        "/court/cases",
        "/court/cases/new",
        "/court/cases/{case}",
        "/court/cases/{case}/lots/new",
        "/court/imports",
        "/enrol/{round_open}",
    ),
    "judge": ("/court/", "/court/lots/{lot_submitted}", "/court/lots/{lot_open}", "/court/lots/{lot_suspended}"),
    "finance": ("/court/finance", "/court/cases/{case}"),
    "auditor": ("/audit/", "/audit/lots/{lot_settled}", "/audit/lots/{lot_suspended}", "/account/"),
    "operator": (
        "/operator/accounts",
        "/operator/courts",
        "/operator/courts/{court}",
        "/court/imports",
        "/court/imports/{run}",
    ),
}


def flaws(page: Page) -> list[str]:
    """Return what is wrong with the open page, wide and narrow."""
    if page.locator("#link").count():
        expect(page.locator("#link")).to_have_attribute("data-link", "live")
    found = []
    for width, height in (browser.DESKTOP, browser.PHONE):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {finding}" for finding in browser.accessibility_findings(page)]
        if browser.too_wide(page):
            found.append(f"{width} px: too wide by {browser.too_wide(page)} px")
    page.set_viewport_size({"width": browser.DESKTOP[0], "height": browser.DESKTOP[1]})
    return found


@pytest.mark.parametrize("who", PAGES)
def test_pages_are_sound(chromium: Browser, court: DemoCourt, who: str) -> None:
    found = {}
    with browser.person(chromium) as page:
        if who != "visitor":
            court.sign_in(page, who)
        for path in PAGES[who]:
            answer = page.goto(court.address(path))
            assert answer is not None
            assert answer.status < 500, path
            found[path] = flaws(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
