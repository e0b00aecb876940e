"""Who may enter the pages of notifications: officers of the court, and everybody the public one."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, OFFICERS, WRITERS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("parties.index", OFFICERS, Scope.COURT),
    Door("parties.note", WRITERS, Scope.COURT),
    Door("parties.said_here", ANYONE),
)
