"""A clerk asks for a stop and a judge decides; who watches the hall learns why, and when it goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from auction.rounds import service as rounds
from tests.support import browser
from tests.support.cases import make_case
from tests.support.demo_court import DemoCourt
from tests.support.listings import MadeLot, make_published_lot
from tests.support.live import sitting

pytestmark = pytest.mark.browser

DAY = timedelta(days=1)
WHY = "A third party claims the flat."


@pytest.fixture
def lot(court: DemoCourt) -> MadeLot:
    now = datetime.now(UTC)
    with court.world.database.transaction() as tx:
        case_id = make_case(tx, court_id=court.ids["court"])
        made = make_published_lot(
            tx, case_id=case_id, published_at=now - 40 * DAY, opens_at=now - DAY, closes_at=now + DAY
        )
        rounds.open_due(tx, at=now)
    return made


def fill_grounds(page: Page, form: str) -> None:
    page.locator(f"#{form} summary").click()
    page.locator(f"#{form}-reason").fill(WHY)
    page.locator(f"#{form}-basis").fill("CPL art. 267")


def approve(court: DemoCourt, page: Page, lot: MadeLot, title: str) -> None:
    page.goto(f"{court.server.url}/court/lots/{lot.lot_id}")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Approve and do it").click()
    expect(page.get_by_text("Approved and done.")).to_be_visible()


def test_two_people_stop_a_round_and_the_hall_says_why_and_until_when(
    chromium: Browser, court: DemoCourt, lot: MadeLot
) -> None:
    desk = f"{court.server.url}/court/lots/{lot.lot_id}"
    goes_on = datetime.now(UTC) + 3 * DAY
    with (
        browser.person(chromium) as clerk,
        browser.person(chromium) as judge,
        sitting(chromium, court, lot.round_id) as watcher,
    ):
        court.sign_in(clerk, "clerk")
        court.sign_in(judge, "judge")
        # Everybody's page asks for the reason at a moment of its own; here at once.
        watcher.page.evaluate("Math.random = () => 0.01")

        clerk.goto(desk)
        fill_grounds(clerk, "suspend")
        clerk.locator("#suspend-kind").select_option("suspension")
        clerk.locator("#suspend-ground").select_option("third_party_claim")
        clerk.get_by_role("button", name="Propose to stop it").click()
        expect(clerk.get_by_text("Proposed. A judge other than you")).to_be_visible()
        approve(court, judge, lot, "Stop a running round")

        expect(watcher.page.locator("#hammer-words")).to_contain_text(WHY)
        expect(watcher.page.locator("#hammer-words")).to_contain_text("suspended the bidding by a ruling")

        clerk.goto(desk)
        fill_grounds(clerk, "resume")
        clerk.locator("#resume-at").fill(f"{goes_on.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%dT%H:%M}")
        clerk.locator("#resume-ended").fill(f"{datetime.now(UTC):%Y-%m-%d}")
        clerk.get_by_role("button", name="Propose this moment").click()
        approve(court, judge, lot, "Let a stopped round go on")

        expect(watcher.page.locator("#countdown-label")).to_have_text("Goes on in")
        expect(watcher.page.locator("#hammer-words")).to_contain_text("The round goes on at")
        watcher.page.goto(f"{court.server.url}/lots/{lot.lot_id}")
        expect(watcher.page.get_by_text("All bids and deposits stand.")).to_be_visible()


def test_two_people_withdraw_a_round_and_who_proposed_has_no_button(
    chromium: Browser, court: DemoCourt, lot: MadeLot
) -> None:
    with browser.person(chromium) as first, browser.person(chromium) as second:
        court.sign_in(first, "clerk")
        court.sign_in(second, "judge")
        with court.world.database.transaction() as tx:
            rounds.suspend(
                tx, round_id=lot.round_id, court_id=lot.court_id, reason=WHY, legal_basis="CPL art. 267",
                actor="f" * 32, at=datetime.now(UTC), ground="third_party_claim",
            )  # fmt: skip

        first.goto(f"{court.server.url}/court/lots/{lot.lot_id}")
        fill_grounds(first, "withdraw")
        first.locator("#withdraw-ground").select_option("terminated")
        first.get_by_role("button", name="Propose to withdraw it").click()
        first.get_by_role("link", name="Withdraw a round").click()
        expect(first.get_by_text("You proposed this; another person decides on it.")).to_be_visible()
        expect(first.get_by_role("button", name="Approve and do it")).to_have_count(0)
        approve(court, second, lot, "Withdraw a round")

        second.goto(f"{court.server.url}/lots/{lot.lot_id}")
        expect(second.get_by_text("This round has been withdrawn.")).to_be_visible()
        expect(second.get_by_text(WHY).first).to_be_visible()
