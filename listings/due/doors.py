"""Who may see what is due at a court, and say that an alarm was seen: its own officers."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("due.index", OFFICERS, Scope.COURT),
    Door("due.see", OFFICERS, Scope.COURT),
)
