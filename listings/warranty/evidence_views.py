"""The court's desk: the evidence about a lot at a time, as a file."""

from __future__ import annotations

import orjson
from flask import abort, make_response, request, url_for
from werkzeug.wrappers import Response

from auction.kernel.web_views import refuse, this_world, visitor
from listings import store
from listings.desk_views import platform
from listings.draft_form import UnreadableError, read_time
from listings.warranty import service


def evidence(lot_id: str) -> Response:
    """Give out what was disclosed and acknowledged of a lot, now or at the time that is asked."""
    now = this_world().clock.now()
    with this_world().database.reading() as tx:
        lot = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        zone = store.court_facts(tx, lot, platform=platform()).time_zone
        try:
            asked = read_time(request.args.get("at", ""), zone) or now
        except UnreadableError as unreadable:
            return refuse(unreadable.refusal, 422, way_back=url_for("court.lot", lot_id=lot_id))
        found = service.gather(tx, lot_id=lot_id, at=min(asked, now))
    answer = make_response(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    answer.headers["Content-Type"] = "application/json"
    answer.headers["Content-Disposition"] = f'attachment; filename="evidence-{lot_id}.json"'
    return answer
