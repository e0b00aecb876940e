"""Who may enter the pages of proposals: officers those of their own court, operators the platform's."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, Door, Scope

DECIDERS = OFFICERS | OPERATORS

DOORS: tuple[Door, ...] = (
    Door("approvals.index", DECIDERS, Scope.COURT),
    Door("approvals.proposal", DECIDERS, Scope.COURT),
    # The act itself names the roles that may approve it.
    Door("approvals.approve", DECIDERS, Scope.COURT, persons=2),
    Door("approvals.give_back", DECIDERS, Scope.COURT, persons=2),
    Door("approvals.take_back", DECIDERS, Scope.COURT),
)
