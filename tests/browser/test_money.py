"""A buyer pays on a real server, whose bank on paper calls the server itself; the pages are sound."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments.received import RequestPurpose
from auction.rounds import store as rounds_store
from auction.settlement import jobs
from tests.support import bank, browser, cases, money, people
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


REASON = "It came from the account of her firm, as her letter of today says."


@pytest.fixture
def two_officers(sold) -> tuple[str, str]:
    """Give finance and a judge of the court, which has an account at a bank."""
    world, round_id, _, finance = sold
    with world.database.transaction() as tx:
        board = rounds_store.read_board(tx, round_id)
        judge = people.make_staff(world, tx, Role.JUDGE, court_id=board.court_id)
    bank.name_account(world, board.court_id)
    return finance, judge


def statement_of(world: World, round_id: str) -> bytes:
    """Return today's statement: the balance under another name, and money of nobody from nowhere."""
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)
    return bank.statement(
        bank.Entry(
            "672600.00", f"balance {reference}", name="Cy", account="6217000010012345673", reference="B1"
        ),
        bank.Entry("5.00", "for nothing", reference="B2"),
        day=f"{datetime.now(UTC):%Y-%m-%d}",
    )


def wait_for(page: Page, address: str, words: str) -> None:
    """Look again until the clock has done its part."""

    def seen() -> bool:
        page.goto(address)
        return page.get_by_text(words).count() > 0

    assert any(seen() or page.wait_for_timeout(250) for _ in range(60)), f"{words!r} never stood on {address}"


def approve(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/court/approvals/")
    page.locator("main .waiting a").first.click()
    assert sound(page) == ([], 0)
    page.get_by_role("button", name="Approve and do it").click()
    expect(page.get_by_text("Approved and done.")).to_be_visible()


def test_finance_takes_a_statement_in_and_a_judge_approves_what_is_not_plain(
    chromium: Browser, server: Server, sold, two_officers
):
    world, round_id, _, _ = sold
    finance, judge = two_officers
    desk = f"{server.url}/court"

    with browser.person(chromium, size=browser.PHONE) as page, browser.person(chromium) as bench:
        sign_in(page, server, world, finance)
        sign_in(bench, server, world, judge)
        take_statement_in(page, desk, statement_of(world, round_id))
        wait_for(page, f"{desk}/bank/to-resolve", "Cy")
        propose_to_take(page, money.reference_of(world, RequestPurpose.BALANCE, round_id))
        approve(bench, server)
        wait_for(page, f"{server.url}/money/statements/round/{round_id}", "Payment placed")
        assert sound(page) == ([], 0)
        send_back_by_hand(page, desk)
        approve(bench, server)
        export_trial_balance(page, server)


def take_statement_in(page: Page, desk: str, body: bytes) -> None:
    page.goto(f"{desk}/finance")
    assert sound(page) == ([], 0)
    page.get_by_role("link", name="Bank statements").click()
    page.get_by_label("File of the bank").set_input_files(
        {"name": "today.xml", "mimeType": "application/xml", "buffer": body}
    )
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_text("New lines").first).to_be_visible()
    assert sound(page) == ([], 0)


def propose_to_take(page: Page, reference: str) -> None:
    assert sound(page) == ([], 0)
    page.get_by_role("link", name="Cy,").click()
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Why it counts for it").fill(REASON)
    assert sound(page) == ([], 0)
    page.get_by_role("button", name="Propose to take it").click()
    expect(page.get_by_text("A judge decides on it.")).to_be_visible()


def send_back_by_hand(page: Page, desk: str) -> None:
    """Send back money that came from no account: finance names one, a judge will approve it."""
    page.goto(f"{desk}/bank/to-resolve")
    page.get_by_role("link", name="5.00").click()
    page.get_by_role("button", name="Send it back now").click()
    wait_for(page, f"{desk}/finance/refunds/", "Name an account")
    assert sound(page) == ([], 0)
    page.get_by_role("link", name="Name an account").click()
    page.get_by_label("Account holder").fill("Dee")
    page.get_by_label("Account number").fill("6217000010012345681")
    page.get_by_label("How you know").fill("The bank told us by letter of today.")
    assert sound(page) == ([], 0)
    page.get_by_role("button", name="Propose the refund").click()
    expect(page.get_by_text("Proposed.")).to_be_visible()


def export_trial_balance(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/money/trial-balance")
    expect(page.get_by_text("Both sides are the same to the cent.")).to_be_visible()
    assert sound(page) == ([], 0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    sums = {row["kind"]: (row["debit"], row["credit"]) for row in rows}
    assert sums["TOTAL"][0] == sums["TOTAL"][1] == "744005.00"
    assert (sums["case"][1], sums["casebank"][0]) == ("744000.00", "71400.00")
