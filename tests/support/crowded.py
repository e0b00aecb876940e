"""Builds an evening on which thousands of rounds end in one second: rows copied from one real round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from auction.enrolment.tables import Enrolment
from auction.kernel.tables import Base
from auction.kernel.world import World
from auction.ledger.tables import Transfer
from auction.payments.tables import Payment
from auction.rounds.tables import Board, Round
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

# The pattern's bidders: the first of them buys.
NAMES = ("Ann Li", "Bo Lin", "Cy Wu", "Di Xu")
PRICE = cny(744_000)
ROWS_AT_ONCE = 5_000


@dataclass(frozen=True)
class Evening:
    """How many rounds ended, and how many deposits lie with us."""

    rounds: int
    deposits: int


def end_at_once(world: World, count: int) -> Evening:
    """Let so many rounds, each with a buyer and three losers, have ended in one second."""
    round_id = _pattern(world)
    with world.database.transaction() as tx:
        payments = [dict(row) for row in tx.execute(select(Payment.__table__)).mappings()]
        rows = [(table, _rows(tx, table, round_id)) for table in (Round, Board, Enrolment, Transfer)]
        for table, found in [*rows[:3], (Payment, payments), *rows[3:]]:
            _copy(tx, table, found, count - 1)
    return Evening(count, count * len(NAMES))


def _pattern(world: World) -> str:
    world.clock.set(CLOSES_AT - timedelta(hours=2))  # type: ignore[attr-defined]  # set by hand
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    buyer, *_ = money.enrol_paid(world, round_id, NAMES)
    world.clock.set(CLOSES_AT)  # type: ignore[attr-defined]  # set by hand
    money.end_round(world, round_id, buyer=buyer, price=PRICE)
    return round_id


def _rows(tx: Session, table: type[Base], round_id: str) -> list[dict[str, Any]]:
    name = "id" if table is Round else "round_id"
    query = select(table.__table__).where(table.__table__.c[name] == round_id)
    return [dict(row) for row in tx.execute(query).mappings()]


def _copy(tx: Session, table: type[Base], rows: list[dict[str, Any]], count: int) -> None:
    batch: list[dict[str, Any]] = []
    for number in range(count):
        batch += [dict(_renamed(row, number)) for row in rows]
        if len(batch) >= ROWS_AT_ONCE:
            tx.execute(insert(table), batch)
            batch = []
    if batch:
        tx.execute(insert(table), batch)


def _renamed(row: Mapping[str, Any], number: int) -> Iterator[tuple[str, Any]]:
    """Give every id of one copy another ending; what all rounds share stays."""
    ending = f"{number:05d}"
    for name, value in row.items():
        if name in ("id", "round_id", "lot_id"):
            yield name, f"{value[:-5]}{ending}"
        elif name in ("debit_account", "credit_account") and str(value).startswith("deposit:"):
            kind, subject, currency = value.split(":")
            yield name, f"{kind}:{subject[:-5]}{ending}:{currency}"
        elif name == "request_id":
            yield name, None
        else:
            yield name, value
