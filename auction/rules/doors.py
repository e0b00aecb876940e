"""Who may read the rules: everybody."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, Door

DOORS: tuple[Door, ...] = (Door("rules.index", ANYONE), Door("rules.show", ANYONE))
