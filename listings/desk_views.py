"""What all pages of the court's desk share: one lot of the own court, its pages, its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals import store as approvals
from auction.approvals.asking_views import act_named
from auction.approvals.proposal import Proposal as ProposedAct
from auction.due import store as due
from auction.due.deadline import State
from auction.kernel.doors import WRITERS
from auction.kernel.money import format_plain
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from auction.people import service as people
from auction.rules.grounds import COURT_STAYS, STAY_WORDS, STAYS
from listings import notice, publication, service, store, words
from listings.asset import reference_of
from listings.bundle import checklist
from listings.desk import store as desk
from listings.desk import words as desk_words
from listings.desk.calendar_views import calendar_of, with_chosen_day
from listings.desk.checks import as_written, check_fields, cite
from listings.desk.differences import differences
from listings.desk.proposals import later_times, offers, shown_times
from listings.desk.seen import mark_of, unsaved
from listings.desk.steps import FIELDS_OF, Step, before, by_step, first_open, place_of
from listings.diligence.check import check_asset
from listings.draft_form import ASSET_FIELDS, DraftForm, asset_form, clean, form_of
from listings.due.agenda import DUE_TOOLS
from listings.grounds import choices_of
from listings.listing import status_of
from listings.lot import Lot, LotState, Purpose
from listings.notice import Proposal
from listings.public.names import DISCLOSED
from listings.service import Dossier
from listings.stays import store as stops
from listings.stays.wish import grounds_to_withdraw
from listings.submission import ends_at
from listings.uploads import store as files

NO_VERSION = -1


@dataclass(frozen=True)
class AssetWriting:
    """What was written of an asset beside the first and not saved; position 0 is that of a new one."""

    position: int
    typed: Mapping[str, str]
    stored: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Refusal] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)


NOTHING_WRITTEN = AssetWriting(-1, {})


def platform() -> str:
    """Return the address that notices name as the platform."""
    return this_world().settings.public_url


def own_lot(tx: Session, lot_id: str) -> Lot:
    """Return the lot, locked; a lot of another court does not exist (404)."""
    lot: Lot = store.lock_lot(tx, lot_id, visitor().court_id) or abort(404)
    return lot


def seen_version() -> int:
    """Return the version of the draft that the form was made from."""
    version: int = request.form.get("version", NO_VERSION, type=int)
    return version


def said(name: str, *, one_line: bool = True) -> str:
    """Return a text of the form, clean."""
    return clean(request.form.get(name, ""), one_line=one_line)


def wants_json() -> bool:
    """Say whether a script asks, which shows the answer by itself."""
    return request.accept_mimetypes.best == "application/json"


def back(lot_id: str, done: str, anchor: str | None = None) -> Response:
    """Answer an act that was done: say so on the lot's page."""
    flash(done)
    return redirect(url_for("court.lot", lot_id=lot_id, _anchor=anchor), 303)


def back_to(lot_id: str, step: Step, done: str, anchor: str = "step") -> Response:
    """Answer an act that was done: say so on the page of a step, where the next thing is to be done."""
    flash(done)
    if step is Step.PUBLICATION:
        return redirect(url_for("court.lot", lot_id=lot_id, _anchor=anchor), 303)
    return redirect(url_for("court.step", lot_id=lot_id, step=step.value, _anchor=anchor), 303)


def step_page(
    tx: Session,
    lot: Lot,
    step: Step,
    *,
    at: datetime,
    refusals: Sequence[Refusal] = (),
    errors: Mapping[str, Refusal] | None = None,
    form: Mapping[str, str] | None = None,
    typed: DraftForm | None = None,
    theirs: Mapping[str, str] | None = None,
    asset: AssetWriting | None = None,
    status: int = 200,
) -> Response:
    """Show one step of a draft; after a refusal with everything that was written."""
    if lot.state is not LotState.DRAFT or step is Step.PUBLICATION:
        return lot_page(
            tx, lot, at=at, refusals=refusals, errors=errors, form=form, asset=asset, status=status
        )
    known, wrong = _known(tx, lot, step, at), dict(errors or {})
    page = render_template(
        f"court/step_{step.value}.html",
        errors=wrong,
        refusals_now=[*refusals, *wrong.values()],
        theirs=theirs or {},
        **_judgement(known, form or {}, typed, at),
        **_written_asset(known, asset),
        **known,
    )
    return make_response(page, status)


def lot_page(
    tx: Session,
    lot: Lot,
    *,
    at: datetime,
    refusals: Sequence[Refusal] = (),
    errors: Mapping[str, Refusal] | None = None,
    form: Mapping[str, str] | None = None,
    asset: AssetWriting | None = None,
    status: int = 200,
) -> Response:
    """Show the whole of a lot: where it stands, how its notice reads, and what may be done next."""
    known, round_id = _known(tx, lot, Step.PUBLICATION, at), form_id()
    page = render_template(
        "court/lot.html",
        **_stays(tx, known["dossier"]),
        form=form or {},
        unsaved=_unsaved(known, form or {}, asset),
        refusals_now=[*refusals, *(errors or {}).values()],
        round_id=round_id,
        notices=store.notices_of(tx, lot.id),
        **_proposed_notice(tx, lot),
        **_due(tx, lot, at),
        **_paper(known["dossier"], round_id),
        **known,
    )
    return make_response(page, status)


def _proposed_notice(tx: Session, lot: Lot) -> dict[str, object]:
    return {"proposal_ends": ends_at(lot), "proposer": people.email_of(tx, lot.submitted_by or "")}


def _due(tx: Session, lot: Lot, at: datetime) -> dict[str, object]:
    """Return what is due of a lot, and what its lines need to be shown."""
    lines = [line for line in due.lines_of_lots(tx, [lot.id]) if line.state(at) is not State.VOID]
    return {"due_lines": lines, "due": DUE_TOOLS, "at": at}


def _stays(tx: Session, dossier: Dossier) -> dict[str, object]:
    """Return the kinds of stops and the grounds of the law that the forms of a round offer."""
    published = dossier.published
    return {
        "debt_paid_at": stops.debt_paid_at(tx, dossier.lot.case_id) if published else None,
        "stay_grounds": choices_of(STAYS),
        "stay_kinds": [(kind.value, STAY_WORDS[kind]) for kind in COURT_STAYS],
        "withdrawal_grounds": choices_of(grounds_to_withdraw(published.round.board.state))
        if published
        else [],
    }


def _written_asset(known: Mapping[str, Any], asset: AssetWriting | None) -> dict[str, object]:
    return {"asset_written": asset or NOTHING_WRITTEN, "unsaved": _unsaved(known, {}, asset)}


def _unsaved(
    known: Mapping[str, Any], form: Mapping[str, str], asset: AssetWriting | None
) -> list[tuple[str, str, str]]:
    """Return what was written and stands nowhere else: name, label and text."""
    labels, beside = _file_labels(known["dossier"].proposal)
    labels |= {name: gettext(label) for name, label in desk_words.WRITTEN.items()}
    written, stored = (asset.typed, asset.stored) if asset else (form, {**known["stored"], **beside})
    found = unsaved(written, stored, labels)
    if "asset_class" in found:
        found["asset_class"] = gettext(words.CLASSES.get(found["asset_class"], "–"))
    return [(name, labels[name], text) for name, text in found.items()]


def _file_labels(proposal: Proposal) -> tuple[dict[str, str], dict[str, str]]:
    """Return the labels of the words beside photos and documents, and the words that are stored."""
    labels, stored = dict[str, str](), dict[str, str]()
    for number, photo in enumerate(proposal.photos, 1):
        labels[f"words-{photo.id}"] = gettext("What photo %(number)s shows", number=number)
        stored[f"words-{photo.id}"] = photo.title
    for number, paper in enumerate(proposal.documents, 1):
        labels[f"words-{paper.id}"] = gettext("Title of document %(number)s", number=number)
        stored[f"words-{paper.id}"] = paper.title
    return labels, stored


def _judged(dossier: Dossier, typed: DraftForm | None) -> tuple[Proposal, dict[str, str]]:
    """Return the proposal as it is typed, and what a day that was chosen puts into the fields."""
    proposal = dossier.proposal
    return with_chosen_day(as_written(proposal, dossier.lot, typed) if typed else proposal)


def _judgement(
    known: Mapping[str, Any], form: Mapping[str, str], typed: DraftForm | None, at: datetime
) -> dict[str, object]:
    """Return the fields of a page, and beside them: what is said of them, what is proposed, which days."""
    judged, chosen = _judged(known["dossier"], typed)
    later = shown_times(later_times(judged.draft, judged.rules), judged.court.time_zone)
    fields = {"form": {**known["stored"], **chosen, **form}, "is_chosen": bool(chosen)}
    shown = {"facts": check_fields(judged, at), "offers": offers(judged), "later": later}
    return fields | shown | (calendar_of(judged, at) if known["step"] is Step.TIMES else {})


def _known(tx: Session, lot: Lot, step: Step, at: datetime) -> dict[str, Any]:
    dossier = service.open_dossier(tx, lot=lot, platform=platform())
    proposal, published = dossier.proposal, dossier.published
    stored = form_of(lot, (dossier.first_asset,), proposal.court.time_zone)
    found = by_step(publication.judge_content(proposal, at=at, published=published))
    return {
        "lot": lot,
        "step": step,
        "fields": FIELDS_OF[step],
        "dossier": dossier,
        "stored": stored,
        "mark": mark_of(stored, FIELDS_OF[step]),
        "court": proposal.court,
        "zone": proposal.court.time_zone,
        "found": found,
        "eleven": checklist(refusal for each in found.values() for refusal in each),
        "disclosed": DISCLOSED,
        "questions_open": {
            position: len(check_asset(asset, proposal.rules)) for position, asset in dossier.assets.items()
        },
        "open_step": first_open([refusal for each in found.values() for refusal in each]),
        "step_before": before(step),
        "flow": _flow(lot, dossier, step, {name for name, noes in found.items() if noes}),
        "place_of": place_of,
        "lot_reference": reference_of(proposal.draft.assets),
        "plain_of": format_plain,
        "asset_form": asset_form,
        "asset_mark": lambda asset: mark_of(asset_form(asset), ASSET_FIELDS),
        "cite": cite,
        "sittings": _sittings(tx, lot),
        "proposed_acts": _proposed(tx, lot),
        "known_documents": files.published_ids(tx, lot.id),
        "may_write": visitor().role in WRITERS,
        "may_edit": visitor().role in WRITERS and lot.state is LotState.DRAFT,
        "is_fixed": lot.purpose is Purpose.CORRECTION,
        "round_status": status_of(published.round.board.state) if published else None,
        "words": words,
        "desk_words": desk_words,
    }


def _flow(lot: Lot, dossier: Dossier, here: Step, wrong: set[Step]) -> list[dict[str, object]]:
    """Return the steps as the line above every page shows them."""
    proposal, steps = dossier.proposal, []
    for step, label in desk_words.STEPS.items():
        is_empty = step == Step.PICTURES and not (proposal.photos or proposal.documents)
        is_untold = is_empty or (step == Step.PUBLICATION and lot.state is not LotState.PUBLISHED)
        address = url_for("court.lot", lot_id=lot.id)
        if step != Step.PUBLICATION:
            address = url_for("court.step", lot_id=lot.id, step=step)
        state = "wrong" if step in wrong else "" if is_untold else "done"
        steps.append({"label": gettext(label), "address": address, "state": state, "current": step == here})
    return steps


def _proposed(tx: Session, lot: Lot) -> list[tuple[ProposedAct, str]]:
    """Return the acts about this lot that wait for a second person, with what each is called."""
    found = [(each, act_named(each.act)) for each in approvals.of_lot(tx, lot.id)]
    return [(each, act.title) for each, act in found if act]


def _sittings(tx: Session, lot: Lot) -> list[dict[str, object]]:
    """Return who wrote at the draft and when, for as long as it can be taken back."""
    if lot.state is not LotState.DRAFT:
        return []
    return [
        {**vars(sitting), "by": people.email_of(tx, sitting.saved_by)}
        for sitting in desk.sittings_of(tx, lot.id)
    ]


def _paper(dossier: Dossier, round_id: str) -> dict[str, object]:
    """Return the notice as it reads or would read, its hash, and what differs from the one in force."""
    lot, published = dossier.lot, dossier.published
    if lot.state is LotState.PUBLISHED:
        assert published is not None, "a published lot has a notice"
        return {"paper": notice.parse(published.body), "paper_hash": published.hash, "differing": ()}
    body = publication.body_to_come(dossier.proposal, published, round_id)
    if body is None:
        return {"paper": None, "paper_hash": "", "differing": ()}
    paper = notice.parse(body)
    differing = differences(notice.parse(published.body), paper) if published else ()
    return {"paper": paper, "paper_hash": notice.hash_of(body), "differing": differing}
