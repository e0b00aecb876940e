"""Who may enter the pages of proposals: clerks and judges their court's, operators the platform's."""

from __future__ import annotations

from auction.kernel.doors import OPERATORS, WRITERS, Door, Scope

# Finance takes part in no act of two people, and proposals may name who bids.
DECIDERS = WRITERS | OPERATORS

DOORS: tuple[Door, ...] = (
    Door("approvals.index", DECIDERS, Scope.COURT),
    Door("approvals.proposal", DECIDERS, Scope.COURT),
    # The act itself names the roles that may approve it.
    Door("approvals.approve", DECIDERS, Scope.COURT, persons=2),
    Door("approvals.give_back", DECIDERS, Scope.COURT, persons=2),
    Door("approvals.take_back", DECIDERS, Scope.COURT),
)
