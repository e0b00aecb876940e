"""Keeps the lists of who must not bid, and asks them for one sealed identity (R-35 to R-37)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.commitment import commit
from auction.audit.entry import EntryDraft
from auction.enrolment.bars import bar, qualification, store
from auction.enrolment.bars.bar import Extent, Failure, Known, Property
from auction.enrolment.bars.tables import BlockedPerson, QualificationCheck
from auction.enrolment.bars.wish import BlockWish, CheckWish, WishReason
from auction.enrolment.joint import store as joint
from auction.enrolment.joint.partner import JointReason
from auction.kernel.refusal import Refusal
from auction.people import service as people
from auction.rounds import store as rounds_store
from auction.rounds.standing import Board, RoundView
from auction.rules.rule_sets import rule_set


def bar_of(tx: Session, *, view: RoundView, account_id: str) -> Refusal | None:
    """Say why somebody must not bid in this round; None when nothing is known against it."""
    identity = people.identity_of(tx, account_id)
    return _bar_of(tx, view, identity.digest) if identity else None


def bar_together(tx: Session, *, round_id: str, account_id: str) -> Refusal | None:
    """Say that one of those who buy together with somebody must not bid, and so none of them.

    Neither who nor why: anybody can name anybody, and nobody shall find out by it what a court knows.
    """
    view = rounds_store.read_round(tx, round_id)
    assert view is not None, "whoever enrols enrols in a round that exists"
    together = joint.digests_in(tx, round_id=round_id, account_id=account_id)
    if any(_bar_of(tx, view, digest) for digest in together):
        return Refusal(JointReason.ONE_BARRED, "R-35")
    return None


def bar_in(tx: Session, *, round_id: str, account_id: str) -> Refusal | None:
    """Say why somebody must not bid in the round of this id."""
    view = rounds_store.read_round(tx, round_id)
    assert view is not None, "whoever enrols enrols in a round that exists"
    return bar_of(tx, view=view, account_id=account_id)


def declare(tx: Session, *, enrolment_id: str, at: datetime) -> None:
    """Keep that a bidder is none of those who must not bid (R-35), and promised to be qualified (R-38)."""
    for kind in ("UNBLOCKED", "QUALIFIED"):
        store.declare(tx, enrolment_id=enrolment_id, kind=kind, at=at)


def note_check(tx: Session, *, check_id: str, board: Board, wish: CheckWish, by: str, at: datetime) -> None:
    """Note what the court found of somebody's qualification; sent twice, it is one check (R-38)."""
    row = QualificationCheck(
        id=check_id,
        lot_id=board.lot_id,
        court_id=board.court_id,
        **vars(wish),
        noted_by=by,
        noted_at=at,
    )
    if store.add_check(tx, row):
        facts = {
            "check_id": check_id,
            "person": commit(check_id, wish.identity_digest),
            "is_qualified": wish.is_qualified,
            "checked_on": wish.checked_on.isoformat(),
            "actor": by,
        }
        log.append(tx, [_draft(board, "qualification.checked", facts, at)])


def block(tx: Session, *, block_id: str, board: Board, wish: BlockWish, by: str, at: datetime) -> None:
    """Put somebody on the court's list; sent twice, it is one place."""
    row = BlockedPerson(
        id=block_id,
        court_id=board.court_id,
        extent=wish.extent,
        subject_id=_subject(board, wish.extent),
        identity_digest=wish.identity_digest,
        relation=wish.relation,
        nearness=wish.nearness,
        noted_by=by,
        noted_at=at,
    )
    if store.block(tx, row):
        log.append(tx, [_entry(board, row, step="noted", by=by, at=at)])


def lift(tx: Session, *, block_id: str, board: Board, by: str, at: datetime) -> Refusal | None:
    """Take a mistake off the court's list."""
    row = store.lift(tx, block_id, subjects=_subjects(board), at=at)
    if row is None:
        return Refusal(WishReason.NOT_ON_THE_LIST, "R-35")
    log.append(tx, [_entry(board, row, step="lifted", by=by, at=at)])
    return None


def blocked_in(tx: Session, board: Board) -> list[BlockedPerson]:
    """Return the places on the list that hold for this round."""
    return store.blocked_of(tx, _subjects(board))


def has_conflict(tx: Session, board: Board) -> bool:
    """Say whether anybody with a code is blocked by now, without saying who (TRUST 5.2)."""
    blocked = store.admitted_and_blocked(tx, board.round_id, _subjects(board))
    return blocked > 0 or joint.is_seated_twice(tx, board.round_id)


def is_blocked(tx: Session, board: Board, digest: str) -> bool:
    """Say whether somebody of this digest is on a list that holds for the round."""
    return bool(store.blocks_against(tx, digest, _subjects(board)))


def note_failure(tx: Session, *, lot_id: str, identity_digest: str, failure: Failure, at: datetime) -> None:
    """Keep a buyer who failed out of the later rounds of the same lot (R-36)."""
    store.fail(tx, lot_id=lot_id, digest=identity_digest, failure=failure, at=at)


def _bar_of(tx: Session, view: RoundView, digest: str) -> Refusal | None:
    board = view.board
    known = Known(
        blocks=store.blocks_against(tx, digest, _subjects(board)),
        failures=store.failures_of(tx, digest),
        is_restricted=store.is_restricted(tx, digest),
        is_qualified=qualification.is_qualified(store.checks_of(tx, lot_id=board.lot_id, digest=digest)),
    )
    kinds = (view.snapshot["asset_class"], *view.snapshot.get("asset_kinds", "").split())
    rules = rule_set(board.terms.rule_set, board.terms.rule_set_version)
    return bar.judge(known, Property(board.lot_id, kinds), rules=rules, until=board.closes_at)


def _subject(board: Board, extent: Extent) -> str:
    return {Extent.LOT: board.lot_id, Extent.CASE: board.case_id, Extent.COURT: board.court_id}[extent]


def _subjects(board: Board) -> tuple[str, ...]:
    return tuple(_subject(board, extent) for extent in Extent)


def _entry(board: Board, row: BlockedPerson, *, step: str, by: str, at: datetime) -> EntryDraft:
    facts = {
        "block_id": row.id,
        "step": step,
        "person": commit(row.id, row.identity_digest),
        "relation": row.relation,
        "nearness": row.nearness,
        "extent": row.extent,
        "actor": by,
    }
    return _draft(board, "person.blocked", facts, at)


def _draft(board: Board, kind: str, facts: Mapping[str, object], at: datetime) -> EntryDraft:
    return EntryDraft(
        board.lot_id,
        kind,
        at,
        facts,
        court_id=board.court_id,
        case_id=board.case_id,
        lot_id=board.lot_id,
        round_id=board.round_id,
    )
