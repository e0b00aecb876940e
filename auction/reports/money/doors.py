"""Who may read the books: their sums, officers of the own court; each line, only who minds the money."""

from __future__ import annotations

from auction.kernel.doors import AUDITORS, BIDDERS, FINANCE, OFFICERS, OPERATORS, Door, Scope

READERS = OFFICERS | AUDITORS | OPERATORS
# A statement tells who paid when, also while a round runs.
LINE_READERS = FINANCE | AUDITORS
DOORS: tuple[Door, ...] = (
    Door("money.trial_balance", READERS, Scope.COURT),
    Door("money.trial_sheet", READERS, Scope.COURT),
    Door("money.accounts", LINE_READERS, Scope.COURT),
    Door("money.statement", LINE_READERS, Scope.COURT),
    Door("money.statement_sheet", LINE_READERS, Scope.COURT),
    Door("money.own", BIDDERS, Scope.OWN),
)
