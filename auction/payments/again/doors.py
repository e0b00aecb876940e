"""Who sees what was refused on its way to a case, and proposes to send it again."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, Door, Role, Scope

# Finance proposes; a judge may too, and another judge decides.
PROPOSERS = frozenset({Role.FINANCE, Role.JUDGE})

DOORS: tuple[Door, ...] = (
    Door("again.new", OFFICERS, Scope.COURT),
    Door("again.propose", PROPOSERS, Scope.COURT, persons=2),
)
