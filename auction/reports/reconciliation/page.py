"""What the pages of reconciliation show: each difference with its cause and act, and each day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from auction.kernel.money import Money
from auction.payments.reconciliation.clearing import BANK
from auction.payments.reconciliation.difference import ALARM_AFTER, Difference, Mending, cause

COLUMNS = (
    *("day", "gateway", "kind", "movement", "key", "transfer_id", "ledger_minor", "gateway_minor"),
    *("currency", "since_at", "found_at", "explained_at", "explanation", "mended_at"),
)


class KeptDifference(Protocol):
    """What is asked of a difference that is kept."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def gateway(self) -> str:
        """Return the gateway on whose account it stands."""

    @property
    def day(self) -> date:
        """Return the day on which it was found."""

    @property
    def difference(self) -> Difference:
        """Return what differs."""

    @property
    def found_at(self) -> datetime:
        """Return when it was found."""

    @property
    def asked_at(self) -> datetime | None:
        """Return when the gateway was asked again."""

    @property
    def explained_at(self) -> datetime | None:
        """Return when it was explained."""

    @property
    def explanation(self) -> str:
        """Return what a person wrote."""

    @property
    def mended_at(self) -> datetime | None:
        """Return when it was no more."""


class Comparison(Protocol):
    """What is asked of a comparison of a day."""

    account_id: str
    gateway: str
    day: str
    currency: str
    line_count: int
    difference_count: int
    ledger_minor: int
    gateway_minor: int | None
    done_at: datetime


@dataclass(frozen=True)
class ShownDifference:
    """A difference as it is shown, with its likely cause and the act that mends it."""

    kept: KeptDifference
    cause: str
    mending: Mending
    is_old: bool


@dataclass(frozen=True)
class ShownDay:
    """A day of an account; without a comparison it has not been done yet."""

    day: date
    gateway: str
    currency: str
    done: Comparison | None
    in_ledger: Money | None = None
    at_gateway: Money | None = None


def shown_of(kept: Iterable[KeptDifference], *, at: datetime) -> list[ShownDifference]:
    """Return differences with cause and act, those that are older than a day marked."""
    return [
        ShownDifference(
            each,
            *cause(each.difference, at_bank=each.gateway == BANK),
            is_old=each.mended_at is None and at >= each.difference.since_at + ALARM_AFTER,
        )
        for each in kept
    ]


def days_of(done: Sequence[Comparison], *, last: date, count: int) -> list[ShownDay]:
    """Return the last days of each account that was ever compared, the newest first; gaps are shown.

    The last day is not over: it stands there only once somebody had it compared.
    """
    accounts = sorted({(each.account_id, each.gateway, each.currency) for each in done})
    known = {(each.account_id, each.day): each for each in done}
    first = {account_id: min(day for each, day in known if each == account_id) for account_id, *_ in accounts}
    return [
        _day(last - timedelta(days=back), gateway, currency, known.get((account_id, _iso(last, back))))
        for back in range(count)
        for account_id, gateway, currency in accounts
        if (back > 0 or (account_id, _iso(last, 0)) in known) and _iso(last, back) >= first[account_id]
    ]


def rows_of(kept: Iterable[KeptDifference]) -> Iterator[Mapping[str, object]]:
    """Yield differences as rows of a sheet."""
    for each in kept:
        found = each.difference
        yield {
            "day": each.day.isoformat(),
            "gateway": each.gateway,
            "kind": found.kind.value,
            "movement": found.line_kind,
            "key": found.key,
            "transfer_id": found.transfer_id,
            "ledger_minor": found.in_ledger.minor,
            "gateway_minor": found.at_gateway.minor,
            "currency": found.in_ledger.currency,
            "since_at": found.since_at,
            "found_at": each.found_at,
            "explained_at": each.explained_at,
            "explanation": each.explanation,
            "mended_at": each.mended_at,
        }


def day_of(text: str) -> date | None:
    """Read a day of an address; nothing of what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso(last: date, back: int) -> str:
    return (last - timedelta(days=back)).isoformat()


def _day(day: date, gateway: str, currency: str, done: Comparison | None) -> ShownDay:
    if done is None:
        return ShownDay(day, gateway, currency, None)
    theirs = None if done.gateway_minor is None else Money(done.gateway_minor, done.currency)
    return ShownDay(day, gateway, currency, done, Money(done.ledger_minor, done.currency), theirs)
