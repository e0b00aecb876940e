"""Who may enter the pages of courts and cases."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, Door, Role, Scope

REGISTRARS = frozenset({Role.CLERK, Role.JUDGE})

DOORS: tuple[Door, ...] = (
    Door("cases.index", OFFICERS, Scope.COURT),
    Door("cases.new", REGISTRARS, Scope.COURT),
    Door("cases.case", OFFICERS, Scope.COURT),
    Door("cases.add_party", REGISTRARS, Scope.COURT),
    Door("cases.add_claim", REGISTRARS, Scope.COURT),
    Door("cases.choose_platform", REGISTRARS, Scope.COURT),
    Door("cases.sell_all", REGISTRARS, Scope.COURT),
    Door("cases.name_account", REGISTRARS, Scope.COURT),
    Door("cases.courts", OPERATORS, Scope.ALL),
    Door("cases.court", OPERATORS, Scope.ALL),
    Door("cases.describe_court", OPERATORS, Scope.ALL),
)
