"""How a door proposes an act: the kind by its name, checked now, for another person to decide on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from auction.approvals import service
from auction.approvals.act import Act, judge_role
from auction.approvals.proposal import Subject
from auction.kernel.refusal import Refusal, noes
from auction.kernel.web_views import form_id, visitor


def act_named(name: str) -> Act | None:
    """Return the kind of act of that name, of whichever room."""
    acts: Mapping[str, Act] = current_app.extensions["auction.acts"]
    return acts.get(name)


def ask(
    tx: Session, name: str, *, subject: Subject, content: Mapping[str, object], at: datetime
) -> tuple[Refusal, ...]:
    """Propose the act for this visitor; what would stand against it now is refused at once.

    The form's own ``once`` is the id of the proposal, so that sent twice it proposes once.
    """
    act, who = act_named(name), visitor()
    assert act is not None, f"no room has an act {name}"
    refusal = judge_role(act.proposers, who.role)
    refusals = (refusal,) if refusal else act.check(tx, subject, content, at)
    if refusals:
        return refusals
    asked = service.propose(
        tx, proposal_id=form_id(), act=name, subject=subject, content=content, by=who.account_id, at=at
    )
    return noes(asked)
