"""Reads and writes proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, State, Subject
from auction.approvals.tables import ProposedAct
from auction.kernel.limits import DUE_ROWS_MAX, PAGE_ROWS_MAX
from auction.kernel.tables import table_of

_TABLE = table_of(ProposedAct)


def insert_open(tx: Session, proposal: Proposal, key: str) -> bool:
    """Insert an open proposal; say no when the same is open already.  The same id twice is one."""
    subject = proposal.subject
    row = {
        **vars(subject),
        "id": proposal.id,
        "act": proposal.act,
        "body": proposal.body,
        "content_hash": proposal.content_hash,
        "state": State.OPEN.value,
        "open_key": key,
        "proposed_by": proposal.proposed_by,
        "proposed_at": proposal.proposed_at,
        "expires_at": proposal.expires_at,
        "decided_by": "",
        "because": "",
    }
    dialect: Any = sqlite if tx.get_bind().dialect.name == "sqlite" else postgresql
    done = tx.execute(dialect.insert(_TABLE).values(row).on_conflict_do_nothing().returning(_TABLE.c.id))
    return done.scalar() is not None


def proposal(tx: Session, proposal_id: str, court_id: str) -> Proposal | None:
    """Return a proposal of the court."""
    row = tx.scalar(_of(proposal_id, court_id))
    return _read(row) if row else None


def lock(tx: Session, proposal_id: str, court_id: str) -> Proposal | None:
    """Return a proposal of the court, locked until the end of the transaction."""
    row = tx.scalar(_of(proposal_id, court_id).with_for_update())
    return _read(row) if row else None


def decide(tx: Session, proposal_id: str, state: State, *, by: str, because: str = "", at: datetime) -> None:
    """Note how an open proposal ended."""
    tx.execute(
        update(ProposedAct)
        .where(ProposedAct.id == proposal_id, ProposedAct.state == State.OPEN.value)
        .values(state=state.value, open_key=None, decided_by=by, decided_at=at, because=because)
    )


def open_proposals(tx: Session, court_id: str) -> list[Proposal]:
    """Return the open proposals of a court, the longest waiting first."""
    query = select(ProposedAct).where(ProposedAct.court_id == court_id, ProposedAct.state == State.OPEN.value)
    return _all(tx, query.order_by(ProposedAct.proposed_at, ProposedAct.id))


def decided_proposals(tx: Session, court_id: str) -> list[Proposal]:
    """Return the proposals of a court that ended last, the newest first."""
    query = select(ProposedAct).where(ProposedAct.court_id == court_id, ProposedAct.state != State.OPEN.value)
    return _all(tx, query.order_by(ProposedAct.decided_at.desc(), ProposedAct.id))


def of_lot(tx: Session, lot_id: str) -> list[Proposal]:
    """Return the open proposals about a lot, the longest waiting first."""
    query = select(ProposedAct).where(ProposedAct.lot_id == lot_id, ProposedAct.state == State.OPEN.value)
    return _all(tx, query.order_by(ProposedAct.proposed_at, ProposedAct.id))


def waiting_count(tx: Session, court_id: str) -> int:
    """Return how many proposals of a court wait for a second person."""
    query = select(func.count()).where(
        ProposedAct.court_id == court_id, ProposedAct.state == State.OPEN.value
    )
    return tx.scalar(query) or 0


def due(tx: Session, at: datetime) -> list[tuple[str, str]]:
    """Return id and court of open proposals whose time is over, the oldest first."""
    query = (
        select(ProposedAct.id, ProposedAct.court_id)
        .where(ProposedAct.state == State.OPEN.value, ProposedAct.expires_at <= at)
        .order_by(ProposedAct.expires_at)
        .limit(DUE_ROWS_MAX)
    )
    return [(row.id, row.court_id) for row in tx.execute(query)]


def _of(proposal_id: str, court_id: str) -> Select[ProposedAct]:
    return select(ProposedAct).where(ProposedAct.id == proposal_id, ProposedAct.court_id == court_id)


def _all(tx: Session, query: Select[ProposedAct]) -> list[Proposal]:
    return [_read(row) for row in tx.scalars(query.limit(PAGE_ROWS_MAX))]


def _read(row: ProposedAct) -> Proposal:
    return Proposal(
        id=row.id,
        act=row.act,
        subject=Subject(row.court_id, row.case_id, row.lot_id, row.round_id),
        body=row.body,
        content_hash=row.content_hash,
        state=State(row.state),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        expires_at=row.expires_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        because=row.because,
    )
