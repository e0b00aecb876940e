"""Who sees what cannot go back, and names another account for it."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, Door, Role, Scope

# Finance proposes; a judge may too, and another judge decides.
PROPOSERS = frozenset({Role.FINANCE, Role.JUDGE})

DOORS: tuple[Door, ...] = (
    Door("by_hand.index", OFFICERS, Scope.COURT),
    Door("by_hand.new", OFFICERS, Scope.COURT),
    Door("by_hand.propose", PROPOSERS, Scope.COURT, persons=2),
)
