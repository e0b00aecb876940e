"""Whose books are asked for: the own court's of an officer; for others all courts' or those of one.

Pure: what the address says goes in, what is read comes out, or why it is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.refusal import Refusal
from auction.ledger.accounts import Kind
from auction.reports.money.moment import Reason, read_moment


@dataclass(frozen=True)
class Reader:
    """Who reads: an officer's court, or none; and the courts there are, each with zone and currency."""

    court_id: str
    courts: Sequence[KnownCourt]

    def seen(self, wished: str) -> KnownCourt | None:
        """Return the one court whose books are shown: the own, or the one that is wished and known."""
        wanted = self.court_id or wished
        return next((court for court in self.courts if court.id == wanted), None)


@dataclass(frozen=True)
class KnownCourt:
    """A court as the books know it."""

    id: str
    name: str
    time_zone: str
    currency: str


@dataclass(frozen=True)
class Asked:
    """What is read: of which court (none: of all), in which currency, as of when, told in which zone."""

    court: KnownCourt | None
    currency: str
    currencies: Sequence[str]
    zone: str
    at: datetime | None = None

    @property
    def court_id(self) -> str | None:
        """Return the court to which everything is limited; nothing is all courts."""
        return self.court.id if self.court else None

    def told(self) -> dict[str, str]:
        """Return what is read, for the record of a sheet: what was understood, not what was typed."""
        at = self.at.isoformat() if self.at else ""
        told = {"court": self.court_id or "", "currency": self.currency, "at": at}
        return {name: value for name, value in told.items() if value}


def read_asked(reader: Reader, given: Mapping[str, str]) -> Asked | Refusal:
    """Read whose books are asked for, in which currency and as of when."""
    court = reader.seen(given.get("court", ""))
    currencies = [court.currency] if court else sorted({each.currency for each in reader.courts}) or ["CNY"]
    currency = "" if court else given.get("currency", "").strip()
    if currency and currency not in currencies:
        shown = "".join(letter if letter.isprintable() else "?" for letter in currency[:10])
        return Refusal(Reason.CURRENCY_UNKNOWN, "", {"value": shown})
    zone = court.time_zone if court else "UTC"
    at = read_moment(given.get("at", ""), zone)
    if isinstance(at, Refusal):
        return at
    return Asked(court, currency or currencies[0], currencies, zone, at)


def read_kind(text: str) -> Kind:
    """Read a kind of accounts; whatever is none is the deposits, which are looked for most."""
    return Kind(text) if text in list(Kind) else Kind.DEPOSIT
