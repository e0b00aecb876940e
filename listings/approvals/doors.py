"""Who may enter the pages of proposals: officers, and only of their own court."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("approvals.index", OFFICERS, Scope.COURT),
    Door("approvals.proposal", OFFICERS, Scope.COURT),
    # The act itself names the roles that may approve it.
    Door("approvals.approve", OFFICERS, Scope.COURT, persons=2),
    Door("approvals.give_back", OFFICERS, Scope.COURT, persons=2),
    Door("approvals.take_back", OFFICERS, Scope.COURT),
)
