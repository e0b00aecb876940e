"""Reads and writes courts, cases, parties, claims and case accounts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from auction.cases.outstanding import OwedLine
from auction.cases.tables import Case, CaseAccount, Claim, Court, Party
from auction.kernel.database import insert_once
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.kernel.tables import table_of

# Any number of our own: who holds it alone decides what is registered already.
_REGISTER_LOCK = 7_001
# SQLite takes 32,766 values in one statement; a chunk stays far below.
_KEYS_MAX = 1_000


@dataclass(frozen=True)
class CaseLine:
    """A case as lists show it; ``account_number`` is empty until the court names it."""

    case: Case
    account_number: str


def lock_register(tx: Session) -> None:
    """Let nobody else register anything before this transaction ends.

    On SQLite a writer is alone from its first moment.
    """
    if tx.get_bind().dialect.name != "sqlite":
        tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _REGISTER_LOCK})


def insert_court(tx: Session, court: Court) -> None:
    """Insert one court."""
    tx.add(court)
    tx.flush()


def insert_cases(tx: Session, rows: Sequence[dict[str, object]]) -> None:
    """Insert many cases in one statement."""
    if rows:
        tx.execute(insert(Case), rows)


def insert_account(tx: Session, account: CaseAccount) -> None:
    """Insert the account of a case."""
    tx.add(account)
    tx.flush()


def insert_party(tx: Session, party: Party) -> bool:
    """Insert one party, once; say whether it is new."""
    return _insert_once(tx, party)


def insert_claim(tx: Session, claim: Claim) -> bool:
    """Insert one claim or cost, once; say whether it is new."""
    return _insert_once(tx, claim)


def court(tx: Session, court_id: str) -> Court | None:
    """Return the court."""
    return tx.get(Court, court_id)


def court_to_change(tx: Session, court_id: str) -> Court:
    """Return the court, locked until the end of the transaction."""
    return tx.scalars(select(Court).where(Court.id == court_id).with_for_update()).one()


def courts(tx: Session) -> list[Court]:
    """Return all courts by name."""
    return list(tx.scalars(select(Court).order_by(Court.name)))


def court_ids(tx: Session, names: Collection[str]) -> dict[str, str]:
    """Return the ids of the courts of these names, those that exist."""
    rows = tx.execute(select(Court.name, Court.id).where(Court.name.in_(names)))
    return {row.name: row.id for row in rows}


def case_of(tx: Session, case_id: str, court_id: str) -> Case | None:
    """Return the case if it is one of this court."""
    return tx.scalar(select(Case).where(Case.id == case_id, Case.court_id == court_id))


def case(tx: Session, case_id: str) -> Case:
    """Return the case."""
    return tx.scalars(select(Case).where(Case.id == case_id)).one()


def case_to_change(tx: Session, case_id: str, court_id: str) -> Case:
    """Return the court's case, locked until the end of the transaction."""
    query = select(Case).where(Case.id == case_id, Case.court_id == court_id)
    # What the session read before the lock may be older than the row that was just locked.
    return tx.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def sells_all(tx: Session, case_id: str) -> bool:
    """Say whether the debtor agreed in writing that everything is sold (R-51)."""
    return bool(tx.scalar(select(Case.sell_all_agreed).where(Case.id == case_id)))


def case_ids(tx: Session, court_id: str, case_numbers: Sequence[str]) -> dict[str, str]:
    """Return the ids of the court's cases of these numbers, those that exist."""
    found: dict[str, str] = {}
    for start in range(0, len(case_numbers), _KEYS_MAX):
        wanted = case_numbers[start : start + _KEYS_MAX]
        query = select(Case.case_number, Case.id).where(
            Case.court_id == court_id, Case.case_number.in_(wanted)
        )
        found.update({row.case_number: row.id for row in tx.execute(query)})
    return found


def cases_of(
    tx: Session, court_id: str, *, number: str = "", page: int = 1, rows_max: int = PAGE_ROWS_MAX
) -> list[CaseLine]:
    """Return one page of the court's cases, the newest first, those whose number contains the text."""
    query = (
        select(Case, CaseAccount.account_number)
        .outerjoin(CaseAccount, CaseAccount.case_id == Case.id)
        .where(Case.court_id == court_id, Case.case_number.contains(number, autoescape=True))
        .order_by(Case.registered_at.desc(), Case.case_number)
        .limit(rows_max)
        .offset((page - 1) * rows_max)
    )
    return [CaseLine(row[0], row[1] or "") for row in tx.execute(query)]


def case_count(tx: Session, court_id: str, *, number: str = "") -> int:
    """Return how many cases of the court have a number that contains the text."""
    query = select(func.count()).where(
        Case.court_id == court_id, Case.case_number.contains(number, autoescape=True)
    )
    return tx.scalar(query) or 0


def case_account(tx: Session, case_id: str) -> CaseAccount | None:
    """Return the one account of the case, or nothing until the court names it."""
    return tx.get(CaseAccount, case_id)


def is_account_used(tx: Session, account_number: str) -> bool:
    """Say whether any case has this account number."""
    return bool(tx.scalar(select(CaseAccount.case_id).where(CaseAccount.account_number == account_number)))


def parties_of(tx: Session, case_id: str) -> list[Party]:
    """Return the parties of a case, creditors first."""
    return list(tx.scalars(select(Party).where(Party.case_id == case_id).order_by(Party.role, Party.id)))


def claims_of(tx: Session, case_id: str) -> list[Claim]:
    """Return claims and costs of a case, costs last."""
    return list(tx.scalars(select(Claim).where(Claim.case_id == case_id).order_by(Claim.kind, Claim.id)))


def owed_lines(tx: Session, case_id: str) -> list[OwedLine]:
    """Return claims and costs of a case as they are added up."""
    rows = claims_of(tx, case_id)
    return [OwedLine(Money(row.amount_minor, row.currency), row.kind, row.secured) for row in rows]


def _insert_once(tx: Session, row: Party | Claim) -> bool:
    table = table_of(type(row))
    values = {column.name: getattr(row, column.name) for column in table.columns}
    return insert_once(tx, table, {name: value for name, value in values.items() if value is not None})
