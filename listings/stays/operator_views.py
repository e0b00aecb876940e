"""The operator's page for faults: which rounds run, and a stop that is reported to the courts at once."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from listings.desk_views import said
from listings.grounds import GROUNDS_LENGTH_MAX
from listings.stays import service, store

blueprint = Blueprint("stops", __name__, url_prefix="/operator/stops")


@blueprint.get("")
def index() -> Response:
    """Show the rounds that run now."""
    with this_world().database.reading() as tx:
        return _page(tx)


@blueprint.post("")
def stop() -> Response:
    """Stop the chosen rounds because of a fault."""
    at, chosen = this_world().clock.now(), request.form.getlist("round")[: store.RUNNING_MAX]
    with this_world().database.transaction() as tx:
        stopped = service.stop_for_fault(
            tx, round_ids=chosen, reason=said("reason"), actor=visitor().account_id, at=at
        )
        if isinstance(stopped, Refusal):
            return _page(tx, [stopped], status=409)
    flash(
        ngettext(
            "%(num)s round is stopped; its court is told.",
            "%(num)s rounds are stopped; their courts are told.",
            stopped,
        )
    )
    return redirect(url_for("stops.index"), 303)


def _page(tx: Session, refusals: Sequence[Refusal] = (), *, status: int = 200) -> Response:
    page = render_template(
        "stops/index.html", running=store.running(tx), running_max=store.RUNNING_MAX, refusals_now=refusals,
        chosen=request.form.getlist("round"), reason=said("reason"), reason_max=GROUNDS_LENGTH_MAX,
    )  # fmt: skip
    return make_response(page, status)
