"""A kind of act that two people do together, as a row: every room lists its own in ``acts.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from auction.approvals.proposal import Proposal, Subject
from auction.approvals.reason import ApprovalReason
from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Words(str):
    """A text of ours, marked for gettext: shown in the language of the reader, not as it was typed."""

    __slots__ = ()


Told = Money | datetime | date | int | str
Check = Callable[["Session", Subject, Mapping[str, Any], datetime], tuple[Refusal, ...]]
CarryOut = Callable[["Session", Proposal, str, datetime], tuple[Refusal, ...]]


@dataclass(frozen=True)
class Act:
    """One kind of act.

    ``check`` says what would stand against it now.  ``carry_out`` does it in the transaction of the
    approval, for the account that approves, or refuses before it has written anything.  ``tell``
    returns the content as pairs of an English label (marked for gettext) and a value, for the page on
    which it is read; a text is shown as it is, unless it is ``Words``.  ``names_payer`` says that
    the content names somebody who paid, so that each look at it is recorded (R-33).  ``leads_to`` is the
    page on which the next step is taken once it is decided, unless it is of a lot, whose page it is.
    """

    name: str
    title: str
    rule: str
    proposers: frozenset[Role]
    approvers: frozenset[Role]
    check: Check
    carry_out: CarryOut
    tell: Callable[[Mapping[str, Any]], Sequence[tuple[str, Told]]]
    names_payer: bool = False
    leads_to: str = "approvals.index"


def judge_role(roles: frozenset[Role], role: Role) -> Refusal | None:
    """Say why somebody of this role may not; None when they may."""
    return None if role in roles else Refusal(ApprovalReason.NOT_YOUR_ROLE, "R-05")


def takes_part(act: Act | None, role: Role) -> bool:
    """Say whether somebody of this role reads proposals of this kind: who may propose or approve them."""
    return act is not None and role in act.proposers | act.approvers
