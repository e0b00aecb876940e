"""The pages of reconciliation: open differences, days that were compared, and what a person does about them.

An officer sees the differences of the own court alone, an operator those that are no court's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from auction.cases import store as cases
from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.payments import service as payments
from auction.payments.bank import store as banks
from auction.payments.each_gateway import gateways_of
from auction.payments.gateway import GatewayUnavailable
from auction.payments.reconciliation import days, difference, service, store, wish
from auction.payments.reconciliation.asking import reminder_of
from auction.payments.reconciliation.clearing import PLATFORM_ZONE, Clearing
from auction.payments.reconciliation.jobs import compare_day
from auction.payments.reconciliation.store import Kept
from auction.people.vault import vault_of
from auction.reports.reconciliation import page
from auction.reports.sheet import CONTENT_TYPE, format_sheet

blueprint = Blueprint("reconciliation", __name__)
DAYS_SHOWN = days.DAYS_BACK_MAX


@blueprint.get("/court/finance/reconciliation", endpoint="court")
@blueprint.get("/operator/reconciliation", endpoint="platform")
def index() -> Response:
    """Show what is open, or all differences of a day, and the days that were compared."""
    with this_world().database.reading() as tx:
        return _page(tx)


@blueprint.get("/court/finance/reconciliation.csv", endpoint="court_sheet")
@blueprint.get("/operator/reconciliation.csv", endpoint="platform_sheet")
def sheet() -> Response:
    """Give the same differences as a table for a spreadsheet."""
    with this_world().database.reading() as tx:
        kept = store.shown(tx, visitor().court_id, day=page.day_of(request.args.get("day", "")))
    answer = Response(format_sheet(page.COLUMNS, page.rows_of(kept)), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="differences.csv"'
    return answer


@blueprint.post("/court/finance/reconciliation/now", endpoint="court_now")
@blueprint.post("/operator/reconciliation/now", endpoint="platform_now")
def now() -> AnyResponse:
    """Compare this day, as far as it has come."""
    world = this_world()
    with world.database.reading() as tx:
        due = service.clearings_for(tx, gateways=gateways_of(world), court_id=visitor().court_id)
    refusals = [refusal for each in due if (refusal := _compare_today(each)) is not None]
    if refusals:
        with world.database.reading() as tx:
            return _page(tx, refusals[:1], status=409)
    flash(gettext("Compared."))
    return _back()


@blueprint.post("/court/finance/reconciliation/<difference_id>/again", endpoint="court_again")
@blueprint.post("/operator/reconciliation/<difference_id>/again", endpoint="platform_again")
def again(difference_id: str) -> AnyResponse:
    """Have the gateway asked about a difference once more; its day is compared again after that."""
    world, court_id = this_world(), visitor().court_id
    with world.database.transaction() as tx:
        kept = store.difference(tx, difference_id, court_id) or abort(404)
        refusal = service.ask_again(tx, difference_id=kept.id, court_id=court_id, at=world.clock.now())
        if refusal is not None:
            return _page(tx, [refusal], status=409)
    _remind(kept)
    flash(gettext("The gateway is asked; the day is compared again within two minutes."))
    return _back()


@blueprint.post("/court/finance/reconciliation/<difference_id>/explain", endpoint="court_explain")
@blueprint.post("/operator/reconciliation/<difference_id>/explain", endpoint="platform_explain")
def explain(difference_id: str) -> AnyResponse:
    """Keep what somebody found out about a difference."""
    who, at, words = visitor(), this_world().clock.now(), wish.clean(request.form.get("words", ""))
    with this_world().database.transaction() as tx:
        store.difference(tx, difference_id, who.court_id) or abort(404)
        refusal = service.explain(
            tx, difference_id=difference_id, court_id=who.court_id, words=words, by=who.account_id, at=at
        )
        if refusal is not None:
            return _page(tx, [refusal], status=422, written=(difference_id, words))
    flash(gettext("The explanation is kept."))
    return _back()


def _compare_today(clearing: Clearing) -> Refusal | None:
    world = this_world()
    at = world.clock.now()
    day = days.local_day(at, clearing.time_zone)
    assert day is not None, "now is on some day"
    with world.database.reading() as tx:
        done_at = store.last_done(tx, clearing.account_id, day)
    refusal = wish.judge_asking(is_open=True, asked_at=done_at, at=at)
    try:
        if refusal is None:
            compare_day(world, clearing, day, by=visitor().account_id)
    except GatewayUnavailable:
        return Refusal(wish.ReconciliationReason.GATEWAY_SILENT, "")
    return refusal


def _remind(kept: Kept) -> None:
    """Let the inbox read the present state of the object, as if the gateway had told of it again."""
    world, event_id = this_world(), f"again_{new_id()}"
    gateway, found = gateways_of(world).get(kept.gateway), kept.difference
    body = reminder_of(gateway, found.line_kind, found.subject, event_id=event_id)
    if body:
        at, vault = world.clock.now(), vault_of(world.settings)
        with world.database.transaction() as tx:
            payments.keep_message(tx, vault=vault, gateway=kept.gateway, event_id=event_id, body=body, at=at)


def _page(
    tx: Session,
    refusals: Sequence[Refusal] = (),
    *,
    status: int = 200,
    written: tuple[str, str] = ("", ""),
) -> Response:
    at, court = this_world().clock.now(), cases.court(tx, visitor().court_id)
    court_id, zone = visitor().court_id, court.time_zone if court else PLATFORM_ZONE
    day, last = page.day_of(request.args.get("day", "")), days.local_day(at, zone)
    assert last is not None, "now is on some day"
    done = store.comparisons(tx, court_id, since=last - timedelta(days=DAYS_SHOWN))
    html = render_template(
        "reconciliation/index.html", court=court, zone=zone, day=day, words=difference, written=written,
        face="court" if court else "platform", refusals_now=refusals, words_max=wish.EXPLANATION_LENGTH_MAX,
        differences=page.shown_of(store.shown(tx, court_id, day=day), at=at),
        shown_max=store.DIFFERENCES_SHOWN_MAX, has_account=banks.account_of(tx, court_id) is not None,
        days=page.days_of(done, last=last, count=DAYS_SHOWN),
    )  # fmt: skip
    return make_response(html, status)


def _back() -> AnyResponse:
    return redirect(url_for("reconciliation.court" if visitor().court_id else "reconciliation.platform"), 303)
