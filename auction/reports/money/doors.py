"""Who may read the books: officers those of the own court, auditors and operators all, bidders their own."""

from __future__ import annotations

from auction.kernel.doors import AUDITORS, BIDDERS, OFFICERS, OPERATORS, Door, Scope

READERS = OFFICERS | AUDITORS | OPERATORS
DOORS: tuple[Door, ...] = (
    Door("money.trial_balance", READERS, Scope.COURT),
    Door("money.trial_sheet", READERS, Scope.COURT),
    Door("money.accounts", READERS, Scope.COURT),
    Door("money.statement", READERS, Scope.COURT),
    Door("money.statement_sheet", READERS, Scope.COURT),
    Door("money.own", BIDDERS, Scope.OWN),
)
