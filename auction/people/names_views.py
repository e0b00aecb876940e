"""What a page does that shows who paid: it says so in the record before anybody reads it (R-33)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from sqlalchemy.orm import Session

from auction.kernel.web_views import this_world, visitor
from auction.people import service


def note_names(tx: Session, *, subject: str = "", shown: Sequence[str]) -> None:
    """Record that this visitor is shown these names, once a page; a page without names is no entry."""
    if shown:
        at, door = this_world().clock.now(), str(request.endpoint)
        service.note_names(tx, by=visitor(), door=door, subject=subject, shown=shown, at=at)
