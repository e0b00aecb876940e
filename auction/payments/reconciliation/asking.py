"""What a gateway may be asked beyond its statement, if it can tell it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from auction.kernel.money import Money
from auction.payments.fact import LineKind


@runtime_checkable
class TellsBalance(Protocol):
    """A gateway that says what lies with it."""

    def own_balance(self, currency: str, *, court_id: str, at: datetime) -> Money | None:
        """Return what lay there before that moment; nothing when it does not know.

        Raises GatewayUnavailable.
        """


@runtime_checkable
class TellsAgain(Protocol):
    """A gateway that can be reminded: it writes a message as if it told of the object once more."""

    def reminder(self, kind: LineKind, subject: str, *, event_id: str) -> bytes:
        """Return the body of a message that names the object, for the inbox; empty when there is none."""


def balance_of(gateway: object, currency: str, *, court_id: str, at: datetime) -> Money | None:
    """Return the gateway's own balance before a moment; nothing where it tells none."""
    return (
        gateway.own_balance(currency, court_id=court_id, at=at) if isinstance(gateway, TellsBalance) else None
    )


def reminder_of(gateway: object, line_kind: str, subject: str, *, event_id: str) -> bytes:
    """Return a message that has the inbox ask the gateway for the object anew; empty where there is none."""
    if not isinstance(gateway, TellsAgain) or line_kind not in {kind.value for kind in LineKind}:
        return b""
    return gateway.reminder(LineKind(line_kind), subject, event_id=event_id)
