"""A clearing account as reconciliation sees it: what lies at one gateway, or on one court's bank account."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.payments.reconciliation.matching import Matched

BANK = "bank"
# The days of a gateway that serves all courts are nobody's local ones.
PLATFORM_ZONE = "UTC"


@dataclass(frozen=True)
class Clearing:
    """One account: at which gateway, in which currency, of which court (none: the platform's own)."""

    account_id: str
    gateway: str
    currency: str
    court_id: str
    time_zone: str


@dataclass(frozen=True)
class CourtMoney:
    """What of a court says which accounts it has; one at a bank once it has named it."""

    court_id: str
    currency: str
    time_zone: str
    has_bank: bool = False


@dataclass(frozen=True)
class Compared:
    """One day of an account as it was compared: what matched, and both balances at its end."""

    clearing: Clearing
    day: date
    matched: Matched
    in_ledger: Money
    at_gateway: Money | None


def clearings_of(gateways: Collection[str], courts: Iterable[CourtMoney]) -> Iterator[Clearing]:
    """Yield the accounts to compare: one of a currency at each gateway, and each court's own at the bank."""
    found = sorted(courts, key=lambda court: court.court_id)
    for name in sorted(set(gateways) - {BANK}):
        for currency in sorted({court.currency for court in found}):
            account_id = accounts.gateway(name, currency).id
            yield Clearing(account_id, name, currency, "", PLATFORM_ZONE)
    for court in [each for each in found if each.has_bank and BANK in gateways]:
        account_id = accounts.bank(court.court_id, court.currency).id
        yield Clearing(account_id, BANK, court.currency, court.court_id, court.time_zone)
