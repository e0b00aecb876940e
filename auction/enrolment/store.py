"""Reads and writes enrolments, acknowledged prompts and priority lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.enrolment.eligibility import LIVE
from auction.enrolment.enrolled import Enrolled, Refund, WaitingDeposit
from auction.enrolment.priority import PriorityRight
from auction.enrolment.tables import Acknowledgement, Enrolment, PriorityClaim
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.ledger.tables import Transfer
from auction.ledger.transfer import deposit_out_id
from auction.payments.store import ASKED
from auction.payments.tables import Payment, PaymentRequest, Payout, PlacedPayment, WaitingPayment
from auction.people.tables import Identity
from auction.rounds.tables import Board

UNDER_WAY = ("BEGUN", "AWAITING")
# Columns, not objects: a row read after an update in the same transaction is the new one.
_ROWS = select(*Enrolment.__table__.columns)


def begin(
    tx: Session, *, enrolment_id: str, round_id: str, account_id: str, at: datetime, language: str = ""
) -> bool:
    """Write a new enrolment; say whether it is new, for a second click begins nothing."""
    values = {
        "id": enrolment_id,
        "round_id": round_id,
        "account_id": account_id,
        "state": "BEGUN",
        "deposit_state": "NONE",
        "begun_at": at,
        "language": language,
    }
    row = _insert_or_leave(tx)(Enrolment).values(values).on_conflict_do_nothing()
    return tx.execute(row.returning(Enrolment.id)).one_or_none() is not None


def enrolled(tx: Session, *, round_id: str, account_id: str, lock: bool = False) -> Enrolled | None:
    """Return one person's enrolment in one round."""
    query = _ROWS.where(Enrolment.round_id == round_id, Enrolment.account_id == account_id)
    row = tx.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _enrolled(row)


def enrolments_of(tx: Session, account_id: str, *, limit: int) -> list[Enrolled]:
    """Return somebody's enrolments, the newest first."""
    query = _ROWS.where(Enrolment.account_id == account_id)
    return [_enrolled(row) for row in tx.execute(query.order_by(Enrolment.id.desc()).limit(limit))]


def live_rounds_of(tx: Session, account_id: str, *, limit: int) -> list[str]:
    """Return the rounds in which somebody may still bid, the newest enrolment first."""
    query = (
        select(Enrolment.round_id)
        .join(Board, Board.round_id == Enrolment.round_id)
        .where(Enrolment.account_id == account_id, Enrolment.bidder_code.is_not(None))
        .where(Board.state.in_(LIVE))
        .order_by(Enrolment.id.desc())
    )
    return list(tx.scalars(query.limit(limit)))


def admitted_of(tx: Session, round_id: str) -> list[Enrolled]:
    """Return the enrolments of a round that have a bidder code, by code."""
    query = _ROWS.where(Enrolment.round_id == round_id, Enrolment.bidder_code.is_not(None))
    return [_enrolled(row) for row in tx.execute(query.order_by(Enrolment.bidder_code))]


def admitted_by_code(tx: Session, *, round_id: str, bidder_code: str) -> Enrolled | None:
    """Return the enrolment behind a code, which nobody asks before the end (R-33)."""
    query = _ROWS.where(Enrolment.round_id == round_id, Enrolment.bidder_code == bidder_code)
    row = tx.execute(query).one_or_none()
    return None if row is None else _enrolled(row)


def count_of(tx: Session, round_id: str) -> int:
    """Return how many people began to enrol in a round."""
    query = select(func.count()).select_from(Enrolment).where(Enrolment.round_id == round_id)
    return tx.execute(query).scalar_one()


def acknowledged(tx: Session, enrolment_id: str) -> dict[int, datetime]:
    """Return the prompts somebody acknowledged, each with its time."""
    query = select(Acknowledgement.prompt, Acknowledgement.acknowledged_at)
    rows = tx.execute(query.where(Acknowledgement.enrolment_id == enrolment_id))
    return {row.prompt: row.acknowledged_at for row in rows}


def acknowledge(tx: Session, *, enrolment_id: str, prompt: int, at: datetime) -> None:
    """Keep the first time at which a prompt was acknowledged."""
    values = {"enrolment_id": enrolment_id, "prompt": prompt, "acknowledged_at": at}
    tx.execute(_insert_or_leave(tx)(Acknowledgement).values(values).on_conflict_do_nothing())


def await_deposit(tx: Session, enrolment_id: str) -> None:
    """Mark that the deposit has been asked for."""
    _set(tx, enrolment_id, state="AWAITING")


def admit(
    tx: Session,
    enrolment_id: str,
    *,
    bidder_code: str,
    rank: int | None,
    deposit_state: str = "PAID",
    at: datetime,
) -> None:
    """Give an enrolment its code; its deposit is paid, unless none was due (R-32)."""
    _set(
        tx,
        enrolment_id,
        state="ADMITTED",
        deposit_state=deposit_state,
        bidder_code=bidder_code,
        rank=rank,
        admitted_at=at,
    )


def set_deposit_states(tx: Session, enrolment_ids: Collection[str], deposit_state: str) -> None:
    """Note what settlement did with deposits: APPLIED, RETURNED or FORFEITED."""
    if enrolment_ids:
        _set(tx, *sorted(enrolment_ids), deposit_state=deposit_state)


def ended_under_way(tx: Session, *, limit: int) -> list[str]:
    """Return enrolments whose round ended before they had a code."""
    query = (
        select(Enrolment.id)
        .join(Board, Board.round_id == Enrolment.round_id)
        .where(Enrolment.state.in_(UNDER_WAY), Board.state.not_in(LIVE))
    )
    return list(tx.scalars(query.limit(limit)))


def lapse(tx: Session, enrolment_ids: Collection[str]) -> int:
    """Let those of the enrolments lapse that are still under way; return how many."""
    changed = tx.scalars(
        update(Enrolment)
        .where(Enrolment.id.in_(enrolment_ids), Enrolment.state.in_(UNDER_WAY))
        .values(state="LAPSED")
        .returning(Enrolment.id),
        execution_options={"synchronize_session": False},
    )
    return len(changed.all())


def free_code(tx: Session, *, round_id: str, account_id: str, codes: Sequence[str]) -> str:
    """Return the first code that nobody has in the round and this person has nowhere (R-33)."""
    taken = set(
        tx.scalars(
            select(Enrolment.bidder_code).where(
                Enrolment.bidder_code.in_(codes),
                (Enrolment.round_id == round_id) | (Enrolment.account_id == account_id),
            )
        )
    )
    return next(code for code in codes if code not in taken)


def rank_of(tx: Session, *, round_id: str, identity_digest: str) -> int | None:
    """Return the priority rank of a person in a round; none for an ordinary bidder (R-34)."""
    return tx.scalars(
        select(PriorityClaim.rank).where(
            PriorityClaim.round_id == round_id, PriorityClaim.identity_digest == identity_digest
        )
    ).one_or_none()


def add_priority_claims(tx: Session, round_id: str, claims: Sequence[PriorityRight]) -> None:
    """Write the priority list of a round."""
    rows = [
        {
            "round_id": round_id,
            "identity_digest": claim.identity_digest,
            "rank": claim.rank,
            "basis": claim.basis,
        }
        for claim in claims
    ]
    if rows:
        tx.execute(insert(PriorityClaim), rows)


def priorities_of(tx: Session, round_id: str) -> list[PriorityRight]:
    """Return the priority list of a round, the strongest first, at most a page of it."""
    query = select(PriorityClaim).where(PriorityClaim.round_id == round_id)
    rows = tx.scalars(query.order_by(PriorityClaim.rank, PriorityClaim.basis).limit(PAGE_ROWS_MAX))
    return [PriorityRight(row.identity_digest, row.rank, row.basis) for row in rows]


def admitted_with(tx: Session, *, round_id: str, digests: Collection[str]) -> dict[str, Enrolled]:
    """Return those admitted to a round whose identity has one of the digests, by digest."""
    query = (
        _ROWS.add_columns(Identity.digest)
        .join(Identity, Identity.account_id == Enrolment.account_id)
        .where(Enrolment.round_id == round_id, Enrolment.bidder_code.is_not(None))
        .where(Identity.digest.in_(digests))
        .order_by(Enrolment.bidder_code)
    )
    return {row.digest: _enrolled(row) for row in tx.execute(query)}


def set_rank(tx: Session, enrolment_id: str, rank: int) -> None:
    """Give an admitted enrolment a priority rank."""
    _set(tx, enrolment_id, rank=rank)


def lock_waiting(tx: Session, payment_id: str) -> WaitingDeposit | None:
    """Lock a waiting deposit payment and return whose it is; none once it has its verdict."""
    query = (
        select(Enrolment.id, Enrolment.round_id, Enrolment.account_id)
        .select_from(WaitingPayment)
        .join(Payment, Payment.id == WaitingPayment.payment_id)
        .outerjoin(PlacedPayment, PlacedPayment.payment_id == Payment.id)
        .join(PaymentRequest, PaymentRequest.id == ASKED)
        .join(Enrolment, Enrolment.id == PaymentRequest.subject_id)
        .where(WaitingPayment.payment_id == payment_id)
        .with_for_update(of=WaitingPayment)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else WaitingDeposit(payment_id, *row)


def refund_of(tx: Session, enrolment_id: str) -> Refund | None:
    """Return the refund of an enrolment's deposit, once it is under way."""
    query = (
        select(Payout)
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .where(Transfer.id == deposit_out_id(enrolment_id), Transfer.purpose == "DEPOSIT_RETURNED")
    )
    row = tx.scalars(query).one_or_none()
    return None if row is None else Refund(Money(row.amount_minor, row.currency), row.due_at, row.sent_at)


def _set(tx: Session, *enrolment_ids: str, **values: object) -> None:
    tx.execute(
        update(Enrolment).where(Enrolment.id.in_(enrolment_ids)).values(**values),
        execution_options={"synchronize_session": False},
    )


def _insert_or_leave(tx: Session) -> Callable[..., Any]:
    return sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert


def _enrolled(row: Row[Any]) -> Enrolled:
    return Enrolled(
        id=row.id,
        round_id=row.round_id,
        account_id=row.account_id,
        state=row.state,
        deposit_state=row.deposit_state,
        bidder_code=row.bidder_code,
        rank=row.rank,
        begun_at=row.begun_at,
        admitted_at=row.admitted_at,
    )
