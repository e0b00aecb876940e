"""The court's desk: judges what is typed while one types, and saves nothing."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, jsonify
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from werkzeug.wrappers import Response

from auction.kernel.money import format_plain
from auction.kernel.web_views import refusal_words, show_money, this_world, visitor
from auction.people.sign_in_views import limit
from listings import service, store
from listings.desk.calendar_views import with_chosen_day
from listings.desk.checks import as_written, check_fields
from listings.desk.proposals import Offer, later_times, offers, shown_times
from listings.desk.words import LATER
from listings.desk_views import platform
from listings.draft_views import read_writing
from listings.notice import Proposal

# A script asks when one pauses: four questions a second are more than anybody types.
CHECKS_MAX = 240
CHECKS_WINDOW = timedelta(minutes=1)


def check(lot_id: str) -> Response:
    """Say beside each field of one page why not, or fine and by how much; and the times of a day (open)."""
    at = this_world().clock.now()
    with this_world().database.reading() as tx:
        lot = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        writing = read_writing(tx, lot)
        proposal = service.open_dossier(tx, lot=lot, platform=platform()).proposal
    zone = proposal.court.time_zone
    judged, chosen = with_chosen_day(as_written(proposal, lot, writing.form))
    told = {
        name: {"verdict": "fine" if fact.fine else "refused", "words": refusal_words(fact.said, zone)}
        for name, fact in check_fields(judged, at).items()
    }
    for name, refusal in writing.form.errors.items():
        told[name] = {"verdict": "refused", "words": refusal_words(refusal, zone)}
    return jsonify(fields=told, offers=_offers_in_words(judged), chosen=chosen)


def limit_checks(state: BlueprintSetupState) -> None:
    """Let one officer ask so often and no more."""
    limit(state.app, "court.check", most=CHECKS_MAX, window=CHECKS_WINDOW, who=_who)


def _offers_in_words(judged: Proposal) -> dict[str, list[dict[str, str]]]:
    """Return what a click would write into a field, and the words on its button."""
    later = shown_times(later_times(judged.draft, judged.rules), judged.court.time_zone)
    return {
        **{name: [_amount_in_words(offer) for offer in found] for name, found in offers(judged).items()},
        **{name: [{"value": at, "words": gettext(LATER[name])}] for name, at in later.items()},
    }


def _amount_in_words(offer: Offer) -> dict[str, str]:
    return {"value": format_plain(offer.amount), "words": f"{offer.percent} % · {show_money(offer.amount)}"}


def _who() -> str:
    return visitor().account_id or "nobody"
