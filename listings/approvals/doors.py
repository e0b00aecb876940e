"""Who may enter the pages of proposals: officers those they take part in, operators the platform's."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, WRITERS, Door, Scope

DECIDERS = WRITERS | OPERATORS
# Each reads only the kinds of acts that their role takes part in: others may name who bids.
READERS = OFFICERS | OPERATORS

DOORS: tuple[Door, ...] = (
    Door("approvals.index", READERS, Scope.COURT),
    Door("approvals.proposal", READERS, Scope.COURT),
    # The act itself names the roles that may approve it.
    Door("approvals.approve", DECIDERS, Scope.COURT, persons=2),
    Door("approvals.give_back", DECIDERS, Scope.COURT, persons=2),
    Door("approvals.take_back", READERS, Scope.COURT),
)
