"""What two operators do together: let somebody in who works here (TRUST 5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.act import Act, Told, Words
from auction.approvals.proposal import Proposal, Subject
from auction.kernel.doors import OPERATORS
from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.words import N_
from auction.people import service
from auction.people.staff import StaffWish
from auction.people.words import ROLE_WORDS

MAKE_ACCOUNT = "staff.make"


def content_of(wish: StaffWish, court_name: str) -> dict[str, object]:
    """Return what is proposed: whom, in which role, of which court."""
    whole = {"email": wish.email.strip(), "role": wish.role, "court_id": wish.court_id, "court": court_name}
    return {**whole, "key": wish.email.strip().lower()}


def check(tx: Session, _subject: Subject, content: Mapping[str, Any], _at: datetime) -> tuple[Refusal, ...]:
    """Say what stands against making the account now."""
    return service.check_making(tx, _wish(content))


def carry_out(tx: Session, proposal: Proposal, by: str, at: datetime) -> tuple[Refusal, ...]:
    """Make the account; its owner sets the password through a link in a letter."""
    return service.make_staff(
        tx, _wish(proposal.content), account_id=proposal.id, uniquifier=new_id(), by=by, at=at
    )


def tell(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell whom it is about."""
    return [
        (N_("E-mail address"), content["email"]),
        (N_("Role"), Words(ROLE_WORDS[content["role"]])),
        (N_("Court"), content["court"]),
    ]


def _wish(content: Mapping[str, Any]) -> StaffWish:
    return StaffWish(content["email"], content["role"], content["court_id"])


ACTS: tuple[Act, ...] = (
    Act(
        name=MAKE_ACCOUNT,
        title=N_("Make a staff account"),
        rule="R-05",
        proposers=OPERATORS,
        approvers=OPERATORS,
        check=check,
        carry_out=carry_out,
        tell=tell,
        leads_to="staff.index",
    ),
)
