"""Who may enter the pages of a court's bank: all officers see the account, finance alone who paid."""

from __future__ import annotations

from auction.kernel.doors import FINANCE, JUDGES, OFFICERS, Door, Scope

# Finance prepares; who decides may propose too, and then another one decides.
PROPOSERS = FINANCE | JUDGES
DOORS: tuple[Door, ...] = (
    Door("bank.index", OFFICERS, Scope.COURT),
    Door("bank.name_account", PROPOSERS, Scope.COURT),
    Door("bank.files", FINANCE, Scope.COURT),
    Door("bank.file", FINANCE, Scope.COURT),
    Door("bank.statements", FINANCE, Scope.COURT),
    Door("bank.upload", FINANCE, Scope.COURT, takes_files=True),
    Door("bank.template", FINANCE, Scope.COURT),
    Door("bank.statement", FINANCE, Scope.COURT),
)
