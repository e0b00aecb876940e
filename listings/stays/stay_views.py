"""The court's desk: a clerk or judge proposes to stop a round, to let it go on, to take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import abort, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.cases import store as cases
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.rounds.standing import Board
from auction.rules.grounds import STAYS
from auction.rules.rule_sets import rule_set
from listings.catalogue import store as catalogue
from listings.desk_views import back, lot_page, own_lot, said
from listings.lot import Lot
from listings.stays import acts, service, wish

# What a court writes to stop a round, to let it go on or to take it back.
FIELDS = (
    "kind",
    "ground",
    "reason",
    "legal_basis",
    "resumes_at",
    "ended_on",
    "received",
    "interest",
    "received_on",
    "what",
)

Read = Callable[[Session, Lot, Board, datetime], Any]


def suspend(lot_id: str) -> Response:
    """Propose to stop the running round."""
    return _ask(lot_id, acts.SUSPEND, lambda _tx, _lot, _board, _at: wish.read_stop(_form()))


def resume(lot_id: str) -> Response:
    """Propose the moment at which a stopped round goes on."""
    return _ask(lot_id, acts.RESUME, _read_resumption)


def withdraw(lot_id: str) -> Response:
    """Propose to take the round back."""
    return _ask(lot_id, acts.WITHDRAW, _read_withdrawal)


def emergency(lot_id: str) -> Response:
    """Stop the round at once, by one judge; the report follows."""
    grounds = wish.read_written(_form(), rule="R-53", among=STAYS)

    def act(tx: Session, subject: Subject, at: datetime) -> Refusal | None:
        if isinstance(grounds, Refusal):
            return grounds
        return service.stop_at_once(tx, subject=subject, grounds=grounds, actor=visitor().account_id, at=at)

    return _do(lot_id, gettext("The round is stopped. Report now what happened."), act)


def report(lot_id: str) -> Response:
    """Report what happened when the round was stopped in an emergency."""
    what, by = said("what", one_line=False), visitor().account_id
    return _do(lot_id, gettext("Reported."), lambda tx, subject, at: service.report(
        tx, subject=subject, what=what, actor=by, at=at
    ))  # fmt: skip


def _do(lot_id: str, done: str, act: Callable[[Session, Subject, datetime], Refusal | None]) -> Response:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusal = act(tx, _subject(tx, lot), at)
        if refusal:
            return lot_page(tx, lot, at=at, refusals=[refusal], form=dict(_form()), status=409)
    return back(lot_id, done)


def _ask(lot_id: str, act: str, read: Read) -> Response:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        subject = _subject(tx, lot)
        board = service.standing(tx, subject, at)
        wished = board if isinstance(board, Refusal) else read(tx, lot, board, at)
        if isinstance(wished, Refusal):
            refusals: tuple[Refusal, ...] = (wished,)
        else:
            refusals = ask(tx, act, subject=subject, content=wished.content, at=at)
        if refusals:
            return lot_page(tx, lot, at=at, refusals=refusals, form=dict(_form()), status=409)
    return back(lot_id, gettext("Proposed. A judge other than you decides on it, within a day."))


def _subject(tx: Session, lot: Lot) -> Subject:
    round_id = catalogue.current_round_id(tx, lot.id) or abort(404)
    return Subject(lot.court_id, lot.case_id, lot.id, round_id)


def _read_resumption(tx: Session, lot: Lot, board: Board, at: datetime) -> wish.Resumption | Refusal:
    court, terms = cases.court(tx, lot.court_id) or abort(404), board.terms
    rules = rule_set(terms.rule_set, terms.rule_set_version)
    return wish.read_resumption(_form(), rules=rules, time_zone=court.time_zone, at=at)


def _read_withdrawal(tx: Session, lot: Lot, board: Board, at: datetime) -> wish.Withdrawal | Refusal:
    court = cases.court(tx, lot.court_id) or abort(404)
    found = wish.read_withdrawal(_form(), state=board.state, opens_at=board.opens_at, court=court, at=at)
    if isinstance(found, Refusal) or found.payment is None:
        return found
    others = service.other_live_lots(tx, court_id=lot.court_id, case_id=lot.case_id, lot_id=lot.id)
    return replace(found, other_lots=others)


def _form() -> Mapping[str, str]:
    """Return what was typed, and in which form: after a refusal it stands open with every word."""
    typed = {name: said(name, one_line=name != "what") for name in FIELDS if name in request.form}
    return {**typed, "asked": (request.endpoint or "").rpartition(".")[2]}
