"""Who may see and mend differences: a court's officers its own, operators those of no court."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, Door, Role, Scope

FINANCE = frozenset({Role.FINANCE})

DOORS: tuple[Door, ...] = (
    Door("reconciliation.court", OFFICERS, Scope.COURT),
    Door("reconciliation.court_sheet", OFFICERS, Scope.COURT),
    Door("reconciliation.court_now", FINANCE, Scope.COURT),
    Door("reconciliation.court_again", FINANCE, Scope.COURT),
    Door("reconciliation.court_explain", FINANCE, Scope.COURT),
    Door("reconciliation.platform", OPERATORS, Scope.ALL),
    Door("reconciliation.platform_sheet", OPERATORS, Scope.ALL),
    Door("reconciliation.platform_now", OPERATORS, Scope.ALL),
    Door("reconciliation.platform_again", OPERATORS, Scope.ALL),
    Door("reconciliation.platform_explain", OPERATORS, Scope.ALL),
)
