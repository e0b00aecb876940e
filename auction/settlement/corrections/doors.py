"""Who sees corrections and proposes one."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, Door, Role, Scope

# Finance proposes; a judge may too, and another judge decides.
PROPOSERS = frozenset({Role.FINANCE, Role.JUDGE})

DOORS: tuple[Door, ...] = (
    Door("corrections.index", OFFICERS, Scope.COURT),
    Door("corrections.new", OFFICERS, Scope.COURT),
    Door("corrections.propose", PROPOSERS, Scope.COURT, persons=2),
)
