"""A real lot of the list, from its row to the case account, everything through the doors.

A shop in Wonju, taken in from the list as a draft.  The list knows neither times nor increment nor
deposit nor the words of a notice: those the clerk adds, and nothing of the row is typed again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from auction.cases.tables import Case, Court
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.payments.tables import PaperMovement, Payout
from auction.rounds.lifecycle import State
from auction.rounds.standing import RoundView
from listings.tables import Lot
from tests.support.browsing import Browser
from tests.support.imports import run_import
from tests.support.real_data import COURT_LOTS
from tests.support.town import NOTICE, Town

pytestmark = pytest.mark.real_data

SEOUL = ZoneInfo("Asia/Seoul")
COURT, CASE, ITEM = "원주지원", "2022타경1017", "4"
PLACE = "강원도 원주시 치악로"
# Appraised at this, and offered at it: no round has failed yet.
PRICE = 275_568_280
DEPOSIT, INCREMENT = 27_556_828, 1_000_000


def won(amount: int) -> Money:
    return Money(amount, "KRW")


@pytest.fixture
def town(app: Flask, world: World) -> Town:
    return Town(app, world, currency="KRW")


def test_a_real_lot_goes_from_its_row_to_the_case_account(town: Town, tmp_path: Path) -> None:
    lot_id = _take_in(town, tmp_path)
    _settle_the_court(town)
    view = town.publish(_complete(town, lot_id))
    round_id, visitor = view.round_id, Browser(town.app)

    assert PLACE in visitor.get("/lots?q=원주시 치악로").words
    assert "₩275,568,280" in visitor.get(f"/lots/{lot_id}").words
    for name in ("Ann", "Ben"):
        town.register(name)
    ann, ben = town.enrol("Ann", round_id), town.enrol("Ben", round_id)
    assert ann != ben

    town.wait(until=view.terms.opens_at)
    assert town.bid("Ann", round_id, PRICE).status == 200
    town.wait(until=view.terms.closes_at - timedelta(minutes=1))
    town.bid("Ben", round_id, PRICE + 3 * INCREMENT)
    town.wait(minutes=4)
    assert town.bid("Ann", round_id, PRICE + 4 * INCREMENT + 1).status in (409, 422)
    town.bid("Ann", round_id, PRICE + 5 * INCREMENT)
    board = town.board(round_id).board
    assert (board.extension_count, board.closes_at) == (2, town.now + timedelta(minutes=5))

    town.wait(until=board.closes_at + timedelta(seconds=2))
    _check_hammer(town, round_id, buyer_code=ann)
    _pay(town, view)
    _check_settled(town, view, visitor)


def _take_in(town: Town, folder: Path) -> str:
    """Import all rows of one court as they stand in the list; return the id of the shop's draft."""
    whole = COURT_LOTS.read_text(encoding="utf-8").splitlines(keepends=True)
    part = folder / "court_lots_kr.csv"
    part.write_text("".join([whole[0], *(line for line in whole if line.startswith(f"{COURT},"))]))
    taken = run_import(town.app, part)
    assert taken.exit_code == 0, taken.output
    with town.world.database.reading() as tx:
        lot = tx.scalars(select(Lot).where(Lot.source_key == f"kr-court-list|{COURT}|{CASE}|{ITEM}")).one()
        court = tx.get_one(Court, lot.court_id)
    assert (lot.state, lot.violations) == ("DRAFT", "[]")
    assert (court.name, court.currency, court.time_zone) == (COURT, "KRW", "Asia/Seoul")
    town.court_id, town.case_id = lot.court_id, lot.case_id
    return lot.id


def _settle_the_court(town: Town) -> None:
    """Let the operator say how the court is reached and appoint it, and the clerk name the account."""
    operator, court = town.bring_operator(), f"/operator/courts/{town.court_id}"
    operator.get(court).submit(court, contact="Hall 3, 033-000-1234", supervision="033-000-1235")
    assert operator.status == 200, operator.alerts
    town.appoint(town.court_id)
    clerk = town.people["clerk"]
    assert CASE in clerk.get(f"/court/cases?number={CASE}").words
    clerk.get(f"/court/cases/{town.case_id}").submit(
        "/account", account_number="110-234-567890", holder=COURT
    )
    assert clerk.status == 200, clerk.alerts


def _complete(town: Town, lot_id: str) -> str:
    """Let the clerk add what the list does not know."""
    clerk, path = town.people["clerk"], f"/court/lots/{lot_id}"
    town.decide_values(lot_id)
    clerk.get(path).submit(f"{lot_id}/submit")
    assert (clerk.status, "deposit" in clerk.alerts) == (409, True)
    opens_at = town.now + timedelta(days=31)
    added = {
        **{name: words for name, words in NOTICE.items() if name != "pricing_basis"},
        "increment": str(INCREMENT),
        "deposit": str(DEPOSIT),
        "opens_at": _local(opens_at),
        "closes_at": _local(opens_at + timedelta(days=1)),
        "balance_due_at": _local(opens_at + timedelta(days=16)),
        "price_method": "appraisal",
        "enforcement_shown": "PRIVACY",
        "price_fixed_on": f"{town.now - timedelta(days=30):%Y-%m-%d}",
        "parties_notified_on": f"{town.now - timedelta(days=9):%Y-%m-%d}",
    }
    town.write(lot_id, **added)
    town.look_into(lot_id, kind="PREMISES")
    assert town.written(lot_id, "starting_price") == town.written(lot_id, "reference_price") == str(PRICE)
    return lot_id


def _local(at: datetime) -> str:
    return at.astimezone(SEOUL).strftime("%Y-%m-%dT%H:%M")


def _check_hammer(town: Town, round_id: str, *, buyer_code: str) -> None:
    closed = town.board(round_id)
    assert closed.board.state is State.SOLD
    assert closed.hammer_price == won(PRICE + 5 * INCREMENT)
    assert closed.buyer_code == buyer_code
    town.wait(seconds=3)
    assert _payouts(town) == {("REFUND", "SENT", DEPOSIT), ("CASE_ACCOUNT", "SENT", DEPOSIT)}


def _payouts(town: Town) -> set[tuple[str, str, int]]:
    with town.world.database.reading() as tx:
        return {(row.kind, row.state, row.amount_minor) for row in tx.scalars(select(Payout))}


def _pay(town: Town, view: RoundView) -> None:
    balance = PRICE + 5 * INCREMENT - DEPOSIT
    page = town.back("Ann").get(f"/my/rounds/{view.round_id}/balance")
    assert f"{balance:,}" in page.words
    town.pay("Ann")
    town.wait(seconds=3)
    assert town.board(view.round_id).board.state is State.SETTLED
    assert ("CASE_ACCOUNT", "SENT", balance) in _payouts(town)


def _check_settled(town: Town, view: RoundView, visitor: Browser) -> None:
    """The case account has the price to the won, and nobody else has anything."""
    hammer = won(PRICE + 5 * INCREMENT)
    with town.world.database.reading() as tx:
        assert ledger.balance(tx, accounts.case(town.case_id, "KRW").id) == hammer
        assert ledger.total(tx, "KRW") == won(0)
        assert tx.get_one(Case, town.case_id).case_number == CASE
        # What the bank on paper was told: the number as it was named, without the dashes.
        credited = select(func.sum(PaperMovement.amount_minor)).where(
            PaperMovement.destination == "account:110234567890"
        )
        assert tx.scalar(credited) == hammer.minor
    assert "280,568,280" in town.back("finance").get("/court/finance").words
    assert "₩280,568,280" in visitor.get(f"/lots/{view.lot_id}").words
    exported = town.back("auditor").get(f"/audit/export/transfers.csv?lot={view.lot_id}").answer
    assert exported is not None
    assert str(DEPOSIT) in exported.text
