"""The hall's pages: the hall itself, its plain bid form, and the published limits."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from auction.enrolment.bidding_pass import Pass
from auction.kernel.ids import new_id
from auction.kernel.limits import FRAME_BYTES_MAX
from auction.kernel.money import format_plain
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world
from auction.rounds import store
from auction.rounds.standing import Answer, RoundView
from bidding import message
from bidding.announcer import TICK_S
from bidding.desk import ANSWER_S_MAX
from bidding.engine import GRACE
from bidding.hall_views import this_hall
from bidding.page import STATE_WORDS, Attempt, Page, status_of
from bidding.refusals import HallReason
from bidding.steps import answer_take_back, ask_before_leap, ask_to_type
from bidding.words import WORDS

# Bids on the page; older ones stay in the record and in its exports.
BIDS_SHOWN_MAX = 50
PASS_COOKIE = "bidding_pass"

blueprint = Blueprint("bidding", __name__)


@blueprint.get("/hall/<round_id>")
def hall(round_id: str) -> Response:
    """Show the hall of a round: to bid in with a pass, to watch without."""
    at = this_world().clock.now()
    receipt = request.args.get("receipt", 0, type=int)
    return _show(round_id, at=at, receipt=receipt if receipt <= message.NUMBER_MAX else 0)


@blueprint.post("/hall/<round_id>/bid")
def bid(round_id: str) -> Response:
    """Take a bid from the plain form, as the socket takes it."""
    received_at = this_hall().time()
    if isinstance(received_at, Refusal):
        abort(503)
    amount = (request.form.get("step") or request.form.get("amount", ""))[: message.AMOUNT_LENGTH_MAX + 1]
    answer = _place(_view(round_id), amount, received_at=received_at)
    if isinstance(answer, Refusal):
        attempt = Attempt(answer, amount, request.form.get("bid_key", ""))
        return _show(round_id, at=received_at, attempt=attempt)
    return redirect(url_for(".hall", round_id=round_id, receipt=answer.number, _anchor="bid"), 303)


@blueprint.post("/hall/<round_id>/take-back")
def take_back(round_id: str) -> Response:
    """Answer who wants to take a bid back: nobody can (R-52)."""
    at = this_world().clock.now()
    seat = this_hall().open_pass(request.cookies.get(PASS_COOKIE, ""), round_id, at=at)
    board = _view(round_id).board
    refusal = seat if isinstance(seat, Refusal) else answer_take_back(board, seat.bidder_code)
    return _show(round_id, at=at, attempt=Attempt(refusal))


@blueprint.get("/limits")
def limits() -> str:
    """Show the limits that hold for everybody (R-40)."""
    return render_template(
        "bidding/limits.html",
        settings=this_world().settings,
        frame_bytes_max=FRAME_BYTES_MAX,
        tick_ms=round(TICK_S * 1000),
        grace_s=GRACE.total_seconds(),
    )


def _place(view: RoundView, amount: str, *, received_at: datetime) -> Answer | Refusal:
    """Return the accepted answer, or the refusal whoever made it."""
    hall = this_hall()
    seat = hall.open_pass(request.cookies.get(PASS_COOKIE, ""), view.round_id, at=received_at)
    if isinstance(seat, Refusal):
        return seat
    wish = message.parse_bid(_raw_bid(amount), currency=view.terms.currency)
    if isinstance(wish, Refusal):
        return wish
    asked = ask_to_type(view.terms, wish.amount, wish.typed)
    if asked is None and wish.typed != wish.amount and request.form.get("confirmed") != "yes":
        asked = ask_before_leap(view.board, wish.amount)
    if asked is not None:
        return asked
    answer = hall.refuse_flood(seat, at=received_at) or hall.place(
        wish, seat, received_at=received_at, timeout_s=ANSWER_S_MAX
    )
    if isinstance(answer, Refusal) or answer.accepted:
        return answer
    return message.refusal_of(answer, view.terms)


def _raw_bid(amount: str) -> dict[str, str]:
    typed = request.form.get("confirmed_amount", "")[: message.AMOUNT_LENGTH_MAX + 1]
    raw = {"bid_key": request.form.get("bid_key", ""), "amount": amount}
    return {**raw, "confirmed_amount": typed} if typed else raw


def _view(round_id: str) -> RoundView:
    with this_world().database.reading() as tx:
        return store.read_round(tx, round_id) or abort(404)


def _show(round_id: str, *, at: datetime, attempt: Attempt | None = None, receipt: int = 0) -> Response:
    token = request.cookies.get(PASS_COOKIE, "")
    seat = this_hall().open_pass(token, round_id, at=at)
    code = seat.bidder_code if isinstance(seat, Pass) else ""
    with this_world().database.reading() as tx:
        view = store.read_round(tx, round_id) or abort(404)
        bids = store.latest_bids(tx, round_id, BIDS_SHOWN_MAX)
        line = store.roster_line(tx, round_id, code) if code else None
        mine = store.read_bids(tx, round_id, receipt - 1, 1) if code and receipt > 0 else []
    page = Page(
        view=view,
        bids=bids,
        bidder_code=code,
        rank=None if line is None else line.rank,
        token=token if code else "",
        bid_key=_next_key(attempt),
        step_key=new_id(),
        at=at,
        attempt=attempt,
        receipt=next((b for b in mine if (b.number, b.bidder_code) == (receipt, code)), None),
    )
    refused_pass = seat if isinstance(seat, Refusal) and token else None
    body = render_template(
        "bidding/hall.html",
        page=page,
        refused_pass=refused_pass,
        sentences=_sentences(),
        plain=format_plain,
        states={state.value: gettext(word) for state, word in STATE_WORDS.items()},
    )
    response = make_response(body, 200 if attempt is None else status_of(attempt.refusal))
    response.headers["Cache-Control"] = "no-store"
    return response


def _next_key(attempt: Attempt | None) -> str:
    # What was not judged may come again under its key; a judged bid's key is used up.
    keeps = attempt is not None and (attempt.asks or attempt.refusal.reason == HallReason.OUTCOME_UNKNOWN)
    return attempt.bid_key if attempt is not None and keeps else new_id()


def _sentences() -> dict[str, str]:
    return {str(reason): gettext(sentence) for reason, sentence in WORDS.items()}
