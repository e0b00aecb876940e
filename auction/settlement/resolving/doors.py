"""Who sees the payments that are not plain, and who says what becomes of them."""

from __future__ import annotations

from auction.kernel.doors import FINANCE, JUDGES, Door, Scope

# Who paid is told to finance alone; a judge who decides may propose too, and then another one decides.
PROPOSERS = FINANCE | JUDGES

DOORS: tuple[Door, ...] = (
    Door("resolving.index", FINANCE, Scope.COURT),
    Door("resolving.payment", FINANCE, Scope.COURT),
    Door("resolving.take", FINANCE, Scope.COURT, persons=2),
    Door("resolving.send_back", FINANCE, Scope.COURT),
)
