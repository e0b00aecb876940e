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
from listings.desk.seen import Seen, is_current, is_same_asset
from listings.desk.sitting import format_before, goes_on, parse_before
from listings.draft_form import DraftForm, asset_form, form_of
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


def write_asset(tx: Session, *, lot: Lot, position: int, seen: Seen, asset: Asset) -> Refusal | None:
    """Describe an asset beside the first anew, unless it was changed since its form was opened."""
    version = _version_seen(tx, lot, position, seen)
    return lots.change_asset(tx, lot=lot, version=version, position=position, asset=asset)


def drop_asset(tx: Session, *, lot: Lot, position: int, seen: Seen) -> Refusal | None:
    """Take an asset out of the lot, unless it was changed since its page was opened."""
    version = _version_seen(tx, lot, position, seen)
    return lots.drop_asset(tx, lot=lot, version=version, position=position)


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


def _version_seen(tx: Session, lot: Lot, position: int, seen: Seen) -> int:
    """Return the version by which a writer is judged: today's where the asset still reads as they saw it."""
    stored = store.assets_of(tx, lot.id).get(position)
    shown = asset_form(stored) if stored else {}
    return lot.version if is_same_asset(seen, version=lot.version, shown=shown) else seen.version


def _remember(tx: Session, lot: Lot, first: Asset, *, actor: str, at: datetime) -> None:
    last = desk.last_sitting(tx, lot.id)
    if last is not None and goes_on(last, actor=actor, at=at):
        # Of two saves that cross, the one that read the clock first may come last.
        desk.prolong_sitting(tx, lot.id, last.number, at=max(at, last.saved_at))
    else:
        _begin(tx, lot, first, actor=actor, at=at)


def _begin(tx: Session, lot: Lot, first: Asset, *, actor: str, at: datetime) -> None:
    desk.begin_sitting(tx, lot.id, before=format_before(first, lot.fields), actor=actor, at=at)
