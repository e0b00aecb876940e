"""Who sees money of no court that could not go back, and proposes what is done about it."""

from __future__ import annotations

from auction.kernel.doors import OPERATORS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("without_court.index", OPERATORS, Scope.ALL),
    Door("without_court.new", OPERATORS, Scope.ALL),
    Door("without_court.propose", OPERATORS, Scope.ALL, persons=2),
)
