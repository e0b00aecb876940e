"""Who may see the reports of imports: officers the rows of their own court, operators all."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, Door, Scope

READERS = OFFICERS | OPERATORS

DOORS: tuple[Door, ...] = (
    Door("imports.index", READERS, Scope.COURT),
    Door("imports.report", READERS, Scope.COURT),
    Door("imports.report_csv", READERS, Scope.COURT),
)
