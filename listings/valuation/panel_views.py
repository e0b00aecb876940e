"""The court's desk: recording what a panel decided about the draft as it stands."""

from __future__ import annotations

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from listings import service as lots
from listings.desk.steps import Step
from listings.desk_views import back_to, own_lot, platform, seen_version, step_page
from listings.valuation import service
from listings.valuation.panel_form import FIELDS, read_minutes


def record(lot_id: str) -> Response:
    """Record the decision of a panel on the amounts and the priority list of the draft."""
    at, minutes = this_world().clock.now(), read_minutes(request.form)
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusal, status = minutes if isinstance(minutes, Refusal) else None, 422
        if not isinstance(minutes, Refusal):
            proposal = lots.open_dossier(tx, lot=lot, platform=platform()).proposal
            refusal, status = service.record_decision(
                tx, lot=lot, version=seen_version(), proposal=proposal, minutes=minutes,
                actor=visitor().account_id, at=at,
            ), 409  # fmt: skip
        if refusal:
            typed = {name: request.form.get(name, "") for name in FIELDS}
            return step_page(tx, lot, Step.PRICE, at=at, refusals=[refusal], form=typed, status=status)
    return back_to(lot_id, Step.PRICE, gettext("The panel's decision is recorded."), "field-panel")
