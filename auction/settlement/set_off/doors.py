"""Who may see a purchase and propose to set a claim off against its price."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("set_off.index", OFFICERS, Scope.COURT),
    Door("set_off.propose", OFFICERS, Scope.COURT),
)
