"""Money that is late: a court sees its own, operators see that of all courts."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from auction.cases import store as cases
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.web_views import this_world, visitor
from auction.settlement.late import store, words
from auction.settlement.late.late import LatePayout

blueprint = Blueprint("late", __name__)
PAGES_MAX = 1_000


@blueprint.get("/court/finance/late")
def own() -> str:
    """Show officers what of their own court's money should have left and has not, and why."""
    at, page = this_world().clock.now(), _page()
    with this_world().database.reading() as tx:
        court = cases.court(tx, visitor().court_id) or abort(404)
        waiting = store.waiting(tx, at=at, court_id=court.id, page=page)
        left = store.left_late(tx, at=at, court_id=court.id)
    return _show(waiting, left, page=page, at=at, court=court, counts=[])


@blueprint.get("/operator/late")
def everywhere() -> str:
    """Show operators what is late in all courts, without a name of anybody."""
    at, page = this_world().clock.now(), _page()
    with this_world().database.reading() as tx:
        waiting = store.waiting(tx, at=at, page=page)
        left, counts = store.left_late(tx, at=at), store.counts(tx, at=at)
    return _show(waiting, left, page=page, at=at, court=None, counts=counts)


def _show(waiting: list[LatePayout], left: list[LatePayout], **shown: object) -> str:
    return render_template(
        "settlement/late.html",
        waiting=waiting[:PAGE_ROWS_MAX],
        more=len(waiting) > PAGE_ROWS_MAX,
        left=left,
        words=words,
        **shown,
    )


def _page() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), PAGES_MAX)
