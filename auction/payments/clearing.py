"""Where money lies that came in: at a gateway, or on the bank account of a court; and its ways between.

Pure.  What a gateway takes for itself is the operator's expense and stands in no case.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from auction.ledger import accounts
from auction.ledger.accounts import PLATFORM, Account
from auction.ledger.transfer import (
    Purpose,
    Transfer,
    bank_arrival_id,
    bank_payout_id,
    correction_id,
    correction_of,
    fee_id,
)
from auction.payments.fact import FeeCharged, MovedState, PaidToBank
from auction.payments.received import BANK


def clearing_of(gateway: str, *, court_id: str, currency: str) -> Account:
    """Return the account of what lies there; a bank has one for each court, a gateway one for all."""
    if gateway != BANK:
        return accounts.gateway(gateway, currency)
    assert court_id, "money at a bank lies on the account of a court"
    return accounts.bank(court_id, currency)


def fee_of(fact: FeeCharged, *, at: datetime) -> Transfer:
    """Return the transfer by which a gateway took its fee: the operator's expense, in no case."""
    currency = fact.amount.currency
    return Transfer(
        id=fee_id(fact.fee_id),
        debit=accounts.expense(currency),
        credit=clearing_of(fact.gateway, court_id=fact.court_id, currency=currency),
        amount=fact.amount,
        purpose=Purpose.FEE_CHARGED,
        posted_at=at,
    )


def to_bank(fact: PaidToBank, posted: Collection[str], *, at: datetime) -> list[Transfer]:
    """Return what moves when a gateway sends money to a bank, it arrives there, or it came back.

    ``posted`` has the ids of what was posted about it before; what is told again moves nothing.
    """
    sent, arrived = _sent_to_bank(fact, at), _arrived_at_bank(fact, at)
    if fact.court_id:
        return [] if arrived.id in posted or fact.state is not MovedState.SENT else [arrived]
    if fact.state is MovedState.REFUSED:
        back = correction_of(sent, at=at)
        return [back] if sent.id in posted and back.id not in posted else []
    return [] if sent.id in posted else [sent]


def ids_to_bank(fact: PaidToBank) -> list[str]:
    """Return the ids of all transfers that may be posted about money on its way to a bank."""
    sent = bank_payout_id(fact.payout_id)
    return [sent, bank_arrival_id(fact.payout_id), correction_id(sent)]


def _sent_to_bank(fact: PaidToBank, at: datetime) -> Transfer:
    currency = fact.amount.currency
    return Transfer(
        id=bank_payout_id(fact.payout_id),
        debit=accounts.transit(PLATFORM, currency),
        credit=accounts.gateway(fact.gateway, currency),
        amount=fact.amount,
        purpose=Purpose.GATEWAY_PAID_OUT,
        posted_at=at,
    )


def _arrived_at_bank(fact: PaidToBank, at: datetime) -> Transfer:
    currency = fact.amount.currency
    return Transfer(
        id=bank_arrival_id(fact.payout_id),
        debit=accounts.bank(fact.court_id or PLATFORM, currency),
        credit=accounts.transit(PLATFORM, currency),
        amount=fact.amount,
        purpose=Purpose.TRANSIT_ARRIVED,
        posted_at=at,
    )
