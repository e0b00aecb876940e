"""A posted transfer is told in the record with what it is, on the chain of its lot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.telling import entry_of
from auction.ledger.transfer import NO_SALE, Purpose, Sale, Transfer

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(("sale", "chain"), [(Sale("c1", "k1", "lot1", "r1"), "lot1"), (NO_SALE, "platform")])
def test_it_stands_on_the_chain_of_its_lot_or_of_the_platform(sale, chain):
    back = Transfer(
        "back:p1",
        accounts.unmatched("p1", "CNY"),
        accounts.payable("p1", "CNY"),
        Money(250, "CNY"),
        Purpose.UNMATCHED_RETURNED,
        AT,
        sale,
    )

    told = entry_of("refund.posted", back, {"reason": "too much"})

    assert (told.chain, told.type, told.at, told.lot_id) == (chain, "refund.posted", AT, sale.lot_id)
    assert told.facts == {
        "transfer_id": "back:p1",
        "purpose": "UNMATCHED_RETURNED",
        "amount_minor": "250",
        "currency": "CNY",
        "reason": "too much",
    }
