"""The enrolment pages: one per round that always shows the next step, and the list of mine."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale

from auction.enrolment import service, store
from auction.enrolment.bidding_pass import seal
from auction.enrolment.jobs import CODES_TRIED_MAX
from auction.enrolment.joint import service as joint
from auction.enrolment.joint.partner import SHARE_LENGTH_MAX, PartnerWish
from auction.enrolment.prompts import PROMPTS, Reason
from auction.enrolment.rights import store as rights
from auction.kernel.doors import OFFICERS, Role
from auction.kernel.ids import new_code, new_id
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from auction.payments.received import format_reference
from auction.people.identity import IdentityClaim
from auction.people.names_views import own_name
from auction.people.vault import vault_of
from auction.rounds import store as rounds_store
from auction.rounds.standing import RoundView

blueprint = Blueprint("enrolment", __name__)
# An end may move for hours; a new pass costs one click.
PASS_WINDOW = timedelta(hours=24)
PASS_COOKIE = "bidding_pass"
PARTNER_FIELDS = ("kind", "name", "number", "representative", "share")

Refusals = tuple[Refusal, ...]


@blueprint.get("/enrol/<round_id>")
def enrol(round_id: str) -> Response:
    """Show the next step to a bidder, and to staff how many and which codes there are."""
    if visitor().role is Role.BIDDER:
        return _page(round_id)
    view = _round(round_id)
    with this_world().database.reading() as tx:
        count = store.count_of(tx, round_id)
        codes = [enrolled.bidder_code for enrolled in store.admitted_of(tx, round_id)]
    return make_response(render_template("enrolment/roster.html", view=view, count=count, codes=codes))


@blueprint.post("/enrol/<round_id>/begin")
def begin(round_id: str) -> Response:
    """Begin an enrolment."""
    _round(round_id)
    with this_world().database.transaction() as tx:
        refusal = service.begin(
            tx,
            enrolment_id=new_id(),
            round_id=round_id,
            account_id=visitor().account_id,
            role=visitor().role,
            declared={"declared", "qualified"} <= request.form.keys(),
            at=this_world().clock.now(),
            language=str(get_locale()),
        )
    return _next(round_id, refusal)


@blueprint.post("/enrol/<round_id>/prompts/<int(fixed_digits=1):prompt>")
def acknowledge(round_id: str, prompt: int) -> Response:
    """Acknowledge one of the seven prompts."""
    _round(round_id)
    with this_world().database.transaction() as tx:
        refusal = service.acknowledge(
            tx,
            round_id=round_id,
            account_id=visitor().account_id,
            prompt=prompt,
            at=this_world().clock.now(),
        )
    return _next(round_id, refusal)


@blueprint.post("/enrol/<round_id>/partners")
def name_partner(round_id: str) -> Response:
    """Name somebody who buys together with the bidder."""
    _round(round_id)
    form = {name: request.form.get(name, "") for name in PARTNER_FIELDS}
    claim = IdentityClaim(form["kind"], form["name"], form["number"], form["representative"])
    with this_world().database.transaction() as tx:
        refusals = joint.add(
            tx, vault_of(this_world().settings), partner_id=form_id(), round_id=round_id,
            account_id=visitor().account_id, at=this_world().clock.now(),
            wish=PartnerWish(claim, form["share"], agreed="agreed" in request.form),
        )  # fmt: skip
    if refusals:
        return _page(round_id, refusals[0], partner=(form, refusals))
    return _next(round_id, None)


@blueprint.post("/enrol/<round_id>/partners/<partner_id>/drop")
def drop_partner(round_id: str, partner_id: str) -> Response:
    """Take somebody out again who was named."""
    _round(round_id)
    with this_world().database.transaction() as tx:
        refusal = joint.drop(
            tx, partner_id=partner_id, round_id=round_id, account_id=visitor().account_id,
            at=this_world().clock.now(),
        )  # fmt: skip
    return _next(round_id, refusal)


@blueprint.post("/enrol/<round_id>/deposit")
def ask_deposit(round_id: str) -> Response:
    """Ask for the deposit's payment reference."""
    _round(round_id)
    with this_world().database.transaction() as tx:
        refusal = service.ask_deposit(
            tx,
            request_id=new_id(),
            reference=format_reference(new_code(), new_code()),
            codes=[new_code() for _ in range(CODES_TRIED_MAX)],
            round_id=round_id,
            account_id=visitor().account_id,
            at=this_world().clock.now(),
        )
    return _next(round_id, refusal)


@blueprint.post("/enrol/<round_id>/enter")
def enter(round_id: str) -> Response:
    """Give an admitted bidder a bidding pass and show the way to the hall."""
    view, at = _round(round_id), this_world().clock.now()
    with this_world().database.reading() as tx:
        enrolled = service.enter(tx, round_id=round_id, account_id=visitor().account_id, at=at)
    if isinstance(enrolled, Refusal):
        return _page(round_id, refusal=enrolled)
    return _let_in(view, str(enrolled.bidder_code), valid_until=max(at, view.board.closes_at) + PASS_WINDOW)


@blueprint.get("/my/enrolments")
def mine() -> str:
    """List my enrolments, with what became of each deposit."""
    at, account_id = this_world().clock.now(), visitor().account_id
    with this_world().database.reading() as tx:
        pages = service.pages_of(tx, account_id=account_id, limit=PAGE_ROWS_MAX, at=at)
        acting = service.acting_in(tx, account_id=account_id, limit=PAGE_ROWS_MAX)
    return render_template("enrolment/mine.html", pages=pages, acting=acting, now=at)


@blueprint.after_app_request
def take_passes_back(answer: Response) -> Response:
    """Leave no pass in a browser whose person signs out: the next one at it is somebody else."""
    if (
        request.endpoint != "security.logout"
        or visitor().role is not Role.BIDDER
        or answer.status_code >= 400
    ):
        return answer
    with this_world().database.reading() as tx:
        rounds = store.live_rounds_of(tx, visitor().account_id, limit=PAGE_ROWS_MAX)
        rounds += rights.rounds_of_agent(tx, visitor().account_id, limit=PAGE_ROWS_MAX)
    for round_id in rounds:
        answer.delete_cookie(PASS_COOKIE, path=url_for("bidding.hall", round_id=round_id))
    return answer


def _let_in(view: RoundView, bidder_code: str, *, valid_until: datetime) -> Response:
    settings, hall = this_world().settings, url_for("bidding.hall", round_id=view.round_id)
    token = seal(
        settings.secret_key, round_id=view.round_id, bidder_code=bidder_code, valid_until=valid_until
    )
    answer = make_response(redirect(hall, 303))
    answer.set_cookie(
        PASS_COOKIE,
        token,
        expires=valid_until,
        path=hall,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _next(round_id: str, refusal: Refusal | None) -> Response:
    if refusal is not None:
        return _page(round_id, refusal=refusal)
    return make_response(redirect(url_for("enrolment.enrol", round_id=round_id), 303))


def _page(
    round_id: str, refusal: Refusal | None = None, *, partner: tuple[dict[str, str], Refusals] = ({}, ())
) -> Response:
    view, at = _round(round_id), this_world().clock.now()
    vault = vault_of(this_world().settings)
    with this_world().database.reading() as tx:
        page = service.page_of(tx, view=view, account_id=visitor().account_id, at=at)
        partners = joint.shown(tx, vault, page.enrolled.id) if page.enrolled else []
        payer = own_name(tx)
    written, wrong = partner
    html = render_template(
        "enrolment/enrol.html", page=page, prompts=PROMPTS, refusal=None if wrong else refusal, now=at,
        payer=payer, partners=partners, written=written, wrong=wrong, share_max=SHARE_LENGTH_MAX,
        may_name=page.enrolled is not None and page.enrolled.state == "BEGUN",
    )  # fmt: skip
    return make_response(html, _status(refusal))


def _status(refusal: Refusal | None) -> int:
    if refusal is None:
        return 200
    return 422 if refusal.reason == Reason.PROMPT_UNKNOWN else 409


def _round(round_id: str) -> RoundView:
    with this_world().database.reading() as tx:
        view = rounds_store.read_round(tx, round_id)
    if view is None or (visitor().role in OFFICERS and view.court_id != visitor().court_id):
        abort(404)
    return view
