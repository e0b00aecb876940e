"""Reads and writes the lists of who must not bid."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from auction.cases.tables import Party
from auction.enrolment.bars.bar import Block, Failed, Failure, Nearness, Relation
from auction.enrolment.bars.qualification import Check
from auction.enrolment.bars.tables import BlockedPerson, Declaration, FailedBuyer, QualificationCheck
from auction.enrolment.joint.tables import JointBidder
from auction.enrolment.tables import Enrolment
from auction.kernel.database import insert_once
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.tables import table_of
from auction.people.tables import Identity


def block(tx: Session, row: BlockedPerson) -> bool:
    """Write one place on the list, once; say whether it is new."""
    values = {column.name: getattr(row, column.name) for column in table_of(BlockedPerson).columns}
    return insert_once(tx, table_of(BlockedPerson), values)


def lift(tx: Session, block_id: str, *, subjects: Collection[str], at: datetime) -> BlockedPerson | None:
    """Lift one place that holds for any of these (a lot, a case, a court); None when there is none."""
    held = (BlockedPerson.id == block_id, BlockedPerson.subject_id.in_(subjects))
    query = update(BlockedPerson).where(*held, BlockedPerson.lifted_at.is_(None)).values(lifted_at=at)
    return tx.scalars(query.returning(BlockedPerson)).one_or_none()


def blocked_of(tx: Session, subjects: Collection[str]) -> list[BlockedPerson]:
    """Return the places that hold for any of these (a lot, a case, a court), the newest first."""
    query = (
        select(BlockedPerson)
        .where(BlockedPerson.subject_id.in_(subjects), BlockedPerson.lifted_at.is_(None))
        .order_by(BlockedPerson.noted_at.desc(), BlockedPerson.id)
    )
    return list(tx.scalars(query.limit(PAGE_ROWS_MAX)))


def blocks_against(tx: Session, digest: str, subjects: Collection[str]) -> tuple[Block, ...]:
    """Return what blocks one identity for any of these, the oldest first."""
    query = (
        select(BlockedPerson.relation, BlockedPerson.nearness)
        .where(BlockedPerson.identity_digest == digest, BlockedPerson.subject_id.in_(subjects))
        .where(BlockedPerson.lifted_at.is_(None))
        .order_by(BlockedPerson.noted_at, BlockedPerson.id)
    )
    rows = tx.execute(query.limit(PAGE_ROWS_MAX))
    return tuple(Block(Relation(row.relation), Nearness(row.nearness)) for row in rows)


def admitted_and_blocked(tx: Session, round_id: str, subjects: Collection[str]) -> int:
    """Return how many with a code in the round are blocked by now; nobody learns which (R-33, R-35)."""
    blocked = select(BlockedPerson.identity_digest).where(
        BlockedPerson.subject_id.in_(subjects), BlockedPerson.lifted_at.is_(None)
    )
    alone = select(Identity.account_id).where(Identity.digest.in_(blocked))
    together = select(JointBidder.enrolment_id).where(JointBidder.identity_digest.in_(blocked))
    query = select(func.count(Enrolment.id)).where(
        Enrolment.round_id == round_id,
        Enrolment.state == "ADMITTED",
        or_(Enrolment.account_id.in_(alone), Enrolment.id.in_(together)),
    )
    return tx.execute(query).scalar_one()


def fail(tx: Session, *, lot_id: str, digest: str, failure: Failure, at: datetime) -> None:
    """Keep that somebody failed as the buyer of a lot; the first time counts."""
    if lot_id not in {failed.lot_id for failed in failures_of(tx, digest)}:
        values = {"lot_id": lot_id, "identity_digest": digest, "failure": str(failure), "noted_at": at}
        tx.execute(insert(FailedBuyer).values(values))


def failures_of(tx: Session, digest: str) -> tuple[Failed, ...]:
    """Return every lot whose buyer somebody was and failed to be."""
    query = select(FailedBuyer.lot_id, FailedBuyer.failure).where(FailedBuyer.identity_digest == digest)
    return tuple(Failed(row.lot_id, Failure(row.failure)) for row in tx.execute(query))


def is_restricted(tx: Session, digest: str) -> bool:
    """Say whether somebody is a debtor under a consumption restriction, in whichever case (R-37)."""
    restricted = exists().where(Party.identity_digest == digest, Party.consumption_restricted.is_(True))
    return bool(tx.scalar(select(restricted)))


def add_check(tx: Session, row: QualificationCheck) -> bool:
    """Write what was found of a qualification, once; say whether it is new."""
    values = {column.name: getattr(row, column.name) for column in table_of(QualificationCheck).columns}
    return insert_once(tx, table_of(QualificationCheck), values)


def checks_of(tx: Session, *, lot_id: str, digest: str) -> list[Check]:
    """Return what was found of somebody's qualification to buy a lot, in the order of its noting."""
    query = select(QualificationCheck.checked_on, QualificationCheck.is_qualified).where(
        QualificationCheck.lot_id == lot_id, QualificationCheck.identity_digest == digest
    )
    newest = query.order_by(QualificationCheck.noted_at.desc(), QualificationCheck.id.desc())
    rows = tx.execute(newest.limit(PAGE_ROWS_MAX)).all()
    return [Check(row.checked_on, row.is_qualified) for row in reversed(rows)]


def lot_checks(tx: Session, lot_id: str) -> list[QualificationCheck]:
    """Return the checks of a lot as the court is shown them, the newest first."""
    query = select(QualificationCheck).where(QualificationCheck.lot_id == lot_id)
    newest = query.order_by(QualificationCheck.noted_at.desc(), QualificationCheck.id.desc())
    return list(tx.scalars(newest.limit(PAGE_ROWS_MAX)))


def declare(tx: Session, *, enrolment_id: str, kind: str, at: datetime) -> None:
    """Keep what a bidder declared, and when."""
    tx.execute(insert(Declaration).values(enrolment_id=enrolment_id, kind=kind, declared_at=at))


def declared_of(tx: Session, enrolment_id: str) -> dict[str, datetime]:
    """Return what was declared with an enrolment, each with its time."""
    query = select(Declaration.kind, Declaration.declared_at)
    rows = tx.execute(query.where(Declaration.enrolment_id == enrolment_id))
    return {row.kind: row.declared_at for row in rows}
