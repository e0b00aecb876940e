"""Who may enter the money trail: anybody."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("trail.show", ANYONE, Scope.PUBLIC),
    Door("trail.take_out", ANYONE, Scope.PUBLIC),
)
