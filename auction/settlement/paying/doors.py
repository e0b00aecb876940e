"""Who may enter the payer's page."""

from __future__ import annotations

from auction.kernel.doors import BIDDERS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("paying.ways", BIDDERS, Scope.OWN),
    Door("paying.checkout", BIDDERS, Scope.OWN),
)
