"""Keeps the doors: nothing opens without a row that says who may enter (TRUST 5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import Flask, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from auction.kernel.doors import OFFICERS, Door, Role, Visitor
from auction.kernel.web_views import refuse, visitor
from auction.kernel.world import World
from auction.people import service
from auction.people.attempt import is_noted
from auction.people.form_text import check_texts

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def attach(app: Flask, world: World, doors: Iterable[Door]) -> None:
    """Stand at every door of an application."""
    rows = {door.name: door for door in doors}
    app.extensions["auction.doors"] = rows
    app.before_request(lambda: _guard(world, rows))
    app.after_request(_keep_private)


def may_enter(door: Door | None, who: Visitor) -> bool:
    """Say whether the row lets the visitor in; no row lets nobody in."""
    if door is None or who.role not in door.roles:
        return False
    return who.role not in OFFICERS or bool(who.court_id)


def _guard(world: World, rows: Mapping[str, Door]) -> AnyResponse | None:
    if request.endpoint is None:
        return None
    door, who = rows.get(request.endpoint), visitor()
    g.door = door
    if request.method not in SAFE_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)
    if door is not None and may_enter(door, who):
        return _refuse_what_is_no_text(door)
    if door is not None and is_noted(door, who):
        _note(world, door, who)
    if door is None or who.role is not Role.VISITOR or request.method not in ("GET", "HEAD"):
        abort(403)
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")))


def _note(world: World, door: Door, who: Visitor) -> None:
    at = world.clock.now()
    with world.database.transaction() as tx:
        service.note_attempt(tx, by=who, door=door.name, at=at)


def _refuse_what_is_no_text(door: Door) -> AnyResponse | None:
    fields = [*request.args.items(multi=True), *(request.form.items(multi=True) if door.is_form else ())]
    refusal = check_texts(fields)
    return None if refusal is None else refuse(refusal, 422)


def _keep_private(response: Response) -> Response:
    door = g.get("door")
    is_public = door is not None and Role.VISITOR in door.roles and request.blueprint != "security"
    if not is_public:
        response.headers["Cache-Control"] = "no-store"
    elif response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
