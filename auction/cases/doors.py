"""Who may enter the pages of courts and cases."""

from __future__ import annotations

from auction.kernel.doors import OFFICERS, OPERATORS, WRITERS, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("cases.index", OFFICERS, Scope.COURT),
    Door("cases.new", WRITERS, Scope.COURT),
    Door("cases.case", OFFICERS, Scope.COURT),
    Door("cases.add_party", WRITERS, Scope.COURT),
    Door("cases.add_claim", WRITERS, Scope.COURT),
    Door("cases.choose_platform", WRITERS, Scope.COURT),
    Door("cases.sell_all", WRITERS, Scope.COURT),
    Door("cases.name_account", WRITERS, Scope.COURT),
    Door("cases.courts", OPERATORS, Scope.ALL),
    Door("cases.court", OPERATORS, Scope.ALL),
    Door("cases.describe_court", OPERATORS, Scope.ALL),
)
