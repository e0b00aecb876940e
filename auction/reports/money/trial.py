"""The trial balance: each kind of account with its debits and credits, whose sums must be the same.

Pure.  What lies somewhere stands on the debit side, what is somebody's on the credit side; an account that
stands on the other side than its kind is shown there, so that the sums agree or the ledger is broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auction.kernel.money import Money
from auction.ledger.accounts import Kind, is_debit_side


@dataclass(frozen=True)
class TrialRow:
    """All accounts of one kind: how many are not empty, and what they hold on either side."""

    kind: Kind
    count: int
    debit: Money
    credit: Money

    @property
    def is_on_the_wrong_side(self) -> bool:
        """Say whether an account of this kind stands where none should."""
        return (self.credit if is_debit_side(self.kind) else self.debit).minor != 0


@dataclass(frozen=True)
class TrialBalance:
    """The rows in the order of the chart, and the sums of both sides."""

    rows: Sequence[TrialRow]
    debit: Money
    credit: Money

    @property
    def agrees(self) -> bool:
        """Say whether both sides are the same to the cent."""
        return self.debit == self.credit


def trial_of(found: Iterable[TrialRow], currency: str) -> TrialBalance:
    """Put the kinds in the order of the chart, those without an account as well, and add them up."""
    by_kind = {row.kind: row for row in found}
    zero = Money(0, currency)
    rows = [by_kind.get(kind) or TrialRow(kind, 0, zero, zero) for kind in Kind]
    return TrialBalance(
        rows=rows,
        debit=sum((row.debit for row in rows), zero),
        credit=sum((row.credit for row in rows), zero),
    )
