"""The court's desk: proposing, publishing, correcting, and preparing the next round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.refusal import Refusal, noes
from auction.kernel.web_views import form_id, this_world, visitor
from listings import service
from listings.desk_views import back, lot_page, own_lot, platform, said, seen_version
from listings.lot import Lot


def submit(lot_id: str) -> Response:
    """Propose the draft for publication."""
    done = gettext("Proposed. A second person publishes it.")
    return _act(lot_id, done, lambda tx, lot, at: service.submit(
        tx, lot=lot, version=seen_version(), actor=visitor().account_id, platform=platform(), at=at
    ))  # fmt: skip


def give_back(lot_id: str) -> Response:
    """Return a proposal to the desk."""
    because = said("because", one_line=False)[:4000]
    return _act(lot_id, gettext("Returned to the desk."), lambda tx, lot, at: noes(service.give_back(
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
    return _act(lot_id, done, lambda tx, lot, at: noes(
        service.reopen_for_correction(tx, lot=lot, version=seen_version(), platform=platform(), at=at)
    ))  # fmt: skip


def second(lot_id: str) -> Response:
    """Prepare the next round of an unsold or withdrawn lot."""
    done = gettext("Prepare the next round below: prices and times are to be decided anew.")
    return _act(lot_id, done, lambda tx, lot, _: noes(
        service.prepare_next_round(tx, lot=lot, version=seen_version(), platform=platform())
    ))  # fmt: skip


def _act(lot_id: str, done: str, act: Callable[[Session, Lot, datetime], tuple[Refusal, ...]]) -> Response:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusals = act(tx, lot, at)
        if refusals:
            return lot_page(tx, lot, at=at, refusals=refusals, status=409)
    return back(lot_id, done)
