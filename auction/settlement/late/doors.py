"""Who may see what money is late."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("late.own", OFFICERS, Scope.COURT),
    Door("late.everywhere", OPERATORS, Scope.ALL),
)
