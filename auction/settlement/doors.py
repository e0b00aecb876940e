"""Who may enter the doors of settlement."""

from __future__ import annotations

from auction.kernel.doors import BIDDERS, OFFICERS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("settlement.balance", BIDDERS, Scope.OWN),
    Door("settlement.finance", OFFICERS, Scope.COURT),
)
