"""The searches that somebody keeps: saved under a name, opened, renamed, deleted, and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, refusal_words, this_world, visitor
from listings import words
from listings.catalogue import store as catalogue
from listings.catalogue.choices import Asked
from listings.draft_form import clean
from listings.filter_views import filters_in_words
from listings.listing import read_asked, read_wish
from listings.searches import service, store
from listings.searches.saved import SAVED_SEARCHES_MAX, SavedSearch, format_query, propose_name

blueprint = Blueprint("searches", __name__, url_prefix="/my/searches")

Act = Callable[[Session, SavedSearch], Refusal | None]


@blueprint.get("")
def index() -> str:
    """Show what the visitor keeps, and how many lots each search finds now."""
    with this_world().database.reading() as tx:
        kept = store.searches_of(tx, visitor().account_id)
        shown = [search for search in kept if search.deleted_at is None]
        counts = catalogue.counts(tx, [read_wish(search.asked)[0] for search in shown])
        names = catalogue.court_names(tx, _courts(search.asked for search in shown))
    asks = {search.id: [said for *_, said in filters_in_words(search.asked, names)] for search in shown}
    # A search that bears the proposed name says in it already what it asks.
    said = {search.id: asks[search.id] for search in shown if propose_name(asks[search.id]) != search.name}
    return render_template(
        "searches/index.html", searches=list(zip(shown, counts, strict=True)), said=said, words=words,
        deleted=[search for search in kept if search.deleted_at], searches_max=SAVED_SEARCHES_MAX,
    )  # fmt: skip


@blueprint.get("/new")
def new() -> Response:
    """Ask under which name a search is to be kept; what it asks in words is proposed."""
    asked = read_asked(request.args.to_dict(flat=False))
    said = _said(asked)
    return _form(asked, said, name=propose_name(said) or gettext("All lots"))


@blueprint.post("")
def save() -> AnyResponse:
    """Keep a search."""
    asked = read_asked(request.form.to_dict(flat=False))
    name = clean(request.form.get("name", ""), one_line=True)
    _wish, errors = read_wish(asked)
    search = SavedSearch(form_id(), name, format_query(asked), this_world().clock.now())
    refusal = next(iter(errors.values()), None)
    if refusal is None:
        with this_world().database.transaction() as tx:
            refusal = service.save(tx, account_id=visitor().account_id, search=search)
    if refusal is not None:
        return _form(asked, _said(asked), name=name, refusal=refusal)
    flash(gettext("The search is saved."))
    return redirect(url_for(".index"))


@blueprint.post("/<search_id>/rename")
def rename(search_id: str) -> AnyResponse:
    """Give a search another name."""
    name = clean(request.form.get("name", ""), one_line=True)
    return _act(search_id, lambda tx, search: service.rename(tx, search=search, name=name))


@blueprint.post("/<search_id>/delete")
def delete(search_id: str) -> AnyResponse:
    """Take a search off the list; the list then offers to put it back."""
    who, at = visitor().account_id, this_world().clock.now()
    return _act(search_id, lambda tx, search: service.delete(tx, account_id=who, search=search, at=at))


@blueprint.post("/<search_id>/restore")
def restore(search_id: str) -> AnyResponse:
    """Put a deleted search back."""
    who = visitor().account_id
    return _act(search_id, lambda tx, search: service.restore(tx, account_id=who, search=search))


def _act(search_id: str, act: Act) -> AnyResponse:
    """Act on a search of the visitor's own; somebody else's is not there."""
    with this_world().database.transaction() as tx:
        search = service.find(tx, account_id=visitor().account_id, search_id=search_id) or abort(404)
        refusal = act(tx, search)
    if refusal is not None:
        flash(refusal_words(refusal), "error")
    return redirect(url_for(".index"))


def _form(asked: Asked, said: Sequence[str], *, name: str, refusal: Refusal | None = None) -> Response:
    kept = [(each, value) for each, values in asked.items() if each != "page" for value in values]
    page = render_template("searches/new.html", kept=kept, asked=asked, said=said, name=name, refusal=refusal)
    return make_response(page, 422 if refusal else 200)


def _said(asked: Asked) -> list[str]:
    with this_world().database.reading() as tx:
        names = catalogue.court_names(tx, _courts([asked]))
    return [said for _name, _value, said in filters_in_words(asked, names)]


def _courts(searches: Iterable[Asked]) -> set[str]:
    return {court_id for asked in searches for court_id in asked.get("court", ())}
