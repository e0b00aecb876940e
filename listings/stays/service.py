"""Stops a round, sets when it goes on, takes it back: judged before it is proposed, and when it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel.refusal import Refusal, noes
from auction.rounds import course, incidents
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from auction.rounds.standing import Board
from auction.rules.grounds import Ground, StayKind
from listings import service as lots
from listings.debt import Paid, payment_of
from listings.desk import store as desk
from listings.desk.wish import DeskWish
from listings.grounds import Grounds
from listings.listing import Status
from listings.reason import Reason
from listings.stays import wish
from listings.stays.wish import grounds_to_withdraw

Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def standing(tx: Session, subject: Subject, at: datetime) -> Board | Refusal:
    """Return where the round stands now, as the clock would leave it; of this court only."""
    board = round_store.read_board(tx, subject.round_id)
    if board is None or board.court_id != subject.court_id:
        return Refusal(course.Reason.ROUND_UNKNOWN, "")
    return course.open_due(board, at=at)


def check_stop(tx: Session, subject: Subject, _content: Content, at: datetime) -> Refusals:
    """Say what stands against stopping the round now (R-53)."""
    board = standing(tx, subject, at)
    return noes(board if isinstance(board, Refusal) else course.suspend(board, at=at))


def check_resumption(tx: Session, subject: Subject, content: Content, at: datetime) -> Refusals:
    """Say what stands against going on at that moment, if it were set now (R-55)."""
    board, resumes_at = standing(tx, subject, at), datetime.fromisoformat(content["resumes_at"])
    if isinstance(board, Refusal):
        return (board,)
    return noes(course.set_resumption(board, resumes_at=resumes_at, at=at))


def check_withdrawal(tx: Session, subject: Subject, content: Content, at: datetime) -> Refusals:
    """Say what stands against taking the round back now (R-56); less than the debt is not enough (R-57)."""
    board = standing(tx, subject, at)
    if isinstance(board, Refusal):
        return (board,)
    after = course.withdraw(board, at=at)
    if isinstance(after, Refusal):
        return (after,)
    if content["ground"] not in grounds_to_withdraw(board.state):
        return (Refusal(Reason.GROUND_NOT_NAMED, "R-56"),)
    return noes(_paid(tx, subject, content))


def stop(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Stop the round as it was proposed."""
    said, subject = proposal.content, proposal.subject
    return noes(
        rounds.suspend(
            tx,
            round_id=subject.round_id,
            court_id=subject.court_id,
            **_grounds(said),
            actor=by,
            at=at,
            ground=said["ground"],
            kind=StayKind(said["kind"]),
        )
    )


def stop_at_once(
    tx: Session, *, subject: Subject, grounds: Grounds, actor: str, at: datetime
) -> Refusal | None:
    """Let one judge stop a round in an emergency; what happened is to be reported at once (R-53, R-54)."""
    return rounds.suspend(
        tx,
        round_id=subject.round_id,
        court_id=subject.court_id,
        **grounds.told,
        actor=actor,
        at=at,
        kind=StayKind.EMERGENCY,
    )


def report(tx: Session, *, subject: Subject, what: str, actor: str, at: datetime) -> Refusal | None:
    """Report what happened when a round was stopped in an emergency; it is reported once (R-54)."""
    rounds.hold(tx, lot_id=subject.lot_id)
    view = round_store.read_round(tx, subject.round_id)
    if view is None or view.court_id != subject.court_id:
        return Refusal(course.Reason.ROUND_UNKNOWN, "")
    refusal = incidents.judge_report(view, what)
    if refusal is None:
        round_store.set_report_due(tx, view.round_id, None)
        log.append(tx, [incidents.of_report(view, what=what, actor=actor, at=at)])
    return refusal


def stop_for_fault(
    tx: Session, *, round_ids: Sequence[str], reason: str, actor: str, at: datetime
) -> int | Refusal:
    """Stop open rounds of whatever courts because of a fault, which is reported in the same act (R-54)."""
    boards = rounds.open_boards(tx, boards=round_store.lock_boards(tx, round_ids), at=at)
    stopped = wish.judge_fault(list(boards.values()), reason, at)
    if isinstance(stopped, Refusal):
        return stopped
    return rounds.stop_all(tx, boards=stopped, reason=reason, at=at, actor=actor)


def set_resumption(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Set the moment at which the round goes on, as it was proposed."""
    said, subject = proposal.content, proposal.subject
    return noes(
        rounds.set_resumption(
            tx,
            round_id=subject.round_id,
            court_id=subject.court_id,
            resumes_at=datetime.fromisoformat(said["resumes_at"]),
            **_grounds(said),
            actor=by,
            at=at,
            numbers={name: said[name] for name in ("ended_on", "last_day", "is_late")},
        )
    )


def withdraw(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Take the round back as it was proposed; that a debt is paid is an entry of its own."""
    said, subject = proposal.content, proposal.subject
    rounds.hold(tx, lot_id=subject.lot_id)
    noes = check_withdrawal(tx, subject, said, at)
    if noes:
        return noes
    paid = _paid(tx, subject, said)
    numbers: Mapping[str, str] = {}
    if isinstance(paid, Paid):
        numbers = paid.told
        log.append(tx, [entry_of_payment(subject, said, paid, at)])
    done = rounds.withdraw(
        tx,
        round_id=subject.round_id,
        court_id=subject.court_id,
        **_grounds(said),
        actor=by,
        at=at,
        ground=said["ground"],
        numbers=numbers,
    )
    assert done is None, "what was judged under the lock is done"
    return ()


def other_live_lots(tx: Session, *, court_id: str, case_id: str, lot_id: str) -> tuple[str, ...]:
    """Return the titles of the case's other lots whose sale goes on: a paid debt frees them as well."""
    live = (Status.UPCOMING, Status.OPEN, Status.SUSPENDED)
    found = desk.lots(tx, court_id, DeskWish(case_id=case_id))
    return tuple(line.lot.title for line in found if line.status in live and line.lot.id != lot_id)


def _paid(tx: Session, subject: Subject, content: Content) -> Paid | Refusal | None:
    if content["ground"] != Ground.DEBT_PAID:
        return None
    return lots.judge_paid(tx, case_id=subject.case_id, payment=payment_of(content))


def entry_of_payment(subject: Subject, content: Content, paid: Paid, at: datetime) -> EntryDraft:
    """Return the entry that a debt is paid: sums and days, and nobody's name (R-57)."""
    told = {name: content[name] for name in ("received_on", "interest_minor", "is_duty")}
    facts = {"round_id": subject.round_id, **paid.told, **told}
    ids = {"court_id": subject.court_id, "case_id": subject.case_id, "lot_id": subject.lot_id}
    return EntryDraft(subject.lot_id, "debt.paid", at, facts, **ids, round_id=subject.round_id)


def _grounds(content: Content) -> dict[str, str]:
    return {"reason": content["reason"], "legal_basis": content["legal_basis"]}
