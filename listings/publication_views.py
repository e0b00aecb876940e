"""The court's desk: proposing, publishing, correcting, and the judge's acts on a running round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import abort
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.cases import store as cases
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from auction.rounds import service as rounds
from auction.rules.grounds import STAYS, WITHDRAWALS, Ground
from listings import service
from listings.catalogue import store as catalogue
from listings.debt import read_payment
from listings.desk_views import back, lot_page, own_lot, platform, said, seen_version
from listings.grounds import Grounds, read_grounds
from listings.lot import Lot

# What a judge writes to stop a round or take it back; the last two where a debtor paid.
GROUNDS_FIELDS = ("ground", "reason", "legal_basis", "received", "interest")


def submit(lot_id: str) -> Response:
    """Propose the draft for publication."""
    done = gettext("Proposed. A second person publishes it.")
    return _act(lot_id, done, lambda tx, lot, at: service.submit(
        tx, lot=lot, version=seen_version(), actor=visitor().account_id, platform=platform(), at=at
    ))  # fmt: skip


def give_back(lot_id: str) -> Response:
    """Return a proposal to the desk."""
    because = said("because", one_line=False)[:4000]
    return _act(lot_id, gettext("Returned to the desk."), lambda tx, lot, at: _one(service.give_back(
        tx, lot=lot, version=seen_version(), because=because, actor=visitor().account_id, at=at
    )))  # fmt: skip


def publish(lot_id: str) -> Response:
    """Publish what another person proposed."""
    # The page that was read was written with the round's id and names its hash: that very notice goes up.
    round_id, read = form_id(), said("hash")
    return _act(lot_id, gettext("Published."), lambda tx, lot, at: service.publish(
        tx, lot=lot, version=seen_version(), actor=visitor().account_id, round_id=round_id,
        platform=platform(), at=at, hash_read=read,
    ))  # fmt: skip


def correct(lot_id: str) -> Response:
    """Take a published notice back onto the desk, to correct it."""
    done = gettext("Write the correction below. Until it is published, the notice stands as it is.")
    return _act(lot_id, done, lambda tx, lot, at: _one(
        service.reopen_for_correction(tx, lot=lot, version=seen_version(), platform=platform(), at=at)
    ))  # fmt: skip


def second(lot_id: str) -> Response:
    """Prepare the next round of an unsold or withdrawn lot."""
    done = gettext("Prepare the next round below: prices and times are to be decided anew.")
    return _act(lot_id, done, lambda tx, lot, _: _one(
        service.prepare_next_round(tx, lot=lot, version=seen_version(), platform=platform())
    ))  # fmt: skip


def suspend(lot_id: str) -> Response:
    """Stop the running round."""
    done = gettext("The round is suspended.")
    return _stop(lot_id, done, rounds.suspend, _grounds("R-53", STAYS))


def resume(lot_id: str) -> Response:
    """Let a suspended round go on."""
    return _stop(lot_id, gettext("The round goes on."), rounds.resume, _grounds("R-55", None))


def withdraw(lot_id: str) -> Response:
    """Take the round back."""
    done = gettext("The round is withdrawn.")
    return _stop(lot_id, done, rounds.withdraw, _grounds("R-56", WITHDRAWALS))


def _act(lot_id: str, done: str, act: Callable[[Session, Lot, datetime], tuple[Refusal, ...]]) -> Response:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusals = act(tx, lot, at)
        if refusals:
            return lot_page(tx, lot, at=at, refusals=refusals, status=409)
    return back(lot_id, done)


def _grounds(rule: str, among: Mapping[Ground, str] | None) -> Grounds | Refusal:
    return read_grounds(said("reason"), said("legal_basis"), said("ground"), rule=rule, among=among)


def _stop(lot_id: str, done: str, act: Callable[..., Refusal | None], grounds: Grounds | Refusal) -> Response:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        round_id = catalogue.current_round_id(tx, lot_id) or abort(404)
        told = _told(tx, lot, grounds)
        refusal: Refusal | None
        if isinstance(told, Refusal):
            refusal = told
        else:
            who = {"court_id": lot.court_id, "actor": visitor().account_id}
            refusal = act(tx, round_id=round_id, at=at, **who, **told)
        if refusal:
            form = {name: said(name) for name in GROUNDS_FIELDS}
            return lot_page(tx, lot, at=at, refusals=[refusal], form=form, status=409)
    return back(lot_id, done)


def _told(tx: Session, lot: Lot, grounds: Grounds | Refusal) -> Mapping[str, Any] | Refusal:
    """Return what an act is told; where the debtor paid, it must be the whole debt (R-57)."""
    if isinstance(grounds, Refusal):
        return grounds
    if grounds.ground != Ground.DEBT_PAID:
        return grounds.told
    court = cases.court(tx, lot.court_id) or abort(404)
    payment = read_payment(said("received"), said("interest"), court.currency)
    if isinstance(payment, Refusal):
        return payment
    paid = service.judge_paid(tx, lot=lot, payment=payment)
    return paid if isinstance(paid, Refusal) else {**grounds.told, "numbers": paid.told}


def _one(refusal: Refusal | None) -> tuple[Refusal, ...]:
    return (refusal,) if refusal else ()
