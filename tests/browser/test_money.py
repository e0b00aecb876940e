"""A buyer pays on a real server, whose bank on paper calls the server itself; the pages are sound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments.received import RequestPurpose
from auction.settlement import jobs
from tests.support import browser, cases, money, people
from tests.support.rounds import cny, make_round, make_terms
from tests.support.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def sold(sqlite_world: World):
    """Give a sold round, its buyer and an officer, as a clock leaves them a moment after the hammer."""
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    terms = make_terms(opens_at=now - hour, closes_at=now + hour, balance_due_at=now + timedelta(days=15))
    sqlite_world.clock.set(now - timedelta(minutes=10))
    with sqlite_world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=terms, case_id=case_id, court_id=court_id)
        officer = people.make_staff(sqlite_world, tx, Role.FINANCE, court_id=court_id)
    buyer, _ = money.enrol_paid(sqlite_world, round_id, ["Ann", "Bo"])
    money.end_round(sqlite_world, round_id, buyer=buyer, price=cny(744_000))
    for job in (*jobs.JOBS, *payments_jobs.JOBS):
        job(sqlite_world)
    return sqlite_world, round_id, buyer, officer


@pytest.fixture
def server(sold) -> Iterator[Server]:
    settings = sold[0].settings
    started = Server(
        settings.instance_dir, database_url=settings.database_url, secret_key=settings.secret_key
    ).start()
    yield started
    started.stop()


def sign_in(page: Page, server: Server, world: World, account_id: str) -> None:
    page.goto(f"{server.url}/account/login")
    page.fill("[name=email]", people.email_of(world, account_id))
    page.fill("[name=password]", people.PASSWORD)
    page.click("main button")
    # Whoever goes on before the answer came takes the sign-in back.
    page.get_by_role("button", name="Sign out").wait_for()


def sound(page: Page) -> tuple[list[object], int]:
    return browser.accessibility_findings(page), browser.too_wide(page)


def test_a_buyer_pays_and_the_court_sees_the_price_to_the_cent(chromium: Browser, server: Server, sold):
    world, round_id, buyer, officer = sold
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)

    with browser.person(chromium, size=browser.PHONE, language="en") as page:
        sign_in(page, server, world, buyer.account_id)
        page.goto(f"{server.url}/my/rounds/{round_id}/balance")
        assert sound(page) == ([], 0)
        page.get_by_role("link", name="Pay at the bank on paper").click()
        assert page.url.endswith(f"/pay/{reference}")
        assert sound(page) == ([], 0)
        page.get_by_label("Account holder").fill("Ann")
        page.get_by_role("button", name="Pay").click()
        expect(page.get_by_text("The bank has told the platform")).to_be_visible()

        def paid() -> bool:
            return page.goto(f"{server.url}/my/rounds/{round_id}/balance") is not None and (
                page.get_by_text("The whole price is paid").count() == 1
            )

        assert any(paid() or page.wait_for_timeout(250) for _ in range(60)), "the payment was not taken"
        assert sound(page) == ([], 0)

    with browser.person(chromium, size=browser.DESKTOP, language="en") as page:
        sign_in(page, server, world, officer)
        page.goto(f"{server.url}/court/finance")
        expect(page.get_by_text("What came in equals what went out")).to_be_visible()
        assert page.get_by_role("cell", name="CN¥744,000.00").count() >= 1
        assert sound(page) == ([], 0)
