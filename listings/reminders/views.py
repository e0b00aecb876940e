"""The pages of reminders: asking for letters on a lot's page, and the list of mine."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from auction.kernel.web_views import refuse, this_world, visitor
from auction.rounds import store as rounds
from listings.catalogue import store as catalogue
from listings.reminders import service, store, words
from listings.reminders.reminder import REMINDERS_MAX, Standing, due_at, standing_of

blueprint = Blueprint("reminders", __name__)


@blueprint.get("/my/reminders")
def mine() -> str:
    """List my reminders: of which lot, when each is due, the next first, and what became of it."""
    at = this_world().clock.now()
    with this_world().database.reading() as tx:
        found = store.reminders_of(tx, visitor().account_id)
    lines = [(each, standing_of(each, at), due_at(each.kind, each.view.board)) for each in found]
    waiting = sorted((line for line in lines if line[1] is Standing.WAITS), key=lambda line: line[2] or at)
    lines = waiting + [line for line in lines if line[1] is not Standing.WAITS]
    return render_template("public/reminders.html", lines=lines, words=words, most=REMINDERS_MAX)


@blueprint.post("/my/reminders/remove")
def remove() -> Response:
    """Take one of my reminders off the list."""
    with this_world().database.transaction() as tx:
        gone = store.drop_one(
            tx, account_id=visitor().account_id, reminder_id=request.form.get("reminder", "")
        )
    done, already = gettext("The reminder is removed."), gettext("That reminder was gone already.")
    flash(done if gone else already)
    return redirect(url_for("reminders.mine"), 303)


@blueprint.post("/lots/<lot_id>/reminders")
def choose(lot_id: str) -> Response:
    """Let me be reminded of a lot's current round as ticked, and no other way."""
    lot, kinds = url_for("listings.lot", lot_id=lot_id), set(request.form.getlist("kind"))
    with this_world().database.transaction() as tx:
        view = rounds.read_round(tx, catalogue.current_round_id(tx, lot_id) or abort(404)) or abort(404)
        refusal = service.choose(
            tx, account_id=visitor().account_id, round_id=view.round_id, kinds=kinds,
            language=str(get_locale()), at=this_world().clock.now(),
        )  # fmt: skip
    if refusal is not None:
        return refuse(refusal, way_back=lot, time_zone=view.snapshot["time_zone"])
    flash(gettext("Your choice of reminders is saved."))
    return redirect(f"{lot}#reminders", 303)
