"""Who may stop rounds because of a fault: the operator, who decides nothing else about a sale."""

from __future__ import annotations

from auction.kernel.doors import OPERATORS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("stops.index", OPERATORS, Scope.ALL),
    Door("stops.stop", OPERATORS, Scope.ALL),
)
