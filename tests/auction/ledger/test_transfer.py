"""A transfer is one way between two kinds of accounts, and is the same act only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import WAYS, Kind, Purpose, Sale, Transfer, accounts_of

AT = datetime(2026, 4, 1, tzinfo=UTC)
PAID = Transfer(
    "in:p1", accounts.payments("CNY"), accounts.deposit("e1"), Money(100, "CNY"), Purpose.DEPOSIT_PAID, AT
)


def test_the_same_act_later_is_the_same_act():
    assert PAID.same_act(replace(PAID, posted_at=AT + timedelta(days=1)))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Money(101, "CNY")},
        {"credit": accounts.deposit("e2")},
        {"sale": Sale(round_id="r1")},
        {"id": "in:p2"},
    ],
)
def test_any_other_field_makes_another_act(change):
    assert not PAID.same_act(replace(PAID, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Money(0, "CNY")},
        {"amount": Money(-1, "CNY")},
        {"debit": accounts.case("k1")},
        {"credit": accounts.case("k1")},
        {"purpose": Purpose.BALANCE_PAID},
        {"id": "x" * 65},
        {"id": ""},
    ],
)
def test_a_transfer_that_could_not_be_is_our_mistake(change):
    with pytest.raises(AssertionError):
        replace(PAID, **change)


def test_every_purpose_has_its_way_and_none_leaves_a_case():
    assert WAYS.keys() == set(Purpose)
    assert Kind.CASE not in {debit for debit, _ in WAYS.values()}


def test_accounts_touched_come_once_and_in_order():
    touched = accounts_of([PAID, replace(PAID, id="in:p2")])

    assert [account.id for account, _ in touched] == ["deposit:e1", "payments:CNY"]
