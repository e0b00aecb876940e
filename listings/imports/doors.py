"""Who may take lists in and mend them, and who sees the reports: each court its own, operators all."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, Door, Role, Scope

READERS = OFFICERS | OPERATORS
WRITERS = frozenset({Role.CLERK, Role.JUDGE, Role.OPERATOR})

DOORS: tuple[Door, ...] = (
    Door("imports.index", READERS, Scope.COURT),
    Door("imports.template", READERS, Scope.COURT),
    Door("imports.upload", WRITERS, Scope.COURT, takes_files=True),
    Door("imports.report", READERS, Scope.COURT),
    Door("imports.report_csv", READERS, Scope.COURT),
    Door("imports.refused_csv", READERS, Scope.COURT),
    Door("imports.take_again", WRITERS, Scope.COURT),
    Door("imports.discard", WRITERS, Scope.COURT),
    Door("imports.row", READERS, Scope.COURT),
    Door("imports.mend", WRITERS, Scope.COURT),
    Door("imports.together", WRITERS, Scope.COURT),
    Door("imports.mend_all", WRITERS, Scope.COURT),
)
