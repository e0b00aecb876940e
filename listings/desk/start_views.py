"""The court's desk: what waits, and how a new lot begins with its case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale, get_locale, gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals import store as approvals
from auction.approvals.asking_views import act_named
from auction.approvals.proposal import Proposal
from auction.cases import service as case_service
from auction.cases import store as cases
from auction.cases.tables import Case, Court
from auction.due import store as due
from auction.kernel.doors import WRITERS
from auction.kernel.ids import new_id
from auction.kernel.preference_views import language_of
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from auction.rules.asset_class import AssetClass
from auction.rules.rule_sets import CURRENT, rule_set
from listings import publication, service, words
from listings.desk import store as desk
from listings.desk import words as desk_words
from listings.desk.deadlines import second_round
from listings.desk.steps import Step
from listings.desk.wish import ASKED, DeskWish, read_desk_wish
from listings.desk_views import back_to, platform
from listings.draft_form import ASSET_FIELDS, DISCLAIMED, DraftForm, read_form
from listings.imports import store as imports
from listings.imports.judge import Result
from listings.page_views import asked
from listings.standard_words import standard_words
from listings.store import NewDraft

# What the first page asks for; of every other field the steps after it ask.
PROPERTY_FIELDS = (*ASSET_FIELDS, "occupation")
CASE_FIELDS = ("case_number", "cause", "basis", "account_number", "holder")
NUMBER_LENGTH_MAX = 80
# Whoever finds the case not among these looks for more of its number.
CASES_SHOWN_MAX = 10
# Each is judged as if it were published now, so only those that somebody works at.
DRAFTS_SHOWN_MAX = 5
# The page of imports lists the others.
IMPORTS_SHOWN_MAX = 3


def home() -> str:
    """Show what waits at the court's desk, and its lots."""
    court_id, at = visitor().court_id, this_world().clock.now()
    wish = read_desk_wish(request.args)
    with this_world().database.reading() as tx:
        court = cases.court(tx, court_id) or abort(404)
        return render_template(
            "court/home.html", court=court, wish=wish, asked=asked(ASKED), words=words, at=at,
            counts=desk.counts(tx, court_id), board_counts=desk.board_counts(tx, court_id),
            lines=desk.lots(tx, court_id, wish), has_cases=bool(cases.case_count(tx, court_id)),
            **_waiting(tx, court, at),
        )  # fmt: skip


def choose_case() -> Response:
    """Begin a lot: choose its case, or register it in place."""
    if request.method == "POST":
        return _register()
    return _choose_page({}, {})


def lot_new(case_id: str) -> Response:
    """Begin a draft in a case of the own court."""
    if request.method == "POST":
        return _begin(case_id)
    with this_world().database.reading() as tx:
        return _new_page(*_case_and_court(tx, case_id))


def _waiting(tx: Session, court: Court, at: datetime) -> dict[str, object]:
    """Return what waits for this officer."""
    who, court_id = visitor(), court.id
    proposals = desk.lots(tx, court_id, DeskWish(state="SUBMITTED"))
    own = [line for line in proposals if line.lot.submitted_by == who.account_id]
    drafts = desk.lots(tx, court_id, DeskWish(state="DRAFT"))
    at_work = [line for line in drafts if not line.lot.returned_because]
    suspended = desk.lots(tx, court_id, DeskWish(status="suspended")) if who.role in WRITERS else []
    return {
        "proposals": [line for line in proposals if line not in own],
        "own_proposals": own,
        "returned": desk.lots(tx, court_id, DeskWish(state="DRAFT", returned=True)),
        "drafts": [(line, _missing(tx, line, at)) for line in at_work[:DRAFTS_SHOWN_MAX]],
        "suspended": suspended,
        "proposed_acts": _proposed(tx, court_id),
        "imports": _imports_to_mend(tx, court) if who.role in WRITERS else [],
        "due_counts": due.counts(tx, court_id, at=at),
        "alarm_count": due.unseen_count(tx, court_id),
        "failed": [(lot, _second_round(lot, court, at)) for lot in desk.failed_lots(tx, court_id)],
    }


def _proposed(tx: Session, court_id: str) -> list[tuple[Proposal, str, bool]]:
    """Return the acts that wait for a second person: what each is called, and whether it is one's own."""
    found = approvals.open_proposals(tx, court_id)
    acts = {each.act: act_named(each.act) for each in found}
    return [
        (each, act.title if (act := acts[each.act]) else each.act, each.proposed_by == visitor().account_id)
        for each in found
    ]


def _imports_to_mend(tx: Session, court: Court) -> list[tuple[imports.RunLine, int]]:
    """Return the newest imports of the court that have rows to mend, and how many."""
    runs = imports.runs(tx, imports.Asker(court.id, court.name), rows_max=IMPORTS_SHOWN_MAX)
    refused = [(line, line.counts.get(Result.REFUSED, 0)) for line in runs]
    return [(line, count) for line, count in refused if count]


def _missing(tx: Session, line: desk.DeskLine, at: datetime) -> int:
    dossier = service.open_dossier(tx, lot=line.lot, platform=platform())
    return len(publication.judge_content(dossier.proposal, at=at, published=dossier.published))


def _second_round(lot: desk.FailedLot, court: Court, at: datetime) -> object:
    return second_round(
        lot.failed_at, asset_class=AssetClass(lot.asset_class), rules=rule_set(lot.rule_set),
        time_zone=court.time_zone, at=at,
    )  # fmt: skip


def _register() -> Response:
    """Register the case of a new lot, and go on with the property."""
    case_id, who = new_id(), visitor()
    form = {name: request.form.get(name, "") for name in CASE_FIELDS}
    with this_world().database.transaction() as tx:
        errors = case_service.register_case(
            tx, case_id=case_id, court_id=who.court_id, actor=who.account_id,
            at=this_world().clock.now(), **form,
        )  # fmt: skip
    if errors:
        return _choose_page(form, errors)
    flash(gettext("The case is registered. What is sold comes next."))
    return redirect(url_for("court.lot_new", case_id=case_id), 303)


def _choose_page(form: Mapping[str, str], errors: Mapping[str, Refusal]) -> Response:
    number = request.args.get("number", "")[:NUMBER_LENGTH_MAX].strip()
    with this_world().database.reading() as tx:
        found = cases.cases_of(tx, visitor().court_id, number=number, rows_max=CASES_SHOWN_MAX + 1)
    page = render_template(
        "court/choose_case.html", cases=found[:CASES_SHOWN_MAX], more=len(found) > CASES_SHOWN_MAX,
        number=number, form=form, errors=errors,
    )  # fmt: skip
    return make_response(page, 422 if errors else 200)


def _begin(case_id: str) -> Response:
    form = {name: request.form.get(name, "") for name in PROPERTY_FIELDS}
    with this_world().database.transaction() as tx:
        case, court = _case_and_court(tx, case_id)
        read = read_form(form, currency=court.currency, time_zone=court.time_zone)
        if read.errors:
            return _new_page(case, court, form, read.errors)
        draft = _draft(case, court, read)
        service.create(tx, draft=draft)
    return back_to(draft.lot_id, Step.PRICE, gettext("The draft is begun. Its price comes next."))


def _draft(case: Case, court: Court, read: DraftForm) -> NewDraft:
    made_id, asset = form_id(), read.asset
    # A notice speaks its court's language, whatever its clerk reads the desk in.
    with force_locale(language_of(court.language) or str(get_locale())):
        standard = {name: gettext(text) for name, text in standard_words(case.basis).items()}
    return NewDraft(
        lot_id=made_id,
        asset_id=made_id,
        court_id=court.id,
        case_id=case.id,
        currency=court.currency,
        rule_set=CURRENT,
        title=asset.title,
        asset_class=asset.asset_class.value,
        created_by=visitor().account_id,
        created_at=this_world().clock.now(),
        description=asset.description,
        place=asset.place,
        reference_price=asset.reference_price,
        known_defects=asset.known_defects,
        fields={**standard, "warranty": DISCLAIMED, **read.fields},
    )


def _case_and_court(tx: Session, case_id: str) -> tuple[Case, Court]:
    case: Case = cases.case_of(tx, case_id, visitor().court_id) or abort(404)
    court: Court = cases.court(tx, case.court_id) or abort(404)
    return case, court


def _new_page(
    case: Case,
    court: Court,
    form: Mapping[str, str] | None = None,
    errors: Mapping[str, Refusal] | None = None,
) -> Response:
    page = render_template(
        "court/lot_new.html", case=case, court=court, form=form or {}, errors=errors or {},
        words=words, desk_words=desk_words,
    )  # fmt: skip
    return make_response(page, 422 if errors else 200)
