"""Lists come in: the page of imports, the upload of a file, and a word on one that was there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from auction.cases.tables import Court
from auction.kernel.ids import new_id
from auction.kernel.money import MINOR_DIGITS
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, refuse, this_world, visitor
from auction.rules.rule_sets import CURRENT, rule_set
from listings.draft_form import clean
from listings.imports import service, store, wish
from listings.imports.judge import CourtTerms
from listings.imports.mapping import SourceMapping
from listings.imports.reader import LINES_MAX
from listings.imports.reason import FileReason
from listings.imports.run_views import asker_of, may_write, own_court, own_run
from listings.imports.service import Run
from listings.imports.survey import ListFile, survey_file
from listings.imports.template import FILE_NAME
from listings.imports.template import template as template_of
from listings.imports.words import COLUMN_HINTS, COLUMN_NAMES, MAPPING_NAMES

# What uploaded rows are judged by; the command names any other.
# Ten times a whole country's list, and half of what a request may have at all.
UPLOAD_BYTES_MAX = 16 * 1024 * 1024
NAME_LENGTH_MAX = 200


def index() -> Response:
    """Show the newest imports of the visitor's court, and the form that uploads another."""
    with this_world().database.reading() as tx:
        return _page(tx)


def template() -> Response:
    """Give the file that a court fills in."""
    response = Response(template_of(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={FILE_NAME}"
    return response


def upload() -> AnyResponse:
    """Keep a file for the clock to take in, or say why nothing of it is taken."""
    with this_world().database.reading() as tx:
        court = own_court(tx)
        mapping = _mapping(court)
        file = _surveyed(mapping)
        if isinstance(mapping, Refusal) or isinstance(file, Refusal):
            return _page(tx, mapping=mapping, file=file)
    rules = rule_set(CURRENT)
    run = Run(form_id(), mapping, rules.id, rules.version, new_id, court.id if court else None)
    with this_world().database.transaction() as tx:
        at, by = this_world().clock.now(), visitor().account_id
        begun = service.receive(tx, run=run, file=file, blocks=_blocks(_stream()), by=by, at=at)
    return redirect(url_for("imports.report", run_id=begun.id), 303)


def take_again(run_id: str) -> AnyResponse:
    """Take a file in although the court took it in before."""
    return _decide(run_id, again=True)


def discard(run_id: str) -> AnyResponse:
    """Forget a file that the court took in before."""
    return _decide(run_id, again=False)


def _decide(run_id: str, *, again: bool) -> AnyResponse:
    back = url_for("imports.report", run_id=run_id) if again else url_for("imports.index")
    with this_world().database.transaction() as tx:
        run, _ = own_run(tx, run_id)
        refusal = service.decide(tx, run_id=run.id, again=again)
    if refusal:
        return refuse(refusal, way_back=url_for("imports.report", run_id=run_id))
    flash(gettext("The file is taken in once more.") if again else gettext("The file is forgotten."))
    return redirect(back, 303)


def _mapping(court: Court | None) -> SourceMapping | Refusal:
    name = request.form.get("mapping", "")
    if court is not None:
        return wish.settle_for_court(name, court.name, CourtTerms(court.currency, court.time_zone))
    currency, time_zone = request.form.get("currency", ""), clean(request.form.get("time_zone", ""))
    return wish.settle_for_all(name, currency=currency, time_zone=time_zone)


def _surveyed(mapping: SourceMapping | Refusal) -> ListFile | Refusal:
    given = request.files.get("file")
    if given is None or not given.filename:
        return Refusal(FileReason.NOT_CHOSEN, "")
    if isinstance(mapping, Refusal):
        return mapping
    name = clean(given.filename, one_line=True)[:NAME_LENGTH_MAX] or FILE_NAME
    return survey_file(_stream(), name=name, mapping=mapping, bytes_max=UPLOAD_BYTES_MAX)


def _stream() -> BinaryIO:
    stream: BinaryIO = request.files["file"].stream  # type: ignore[assignment]  # a file, says werkzeug
    stream.seek(0)
    return stream


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(store.BLOCK_BYTES), b"")


def _page(
    tx: Session,
    *,
    mapping: SourceMapping | Refusal | None = None,
    file: ListFile | Refusal | None = None,
) -> Response:
    court = own_court(tx)
    terms = CourtTerms(court.currency, court.time_zone) if court else None
    refused = {"mapping": mapping, "file": file}
    errors = {name: given for name, given in refused.items() if isinstance(given, Refusal)}
    page = render_template(
        "imports/index.html",
        runs=store.runs(tx, asker_of(court)),
        mappings=[_settled(each, court) for each in wish.fitting(terms)],
        court=court,
        form=request.form if errors else {},
        errors=errors,
        **_names(),
    )
    return make_response(page, 422 if errors else 200)


def _settled(mapping: SourceMapping, court: Court | None) -> SourceMapping:
    own = court.name if court else ""
    return mapping.settled(currency=mapping.currency, time_zone=mapping.time_zone, own_court=own)


def _names() -> Mapping[str, object]:
    return {
        "may_write": may_write(),
        "currencies": [(code, code) for code in MINOR_DIGITS],
        "mapping_names": MAPPING_NAMES,
        "column_names": COLUMN_NAMES,
        "column_hints": COLUMN_HINTS,
        "bytes_max": UPLOAD_BYTES_MAX,
        "lines_max": LINES_MAX,
    }
