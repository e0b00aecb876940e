"""The pages of cases for officers of their court, and of courts for operators."""

from __future__ import annotations

from collections.abc import Mapping

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

from auction.cases import service, store, words
from auction.cases.register import LANGUAGES, NewClaim, Refusals
from auction.cases.tables import Case
from auction.kernel.ids import new_id
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import MINOR_DIGITS, Money
from auction.kernel.web_views import form_id, this_world, visitor
from auction.people.vault import vault_of

blueprint = Blueprint("cases", __name__)

# Further pages than this nobody turns; the search finds what is behind them.
PAGES_MAX = 10_000
COURT_FIELDS = ("name", "time_zone", "currency", "contact", "supervision", "language")
CLAIM_FIELDS = ("kind", "subject", "amount", "party_id", "work", "payer")
CASE_FIELDS = ("case_number", "cause", "basis", "account_number", "holder")


@blueprint.get("/court/cases")
def index() -> str:
    """Show the cases of the officer's court."""
    number = request.args.get("number", "")[:80].strip()
    page = min(max(request.args.get("page", 1, type=int), 1), PAGES_MAX)
    with this_world().database.reading() as tx:
        court = store.court(tx, visitor().court_id) or abort(404)
        count = store.case_count(tx, court.id, number=number)
        cases = store.cases_of(tx, court.id, number=number, page=page)
    more = page * PAGE_ROWS_MAX < count
    return render_template(
        "cases/index.html", court=court, cases=cases, count=count, number=number, page=page, more=more
    )


@blueprint.route("/court/cases/new", methods=["GET", "POST"])
def new() -> AnyResponse:
    """Register a case of the officer's court."""
    if request.method == "GET":
        return _page("cases/new.html", form={}, errors={})
    case_id, who = new_id(), visitor()
    with this_world().database.transaction() as tx:
        errors = service.register_case(
            tx,
            case_id=case_id,
            court_id=who.court_id,
            actor=who.account_id,
            at=this_world().clock.now(),
            **_form(CASE_FIELDS),
        )
    if errors:
        return _page("cases/new.html", status=422, form=request.form, errors=errors)
    return redirect(url_for("cases.case", case_id=case_id), 303)


@blueprint.get("/court/cases/<case_id>")
def case(case_id: str) -> AnyResponse:
    """Show a case: its account, parties, claims and costs."""
    return _case_page(case_id, {}, "")


@blueprint.post("/court/cases/<case_id>/account")
def name_account(case_id: str) -> AnyResponse:
    """Name the account of a case that has none yet."""
    with this_world().database.transaction() as tx:
        found = _own_case(tx, case_id)
        errors = service.name_account(
            tx,
            case_id=found.id,
            court_id=found.court_id,
            actor=visitor().account_id,
            at=this_world().clock.now(),
            **_form(("account_number", "holder")),
        )
    return _answer(case_id, errors, "account")


@blueprint.post("/court/cases/<case_id>/parties")
def add_party(case_id: str) -> AnyResponse:
    """Add a party."""
    with this_world().database.transaction() as tx:
        found = _own_case(tx, case_id)
        errors = service.add_party_by_form(
            tx, party_id=form_id(), case=found, form=request.form,
            digest=vault_of(this_world().settings).digest, actor=visitor().account_id,
            at=this_world().clock.now(),
        )  # fmt: skip
    return _answer(case_id, errors, "party")


@blueprint.post("/court/cases/<case_id>/claims")
def add_claim(case_id: str) -> AnyResponse:
    """Add a claim or a cost."""
    with this_world().database.transaction() as tx:
        found = _own_case(tx, case_id)
        court = store.court(tx, found.court_id) or abort(404)
        claim = NewClaim(**_form(CLAIM_FIELDS), secured="secured" in request.form)
        errors = service.add_claim(
            tx, claim_id=form_id(), case_id=found.id, court_id=court.id, currency=court.currency,
            claim=claim, actor=visitor().account_id, at=this_world().clock.now(),
        )  # fmt: skip
    return _answer(case_id, errors, "claim")


@blueprint.post("/court/cases/<case_id>/platform")
def choose_platform(case_id: str) -> AnyResponse:
    """Keep which platform sells, by the court's decision where creditors differ."""
    with this_world().database.transaction() as tx:
        found = _own_case(tx, case_id)
        errors = service.choose_platform(
            tx, case_id=found.id, court_id=found.court_id, actor=visitor().account_id,
            at=this_world().clock.now(), **_form(("platform", "decision")),
        )  # fmt: skip
    return _answer(case_id, errors, "platform")


@blueprint.post("/court/cases/<case_id>/sell-all")
def sell_all(case_id: str) -> AnyResponse:
    """Note whether the debtor agreed that everything is sold."""
    with this_world().database.transaction() as tx:
        found = _own_case(tx, case_id)
        errors = service.agree_to_sell_all(
            tx, case_id=found.id, court_id=found.court_id, agreed="agreed" in request.form,
            document=request.form.get("document", ""), actor=visitor().account_id,
            at=this_world().clock.now(),
        )  # fmt: skip
    return _answer(case_id, errors, "consent")


@blueprint.route("/operator/courts", methods=["GET", "POST"])
def courts() -> AnyResponse:
    """Show all courts, and register one."""
    errors: Refusals = {}
    if request.method == "POST":
        with this_world().database.transaction() as tx:
            errors = service.register_court(
                tx,
                court_id=new_id(),
                actor=visitor().account_id,
                at=this_world().clock.now(),
                **_form(COURT_FIELDS),
            )
        if not errors:
            flash(gettext("The court is registered."))
            return redirect(url_for("cases.courts"), 303)
    return _courts_page(errors)


@blueprint.get("/operator/courts/<court_id>")
def court(court_id: str) -> AnyResponse:
    """Show how a court is reached."""
    with this_world().database.reading() as tx:
        found = store.court(tx, court_id) or abort(404)
    return _page("cases/court.html", court=found, form=vars(found), errors={}, tongues=_tongues())


@blueprint.post("/operator/courts/<court_id>")
def describe_court(court_id: str) -> AnyResponse:
    """Change how a court is reached."""
    with this_world().database.transaction() as tx:
        found = store.court(tx, court_id) or abort(404)
        errors = service.describe_court(
            tx, court_id=found.id, **_form(("contact", "supervision", "language"))
        )
    if errors:
        return _page(
            "cases/court.html", status=422, court=found, form=request.form, errors=errors, tongues=_tongues()
        )
    flash(gettext("The contact of the court is changed."))
    return redirect(url_for("cases.courts"), 303)


def _courts_page(errors: Refusals) -> Response:
    with this_world().database.reading() as tx:
        known = store.courts(tx)
    currencies = [(code, code) for code in sorted(MINOR_DIGITS)]
    return _page(
        "cases/courts.html",
        status=422 if errors else 200,
        courts=known,
        form=request.form,
        errors=errors,
        currencies=currencies,
        tongues=_tongues(),
    )


def _tongues() -> list[tuple[str, str]]:
    return [("", gettext("Not said")), *LANGUAGES.items()]


def _case_page(case_id: str, errors: Refusals, where: str) -> Response:
    with this_world().database.reading() as tx:
        found = _own_case(tx, case_id)
        court = store.court(tx, found.court_id) or abort(404)
        claims = store.claims_of(tx, found.id)
        return _page(
            "cases/case.html",
            status=422 if errors else 200,
            case=found,
            court=court,
            account=store.case_account(tx, found.id),
            parties=store.parties_of(tx, found.id),
            claims=[(claim, Money(claim.amount_minor, claim.currency)) for claim in claims],
            owed=service.outstanding(tx, found.id, currency=court.currency),
            words=words,
            roles=_options(words.ROLES),
            works=_options(words.WORKS),
            payers=_options(words.PAYERS),
            platforms=_options(words.PLATFORMS),
            choice=service.platform_choice(tx, found.id),
            errors={where: errors},
            form={where: request.form},
        )


def _options(told: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, gettext(label)) for value, label in told.items()]


def _own_case(tx: Session, case_id: str) -> Case:
    return store.case_of(tx, case_id, visitor().court_id) or abort(404)


def _answer(case_id: str, errors: Refusals, where: str) -> AnyResponse:
    if errors:
        return _case_page(case_id, errors, where)
    return redirect(url_for("cases.case", case_id=case_id), 303)


def _form(names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.form.get(name, "") for name in names}


def _page(template: str, *, status: int = 200, **values: object) -> Response:
    return make_response(render_template(template, **values), status)
