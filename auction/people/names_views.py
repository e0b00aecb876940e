"""What a page does that shows a real name: the own one freely, a payer's only with an entry (R-33)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from sqlalchemy.orm import Session

from auction.kernel.web_views import this_world, visitor
from auction.people import service
from auction.people.vault import vault_of


def note_names(tx: Session, *, subject: str = "", shown: Sequence[str]) -> None:
    """Record that this visitor is shown these names, once a page; a page without names is no entry."""
    if shown:
        at, door = this_world().clock.now(), str(request.endpoint)
        service.note_names(tx, by=visitor(), door=door, subject=subject, shown=shown, at=at)


def own_name(tx: Session) -> str:
    """Return the visitor's own name, as the payer has to be called; it is shown to nobody else."""
    claim = service.own_identity(tx, vault_of(this_world().settings), visitor().account_id)
    return claim.name if claim else ""
