"""Writes into drafts for people who may write at once, and takes what they wrote back again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from listings import lot as paper
from listings import service as lots
from listings import store
from listings.asset import Asset
from listings.desk import store as desk
from listings.desk.seen import Seen, is_current
from listings.desk.sitting import format_before, goes_on, parse_before
from listings.draft_form import DraftForm, form_of
from listings.lot import Lot
from listings.reason import Reason


def write(
    tx: Session,
    *,
    lot: Lot,
    seen: Seen,
    form: DraftForm,
    named: Collection[str],
    time_zone: str,
    actor: str,
    at: datetime,
) -> Refusal | None:
    """Save a form, unless what it names was changed since it was opened; what was there before is kept."""
    first = store.assets_of(tx, lot.id)[1]
    shown = form_of(lot, (first,), time_zone)
    current = is_current(seen, version=lot.version, shown=shown, named=named)
    refusal = lots.save(tx, lot=lot, version=lot.version if current else seen.version, form=form)
    if refusal is None:
        _remember(tx, lot, first, actor=actor, at=at)
    return refusal


def restore(
    tx: Session, *, lot: Lot, version: int, number: int, currency: str, actor: str, at: datetime
) -> Refusal | None:
    """Let the draft say again what it said before a sitting; that is a sitting of its own."""
    sitting = desk.sitting(tx, lot.id, number)
    if sitting is None:
        return paper.judge_edit(lot, version) or Refusal(Reason.SITTING_FORGOTTEN, "")
    first = store.assets_of(tx, lot.id)[1]
    refusal = lots.save(tx, lot=lot, version=version, form=parse_before(sitting.before, currency))
    if refusal is None:
        _begin(tx, lot, first, actor=actor, at=at)
    return refusal


def _remember(tx: Session, lot: Lot, first: Asset, *, actor: str, at: datetime) -> None:
    last = desk.last_sitting(tx, lot.id)
    if last is not None and goes_on(last, actor=actor, at=at):
        # Of two saves that cross, the one that read the clock first may come last.
        desk.prolong_sitting(tx, lot.id, last.number, at=max(at, last.saved_at))
    else:
        _begin(tx, lot, first, actor=actor, at=at)


def _begin(tx: Session, lot: Lot, first: Asset, *, actor: str, at: datetime) -> None:
    desk.begin_sitting(tx, lot.id, before=format_before(first, lot.fields), actor=actor, at=at)
