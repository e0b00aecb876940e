"""What all pages of imports share: whose rows the visitor sees, and one run among them."""

from __future__ import annotations

from flask import abort, request
from sqlalchemy.orm import Session

from auction.cases import store as cases
from auction.cases.tables import Court
from auction.kernel.doors import Role
from auction.kernel.web_views import visitor
from listings.imports import store
from listings.imports.doors import WRITERS
from listings.imports.store import Asker, RowsWish
from listings.imports.tables import ImportRun


def own_court(tx: Session) -> Court | None:
    """Return the court of the visitor; an operator has none, and sees all."""
    if visitor().role is Role.OPERATOR:
        return None
    court: Court = cases.court(tx, visitor().court_id) or abort(404)
    return court


def asker_of(court: Court | None) -> Asker:
    """Return whose rows are shown."""
    return Asker(court.id, court.name) if court else Asker()


def own_run(tx: Session, run_id: str) -> tuple[ImportRun, RowsWish]:
    """Return a run with the rows of it that the visitor sees; another court's does not exist (404)."""
    asker = asker_of(own_court(tx))
    run: ImportRun = store.run(tx, run_id, asker) or abort(404)
    return run, store.rows_of(run, asker)


def may_write() -> bool:
    """Say whether the visitor may take lists in and mend them."""
    return visitor().role in WRITERS


def page_number(pages_max: int) -> int:
    """Return the page that is asked for."""
    return min(max(request.args.get("page", 1, type=int), 1), pages_max)
