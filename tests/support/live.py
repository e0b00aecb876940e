"""Rounds that run by the real clock, and people who sit in their halls with a real browser."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from auction.enrolment.bidding_pass import seal
from auction.kernel.ids import new_id
from auction.rounds.standing import Bid
from bidding import service
from tests.support import browser
from tests.support.demo_court import DemoCourt
from tests.support.rounds import cny, make_round, make_terms

# The terms of ``make_terms``: 714,000 to begin with, then steps of 10,000.
START, STEP = 714_000, 10_000


def make_live_round(
    court: DemoCourt,
    codes: Sequence[str],
    *,
    left: timedelta,
    starting_yuan: int = START,
    watched_yuan: int | None = None,
) -> str:
    """Publish a round that has been open for a day and ends so soon."""
    now = datetime.now(UTC)
    terms = make_terms(
        starting_price=cny(starting_yuan),
        watched_from=None if watched_yuan is None else cny(watched_yuan),
        opens_at=now - timedelta(days=1),
        closes_at=now + left,
        balance_due_at=now + timedelta(days=15),
    )
    with court.world.database.transaction() as tx:
        return make_round(tx, terms=terms, codes=codes, at=now - timedelta(days=32))


def bid_elsewhere(
    court: DemoCourt, round_id: str, code: str, yuan: int, *, ago: timedelta = timedelta()
) -> None:
    """Let somebody bid who is in none of our windows."""
    at = datetime.now(UTC) - ago
    with court.world.database.transaction() as tx:
        (answer,) = service.place_bids(tx, bids=[Bid(round_id, code, cny(yuan), at, new_id())], at=at)
    assert answer.accepted, answer


@contextlib.contextmanager
def sitting(
    chromium: Browser, court: DemoCourt, round_id: str, code: str = "", *, forgiven: str = ""
) -> Iterator[Seat]:
    """Give a window in the hall: of a bidder with this code, or of somebody who only watches."""
    with browser.person(chromium, forgiven=forgiven) as page:
        if code:
            _give_pass(page, court, round_id, code)
        page.goto(f"{court.server.url}/hall/{round_id}")
        seat = Seat(page)
        seat.is_live()
        yield seat


def _give_pass(page: Page, court: DemoCourt, round_id: str, code: str) -> None:
    secret, until = court.world.settings.secret_key, datetime.now(UTC) + timedelta(hours=1)
    token = seal(secret, round_id=round_id, bidder_code=code, valid_until=until)
    cookie = {"name": "bidding_pass", "value": token, "domain": "127.0.0.1", "path": f"/hall/{round_id}"}
    page.context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Strict"}])  # type: ignore[list-item]  # a plain dict will do


class Seat:
    """A window in the hall, and what it shows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def is_live(self) -> None:
        """Wait until the window follows the board."""
        expect(self.page.locator("#link")).to_have_attribute("data-link", "live")

    def shows(self, *, price: str, standing: str, bids: Sequence[tuple[int, str]]) -> None:
        """Wait until the window shows this price, this standing, and exactly these bids by number."""
        expect(self.page.locator("#price")).to_have_text(price)
        expect(self.page.locator("#standing")).to_have_attribute("data-standing", standing)
        expect(self.page.locator("#bids tr")).to_have_count(len(bids))
        assert self.bids() == list(bids)

    def bids(self) -> list[tuple[int, str]]:
        """Return the numbers and codes of the bids, from the first to the newest."""
        rows = self.page.locator("#bids tr").evaluate_all(
            "rows => rows.map(row => [row.cells[0].textContent, row.cells[1].textContent])"
        )
        return [(int(number), code.split()[0]) for number, code in reversed(rows)]

    def seconds_left(self) -> int:
        """Return what the countdown shows."""
        hours, minutes, seconds = ("0:" + self.page.locator("#countdown").inner_text()).split(":")[-3:]
        return int(hours) * 3600 + int(minutes) * 60 + int(seconds)

    def press_step(self, place: int = 0) -> None:
        """Press one of the buttons for the next steps."""
        self.page.locator("#steps button").nth(place).click()

    def bid(self, yuan: int) -> None:
        """Write an amount and send it."""
        self.page.get_by_label("Another amount").fill(str(yuan))
        self.page.get_by_role("button", name="Bid this").click()

    def is_answered(self, *words: str) -> None:
        """Wait until the answer to the last bid says all these words."""
        for part in words:
            expect(self.page.locator("#bid-answer")).to_contain_text(part)
