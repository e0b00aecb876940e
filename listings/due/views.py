"""What is due at a court: overdue first, then day by day, and the alarms that somebody must look at."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from auction.cases import store as cases
from auction.due import service, store
from auction.due import words as due_words
from auction.due.deadline import State
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.web_views import this_world, visitor
from auction.people import service as people
from auction.rules.sources import cited
from listings.due import store as lots
from listings.due.agenda import ASKED, SHOWN_AS, by_day, last_day_of, read_wish, shown_at
from listings.page_views import asked

blueprint = Blueprint("due", __name__, url_prefix="/court/due")


@blueprint.get("/")
def index() -> str:
    """Show what is due at the own court, and its alarms."""
    court_id, at, wish = visitor().court_id, this_world().clock.now(), read_wish(request.args)
    with this_world().database.reading() as tx:
        court = cases.court(tx, court_id) or abort(404)
        found = store.open_lines(tx, court_id, at=at, **vars(wish))
        lines, alerts = found[:PAGE_ROWS_MAX], store.alerts(tx, court_id)
        lot_ids = [line.lot_id for line in lines] + [alert.lot_id for alert in alerts]
        return render_template(
            "due/index.html", court=court, wish=wish, asked=asked(ASKED), alerts=alerts,
            counts=sorted(store.counts(tx, court_id, at=at)), more=len(found) > PAGE_ROWS_MAX,
            days=by_day(lines, time_zone=court.time_zone, at=at), at=at, states=State, shown_as=SHOWN_AS,
            titles=lots.titles(tx, court_id, lot_ids),
            seers={each.seen_by: people.email_of(tx, each.seen_by) for each in alerts if each.seen_by},
            words=due_words, last_day_of=last_day_of, shown_at=shown_at, cited=cited,
        )  # fmt: skip


@blueprint.post("/alarms/<alert_id>")
def see(alert_id: str) -> Response:
    """Note that this officer saw an alarm."""
    who, at = visitor(), this_world().clock.now()
    with this_world().database.transaction() as tx:
        refusal = service.see_alarm(tx, alert_id=alert_id, court_id=who.court_id, by=who.account_id, at=at)
    if refusal is not None:
        abort(404)
    flash(gettext("The alarm is noted as seen by you."))
    return make_response(redirect(url_for("due.index", _anchor="alarms"), 303))
