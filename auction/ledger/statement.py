"""A statement: what moved on some accounts, or in a court, case or round, with a running balance.

Pure.  A statement of accounts runs with their credits less their debits.  A statement of a court
runs with what is in our hands: what lies at gateways, on banks and on the way between them.  In
that of a case or a round, money that nobody had placed came in when it was placed, for before
that it was of no case.

A cursor is written ``2026-04-01T10:00:00+00:00/0/in:p1``: the last line that was shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from auction.kernel.money import Money
from auction.ledger.accounts import PLACES, Kind
from auction.ledger.transfer import ID_LENGTH_MAX, Purpose, Transfer, stage

_STAGES = frozenset(str(stage(purpose)) for purpose in Purpose)
# A statement of more accounts at once than a person reads.
ACCOUNTS_MAX = 100


@dataclass(frozen=True)
class Scope:
    """What a statement is of: some accounts, or all that moved in a court, a case or a round."""

    currency: str
    account_ids: tuple[str, ...] = ()
    court_id: str = ""
    case_id: str = ""
    round_id: str = ""

    def __post_init__(self) -> None:
        assert len(self.account_ids) <= ACCOUNTS_MAX, "a statement is of a few accounts"
        assert self.account_ids or self.court_id or self.case_id or self.round_id, (
            "a statement is of something"
        )

    @property
    def outside(self) -> frozenset[Kind]:
        """Return the kinds of accounts from which money comes in, where no accounts are named."""
        return PLACES | {Kind.UNMATCHED} if self.case_id or self.round_id else PLACES

    def change(self, transfer: Transfer) -> Money:
        """Return by how much a transfer changes the balance of the statement."""
        if self.account_ids:
            sign = (transfer.credit.id in self.account_ids) - (transfer.debit.id in self.account_ids)
        else:
            sign = (transfer.debit.kind in self.outside) - (transfer.credit.kind in self.outside)
        return Money(sign * transfer.amount.minor, self.currency)


@dataclass(frozen=True)
class Cursor:
    """The place of a line in a statement: when it was posted, its stage in that instant, and its id."""

    posted_at: datetime
    stage: int
    id: str

    def format(self) -> str:
        """Write the cursor for an address."""
        return f"{self.posted_at.astimezone(UTC).isoformat()}/{self.stage}/{self.id}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a cursor from an address; None for what is none."""
        at, _, rest = text.partition("/")
        step, _, transfer_id = rest.partition("/")
        try:
            posted_at = datetime.fromisoformat(at)
        except ValueError:
            return None
        is_whole = posted_at.tzinfo is not None and 0 < len(transfer_id) <= ID_LENGTH_MAX
        return cls(posted_at, int(step), transfer_id) if is_whole and step in _STAGES else None


@dataclass(frozen=True)
class Line:
    """One transfer of a statement: what it changed, and what there was afterwards."""

    transfer: Transfer
    change: Money
    balance: Money

    @property
    def cursor(self) -> Cursor:
        """Return the place of the line."""
        return Cursor(self.transfer.posted_at, stage(self.transfer.purpose), self.transfer.id)


@dataclass(frozen=True)
class StatementPage:
    """A page of a statement, the oldest line first; ``after`` is where the next page begins."""

    scope: Scope
    opening: Money
    lines: tuple[Line, ...]
    after: Cursor | None

    @property
    def closing(self) -> Money:
        """Return what there was after the last line of the page."""
        return self.lines[-1].balance if self.lines else self.opening


def page_of(scope: Scope, opening: Money, transfers: Iterable[Transfer], *, limit: int) -> StatementPage:
    """Let a balance run over transfers in their order; one more than the limit says there is a next page."""
    lines: list[Line] = []
    balance = opening
    found = list(transfers)
    for transfer in found[:limit]:
        change = scope.change(transfer)
        balance = balance + change
        lines.append(Line(transfer, change, balance))
    return StatementPage(scope, opening, tuple(lines), lines[-1].cursor if len(found) > limit else None)
