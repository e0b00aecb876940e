"""The money of one lot as anybody may read it: each movement between accounts, people only by code.

Pure: transfers, codes and payouts go in.  An account is written ``deposit:K7F3K``, ``balance:1`` (of the
first round), ``case`` or ``unmatched:P2`` (the second payment that nobody could place); ids that lead to
a person or a bank are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.ledger.accounts import Account, Kind
from auction.ledger.transfer import Purpose, Transfer
from auction.payments.payout import Clock, clock_of

# Whose id is the round's, and whose is nobody's business but the court's.
_OF_A_ROUND = frozenset({Kind.BALANCE, Kind.SET_OFF, Kind.FORFEITED})
_UNNAMED = frozenset({Kind.CASE, Kind.CASE_BANK, Kind.BANK, Kind.TRANSIT, Kind.EXPENSE})


@dataclass(frozen=True)
class PaidOut:
    """A payout: until when it was due, whether it left, and what kept it."""

    amount: Money
    due_at: datetime
    sent_at: datetime | None = None
    state: str = ""

    def clock(self, at: datetime) -> Clock:
        """Say where it stands against its due time."""
        return clock_of(self.due_at, self.sent_at, at=at)


@dataclass(frozen=True)
class Place:
    """An account by its public name: its kind, and whose it is by code or by a number."""

    kind: Kind
    owner: str = ""

    @property
    def name(self) -> str:
        """Return the name as files write it: ``deposit:K7F3K``."""
        return f"{self.kind.value}:{self.owner}" if self.owner else self.kind.value


@dataclass(frozen=True)
class EndedRound:
    """A round of the lot that is over; without a price it was not sold."""

    number: int
    round_id: str
    kind: str
    state: str
    ended_at: datetime
    hammer_price: Money | None = None
    buyer_code: str = ""


@dataclass(frozen=True)
class Line:
    """One movement, with the entry of the record that tells of it and the clock of what has to leave.

    A correction says the number of the line that it takes back.
    """

    number: int
    at: datetime
    round_number: int
    purpose: Purpose
    debit: Place
    credit: Place
    amount: Money
    entry_number: int | None = None
    payout: PaidOut | None = None
    reverses: int | None = None


@dataclass(frozen=True)
class Trail:
    """All money of the ended rounds of a lot.

    ``held`` is what the ledger itself says that each kind of account holds, ``receipts`` what gateways
    and banks gave receipts for: both are asked apart from the lines, so that the lines can be checked.
    """

    lot_id: str
    currency: str
    rounds: tuple[EndedRound, ...]
    lines: tuple[Line, ...]
    held: Mapping[Kind, Money]
    receipts: Money
    is_cut: bool = False


@dataclass(frozen=True)
class Deposit:
    """What became of one deposit: to whom it went, and the clock on its way."""

    round_number: int
    bidder_code: str
    paid: Money
    line: Line | None = None

    @property
    def way(self) -> str:
        """Return for what it left its account, or nothing while it lies there."""
        return self.line.purpose.value if self.line else ""


def lines_of(
    transfers: Sequence[Transfer],
    *,
    rounds: Sequence[EndedRound],
    codes: Mapping[str, str],
    payouts: Mapping[str, PaidOut],
    entries: Mapping[str, int],
) -> tuple[Line, ...]:
    """Write transfers as lines of the trail, in their order; ``codes`` are the bidders' by enrolment."""
    numbers = {each.round_id: each.number for each in rounds}
    owners = _owners(transfers, numbers, codes)
    lines = {moved.id: number for number, moved in enumerate(transfers, start=1)}
    return tuple(
        Line(
            number=number,
            at=moved.posted_at,
            round_number=numbers.get(moved.sale.round_id or "", 0),
            purpose=moved.purpose,
            debit=_place(moved.debit, owners),
            credit=_place(moved.credit, owners),
            amount=moved.amount,
            entry_number=entries.get(moved.id),
            payout=payouts.get(moved.id),
            reverses=lines.get(moved.reverses or ""),
        )
        for number, moved in enumerate(transfers, start=1)
    )


def receipts_of(payouts: Iterable[PaidOut], currency: str) -> Money:
    """Return what those who carry the money gave receipts for, in the currency of the lot."""
    sent = (each.amount for each in payouts if each.sent_at is not None)
    return sum((amount for amount in sent if amount.currency == currency), Money(0, currency))


def deposits_of(trail: Trail) -> list[Deposit]:
    """Return each deposit with the line by which it left, in the order in which they came."""
    paid: dict[Place, Line] = {}
    left: dict[Place, Line] = {}
    for line in trail.lines:
        if line.credit.kind is Kind.DEPOSIT:
            paid.setdefault(line.credit, line)
        if line.debit.kind is Kind.DEPOSIT:
            left[line.debit] = line
    return [
        Deposit(line.round_number, place.owner, line.amount, left.get(place)) for place, line in paid.items()
    ]


def _owners(
    transfers: Iterable[Transfer], rounds: Mapping[str, int], codes: Mapping[str, str]
) -> dict[str, str]:
    """Name whose each account is; what no code and no round names is a payment, counted as it comes."""
    owners: dict[str, str] = {}
    payments: dict[str, str] = {}
    for account in (each for moved in transfers for each in (moved.debit, moved.credit)):
        subject = account.subject
        if account.kind is Kind.GATEWAY:
            owners[account.id] = subject
        elif account.kind in _UNNAMED:
            owners[account.id] = ""
        elif account.kind in _OF_A_ROUND or subject in rounds:
            owners[account.id] = str(rounds.get(subject, ""))
        else:
            owners[account.id] = codes.get(subject) or payments.setdefault(subject, f"P{len(payments) + 1}")
    return owners


def _place(account: Account, owners: Mapping[str, str]) -> Place:
    return Place(account.kind, owners[account.id])
