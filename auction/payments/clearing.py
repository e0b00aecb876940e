"""Where money lies that came in: at a gateway, or on the bank account of a court."""

from __future__ import annotations

from auction.ledger import accounts
from auction.ledger.accounts import Account
from auction.payments.received import BANK


def clearing_of(gateway: str, *, court_id: str, currency: str) -> Account:
    """Return the account of what lies there; a bank has one for each court, a gateway one for all."""
    if gateway != BANK:
        return accounts.gateway(gateway, currency)
    assert court_id, "money at a bank lies on the account of a court"
    return accounts.bank(court_id, currency)
