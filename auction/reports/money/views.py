"""The books: trial balance, accounts and statements, as pages and as sheets; and a bidder's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, render_template, request
from sqlalchemy.orm import Session

from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import refuse, this_world, visitor
from auction.reports.export import Reason as ExportReason
from auction.reports.money import service, store
from auction.reports.money.asked import Asked, read_asked, read_kind
from auction.reports.money.moment import Period, read_period
from auction.reports.money.names import KINDS, PURPOSES
from auction.reports.money.sheets import STATEMENT_COLUMNS, TRIAL_COLUMNS, statement_rows, trial_rows
from auction.reports.money.statement import Of, Subject
from auction.reports.money.store import Books
from auction.reports.sheet import CONTENT_TYPE, format_sheet
from auction.reports.views import exports, take_place
from auction.settlement.corrections.wrong import CORRECTABLE

blueprint = Blueprint("money", __name__)


@blueprint.get("/money/trial-balance")
def trial_balance() -> Response:
    """Show what every kind of account holds, as of any moment, with both sides added up."""
    with this_world().database.reading() as tx:
        asked = _asked(tx)
        trial = None if isinstance(asked, Refusal) else service.trial_balance(tx, _books(asked))
        courts = store.known_courts(tx)
    return _page("reports/money.html", asked, trial=trial, courts=courts)


@blueprint.get("/money/trial-balance.csv")
def trial_sheet() -> Response:
    """Give the trial balance as a sheet."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        asked = _asked(tx)
        if isinstance(asked, Refusal):
            return refuse(asked, 422)
        trial = service.trial_balance(tx, _books(asked))
        service.record_sheet(tx, by=visitor(), what="trial_balance", asked=asked.told(), at=at)
    sheet = b"".join(format_sheet(TRIAL_COLUMNS, trial_rows(trial)))
    return _sheet(Response(sheet, content_type=CONTENT_TYPE), "trial-balance")


@blueprint.get("/money/accounts")
def accounts() -> Response:
    """Show the accounts of one kind that are not empty."""
    kind, after = read_kind(request.args.get("kind", "")), request.args.get("after", "")[:100]
    with this_world().database.reading() as tx:
        asked = _asked(tx)
        if isinstance(asked, Refusal):
            return refuse(asked, 422)
        found = store.accounts_of(tx, _books(asked), kind, after=after)
        labels = store.labels_of(tx, [line.account for line in found])
    return _page("reports/money_accounts.html", asked, kind=kind, found=found, labels=labels)


@blueprint.get("/money/statements/<of>/<subject_id>")
def statement(of: str, subject_id: str) -> Response:
    """Show a statement, a page at a time."""
    with this_world().database.reading() as tx:
        subject = _subject(tx, of, subject_id)
        return _statement(tx, subject, store.zone_of(tx, subject), "money.statement")


@blueprint.get("/money/statements/<of>/<subject_id>/sheet.csv")
def statement_sheet(of: str, subject_id: str) -> Response:
    """Give a whole statement as a sheet, however long it is."""
    place = take_place(exports)
    if place is None:
        return refuse(Refusal(ExportReason.EXPORTS_BUSY, ""), 429)
    with place:
        found = _recorded(of, subject_id)
        if isinstance(found, Refusal):
            return refuse(found, 422)
        return _stream(*found, place.pop_all())


@blueprint.get("/my/rounds/<round_id>/money")
def own(round_id: str) -> Response:
    """Show a bidder what came in under the own name in a round and what left; nobody else's."""
    with this_world().database.reading() as tx:
        account_id = visitor().account_id
        subject = service.own_subject(tx, round_id=round_id, account_id=account_id) or abort(404)
        return _statement(tx, subject, store.zone_of(tx, subject), "money.own", round_id=round_id)


def _asked(tx: Session) -> Asked | Refusal:
    return read_asked(store.reader(tx, visitor().court_id), request.args)


def _books(asked: Asked) -> Books:
    return Books(asked.currency, asked.court_id, asked.at)


def _subject(tx: Session, of: str, subject_id: str) -> Subject:
    if of not in list(Of):
        abort(404)
    return service.subject_of(tx, Of(of), subject_id, court_id=visitor().court_id or None) or abort(404)


def _statement(tx: Session, subject: Subject, zone: str, endpoint: str, **ids: str) -> Response:
    period = read_period(request.args, zone)
    if isinstance(period, Refusal):
        return refuse(period, 422, time_zone=zone)
    page = service.statement_page(tx, subject, period, limit=PAGE_ROWS_MAX)
    ids = ids or {"of": subject.of.value, "subject_id": subject.id}
    shown: dict[str, object] = {"page": page, "zone": zone, "endpoint": endpoint, "ids": ids}
    shown["correctable"] = CORRECTABLE
    return _page("reports/money_statement.html", None, **shown)


def _page(template: str, asked: Asked | Refusal | None, **shown: object) -> Response:
    no = asked if isinstance(asked, Refusal) else None
    told = {"asked": None if no else asked, "no": no, "given": request.args, "wished": _given(), **shown}
    html = render_template(template, kinds=KINDS, purposes=PURPOSES, at=this_world().clock.now(), **told)
    return make_response(html, 422 if no else 200)


def _given() -> Mapping[str, str]:
    names = ("court", "currency", "at", "from", "to")
    return {name: text for name in names if (text := request.args.get(name, "").strip())}


def _recorded(of: str, subject_id: str) -> tuple[Subject, Period] | Refusal:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        subject = _subject(tx, of, subject_id)
        period = read_period(request.args, store.zone_of(tx, subject))
        if isinstance(period, Refusal):
            return period
        # A sheet is a whole period, whatever page of it somebody stands on.
        period = replace(period, after=None)
        asked = {"of": subject.of.value, "subject": subject.id, **period.told()}
        service.record_sheet(tx, by=visitor(), what="statement", asked=asked, at=at)
    return subject, period


def _stream(subject: Subject, period: Period, place: ExitStack) -> Response:
    database = this_world().database

    def chunks() -> Iterator[bytes]:
        # The place is free when the last byte left, or when the reader went away.
        with place, database.streaming() as tx:
            opening, lines = service.statement_lines(tx, subject, period)
            yield from format_sheet(STATEMENT_COLUMNS, statement_rows(opening, lines))

    answer = Response(chunks(), content_type=CONTENT_TYPE)
    answer.call_on_close(place.close)
    return _sheet(answer, "statement")


def _sheet(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
