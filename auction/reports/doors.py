"""Who may enter the reports: the record is anybody's, money is the auditor's and the own court's."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("reports.index", ANYONE, Scope.PUBLIC),
    Door("reports.lot", ANYONE, Scope.PUBLIC),
    # Transfers are refused to most by the rule in export.py; finance is limited to the own court.
    Door("reports.export", ANYONE, Scope.PUBLIC),
)
