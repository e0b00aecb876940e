"""The buyer's page of a balance, and the court's page of its money."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from auction.cases import store as cases
from auction.kernel.web_views import this_world, visitor
from auction.payments.gateway import Ask
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.received import RequestPurpose
from auction.settlement import service
from auction.settlement.overview import store as overview

blueprint = Blueprint("settlement", __name__)
# An overview is read at one glance; statements and lists have all the lines.
OVERVIEW_ROWS_MAX = 10


@blueprint.get("/my/rounds/<round_id>/balance")
def balance(round_id: str) -> str:
    """Show the buyer what is to be paid, until when and how; nobody else learns of the page."""
    world = this_world()
    with world.database.reading() as tx:
        page = service.balance_page(tx, round_id=round_id, account_id=visitor().account_id)
    if page is None:
        abort(404)
    gateway = paper_gateway_of(world.database, world.settings)
    asked = Ask(round_id, page.reference, RequestPurpose.BALANCE, page.rest, lot_id=page.lot_id)
    way = gateway.instructions(asked) if gateway and page.reference else None
    return render_template("settlement/balance.html", page=page, way=way, at=world.clock.now())


@blueprint.get("/court/finance", strict_slashes=False)
def finance() -> str:
    """Show officers the money of their own court: what waits for them first, and ways to all the rest."""
    world, at = this_world(), this_world().clock.now()
    with world.database.reading() as tx:
        court = cases.court(tx, visitor().court_id) or abort(404)
        page = service.finance_page(tx, court_id=court.id, currency=court.currency, limit=OVERVIEW_ROWS_MAX)
        waiting = overview.waiting(tx, court.id, at=at)
    return render_template("settlement/finance.html", court=court, page=page, waiting=waiting, at=at)
