"""A bidder pays the deposit over Checkout on a real server: out to the payment service and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from auction.kernel.world import World
from tests.support import browser, cases, money, people
from tests.support.fake_stripe.fake import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.support.rounds import make_round, make_terms
from tests.support.server import Server

pytestmark = pytest.mark.browser

# Stripe tells the platform, and the clock takes it in within a second or two.
LOOKS_MAX = 100


@dataclass
class Asked:
    """A running server, and somebody who is asked for a deposit there."""

    url: str
    email: str
    reference: str

    def sign_in(self, page: Page) -> None:
        page.goto(f"{self.url}/account/login")
        page.fill("[name=email]", self.email)
        page.fill("[name=password]", people.PASSWORD)
        page.click("main button")
        page.get_by_role("button", name="Sign out").wait_for()


@pytest.fixture
def asked(sqlite_world: World, fake_stripe: FakeStripe) -> Iterator[Asked]:
    now, hour = datetime.now(UTC), timedelta(hours=1)
    terms = make_terms(opens_at=now + hour, closes_at=now + 40 * hour, balance_due_at=now + 400 * hour)
    sqlite_world.clock.set(now - timedelta(minutes=10))
    with sqlite_world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=terms, case_id=case_id, court_id=court_id)
    account_id, _, reference = money.ask_for_deposit(sqlite_world, round_id, "Ann")
    settings = sqlite_world.settings
    server = Server(
        settings.instance_dir,
        database_url=settings.database_url,
        secret_key=settings.secret_key,
        stripe_secret_key=SECRET_KEY,
        stripe_webhook_secret=WEBHOOK_SECRET,
        stripe_currencies="CNY EUR",
        stripe_api_url=fake_stripe.url,
    ).start()
    fake_stripe.listen(f"{server.url}/webhooks/stripe")
    yield Asked(server.url, people.email_of(sqlite_world, account_id), reference)
    server.stop()


def sound(page: Page) -> tuple[list[object], int]:
    return browser.accessibility_findings(page), browser.too_wide(page)


def pay(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("button", name="Go to the payment page").click()
    page.get_by_label("Name on the card or account").fill("Ann")
    page.get_by_role("button", name="Pay", exact=True).click()
    page.wait_for_url(f"{path}*")


def test_a_bidder_pays_online_and_the_page_says_so_by_itself(chromium: Browser, asked: Asked):
    path = f"{asked.url}/my/payments/{asked.reference}"
    with browser.person(chromium, size=browser.PHONE, language="en", forgiven="favicon.ico") as page:
        asked.sign_in(page)
        page.goto(f"{path}?back=left")
        assert sound(page) == ([], 0)
        pay(page, path)

        expect(page.get_by_text("There is nothing more to pay")).to_be_visible(timeout=30_000)
        assert sound(page) == ([], 0)


def test_a_bidder_pays_online_without_javascript(chromium: Browser, asked: Asked):
    path = f"{asked.url}/my/payments/{asked.reference}"
    with browser.person(chromium, scripts=False, language="en", forgiven="favicon.ico") as page:
        asked.sign_in(page)
        pay(page, path)

        for _ in range(LOOKS_MAX):
            if page.get_by_text("There is nothing more to pay").count():
                break
            page.get_by_role("link", name="Look again").click()
            page.wait_for_timeout(200)
        expect(page.get_by_text("There is nothing more to pay")).to_be_visible()
