"""A gateway keeps the money of all courts together, a bank keeps each court's by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.ledger.transfer import NO_SALE
from auction.payments import clearing
from auction.payments.clearing import clearing_of
from auction.payments.fact import FeeCharged, MovedState, PaidToBank


@pytest.mark.parametrize(
    ("gateway", "court_id", "account_id"),
    [
        ("stripe", "c1", "gateway:stripe:EUR"),
        ("paper", "", "gateway:paper:EUR"),
        ("bank", "c1", "bank:c1:EUR"),
    ],
)
def test_money_lies_where_it_came(gateway, court_id, account_id):
    assert clearing_of(gateway, court_id=court_id, currency="EUR").id == account_id


def test_money_at_a_bank_is_some_courts():
    with pytest.raises(AssertionError):
        clearing_of("bank", court_id="", currency="EUR")


AT = datetime(2026, 4, 1, tzinfo=UTC)
FIVE = Money(5, "EUR")
SENT, ARRIVED, FIXED = "bankpayout:po_1", "bankpayout:po_1:arrived", "fix:bankpayout:po_1"


@pytest.mark.parametrize(
    ("state", "court_id", "posted", "moves"),
    [
        (MovedState.UNDER_WAY, "", [], [(SENT, "transit:platform:EUR", "gateway:stripe:EUR")]),
        (MovedState.SENT, "", [], [(SENT, "transit:platform:EUR", "gateway:stripe:EUR")]),
        (MovedState.SENT, "", [SENT], []),
        (MovedState.REFUSED, "", [], []),
        (MovedState.REFUSED, "", [SENT], [(FIXED, "gateway:stripe:EUR", "transit:platform:EUR")]),
        (MovedState.REFUSED, "", [SENT, FIXED], []),
        (MovedState.SENT, "c1", [SENT], [(ARRIVED, "bank:c1:EUR", "transit:platform:EUR")]),
        (MovedState.SENT, "c1", [SENT, ARRIVED], []),
        (MovedState.UNDER_WAY, "c1", [SENT], []),
    ],
)
def test_money_on_its_way_to_a_bank_leaves_and_arrives_once(state, court_id, posted, moves):
    fact = PaidToBank("stripe", "po_1", FIVE, state, court_id)

    found = clearing.to_bank(fact, posted, at=AT)

    assert [(each.id, each.debit.id, each.credit.id) for each in found] == moves
    assert {SENT, ARRIVED, FIXED} == set(clearing.ids_to_bank(fact))


@pytest.mark.parametrize(
    ("gateway", "court_id", "lies"), [("stripe", "", "gateway:stripe:EUR"), ("bank", "c1", "bank:c1:EUR")]
)
def test_a_fee_is_the_operators_expense_in_no_case(gateway, court_id, lies):
    fee = clearing.fee_of(FeeCharged(gateway, "txn_1", FIVE, court_id), at=AT)

    assert (fee.id, fee.debit.id, fee.credit.id) == ("fee:txn_1", "expense:platform:EUR", lies)
    assert fee.sale == NO_SALE
