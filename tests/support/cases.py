"""Builders of courts and cases for tests of every room."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from auction.cases import service
from auction.kernel.ids import new_id

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def make_court(
    tx: Session,
    *,
    court_id: str = "",
    name: str = "",
    time_zone: str = "Asia/Shanghai",
    currency: str = "CNY",
    at: datetime = AT,
) -> str:
    """Register a court and return its id."""
    court_id = court_id or new_id()
    refusals = service.register_court(
        tx,
        court_id=court_id,
        name=name or f"People's Court {next(_numbers)}",
        time_zone=time_zone,
        currency=currency,
        contact="Hall 3, 12 Court Road, 000-1234",
        supervision="Supervision desk, 000-1235",
        at=at,
    )
    assert not refusals, refusals
    return court_id


def make_case(
    tx: Session,
    *,
    court_id: str = "",
    case_id: str = "",
    case_number: str = "",
    account_number: str = "",
    at: datetime = AT,
) -> str:
    """Register a case with its case account, in a new court when none is given, and return its id."""
    number = next(_numbers)
    case_id = case_id or new_id()
    refusals = service.register_case(
        tx,
        case_id=case_id,
        court_id=court_id or make_court(tx, at=at),
        case_number=case_number or f"(2026) Enforcement {number}",
        cause="Loan",
        basis="Judgment (2025) 17, final since 2025-11-01",
        account_number=account_number or f"6222{number:012d}",
        holder="Court case account",
        at=at,
    )
    assert not refusals, refusals
    return case_id


def make_account_of_case(tx: Session, *, case_id: str, court_id: str, at: datetime = AT) -> None:
    """Name the account of a case that an import left without."""
    refusals = service.name_account(
        tx,
        case_id=case_id,
        court_id=court_id,
        account_number=f"6228{next(_numbers):012d}",
        holder="Court case account",
        at=at,
    )
    assert not refusals, refusals
