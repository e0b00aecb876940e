"""Statements: which side a transfer is shown on, and which balance is told after it."""

from __future__ import annotations

import pytest

from auction.ledger.statement import ACCOUNTS_MAX, Scope, page_of
from auction.reports.money.statement import Of, Subject, accounts_of_bidder, read_account, shown
from tests.auction.reports.trail.test_trail import ANN, BANK, BO, CASE, CASE_BANK, CNY, SETTLED, STRIPE, yuan


def lines_of(subject):
    listed = set(subject.scope.account_ids)
    found = [moved for moved in SETTLED if not listed or {moved.debit.id, moved.credit.id} & listed]
    page = page_of(subject.scope, yuan(0), found, limit=50)
    return [shown(subject, line) for line in page.lines]


def of_account(account):
    return lines_of(Subject(Of.ACCOUNT, account.id, Scope(CNY, (account.id,))))


@pytest.mark.parametrize(
    ("account", "balances"),
    [
        pytest.param(ANN, [20, 0], id="a-deposit-comes-and-is-applied"),
        pytest.param(CASE, [20, 100], id="a-case-is-credited-in-two-parts"),
        pytest.param(STRIPE, [20, 0], id="what-lies-at-a-gateway-is-told-as-what-lies-there"),
        pytest.param(BANK, [20, 25, 20, 0, 30, 80, 0], id="and-at-a-bank"),
        pytest.param(CASE_BANK, [20, 100], id="what-was-paid-over-grows"),
    ],
)
def test_the_balance_of_an_account_after_each_line(account, balances):
    assert [line.balance for line in of_account(account)] == [yuan(amount) for amount in balances]


def test_the_sides_of_an_account_are_those_of_the_ledger():
    assert [(line.debit, line.credit) for line in of_account(ANN)] == [(None, yuan(20)), (yuan(20), None)]
    assert [(line.debit, line.credit) for line in of_account(STRIPE)] == [(yuan(20), None), (None, yuan(20))]


def test_a_bidder_has_a_deposit_until_it_has_left():
    listed = accounts_of_bidder("enrol-bo", CNY)
    lines = lines_of(Subject(Of.BIDDER, "enrol-bo", Scope(CNY, listed)))

    assert set(listed) == {BO.id, f"payable:enrol-bo:{CNY}"}
    assert [line.balance for line in lines] == [yuan(20), yuan(20), yuan(0)]
    assert [(line.debit, line.credit) for line in lines] == [(None, yuan(20)), (None, None), (yuan(20), None)]


def test_what_is_in_our_hands_of_a_round_is_what_came_or_was_placed_less_what_left():
    lines = lines_of(Subject(Of.ROUND, "round-1", Scope(CNY, round_id="round-1")))

    assert [line.balance.minor // 100 for line in lines] == [
        *(20, 40, 40, 45, 45, 45, 40, 20, 50, 100, 100, 80, 0),
    ]
    assert sum(line.credit is None and line.debit is None for line in lines) == 4


def test_whoever_bought_has_the_balance_and_every_payment_of_the_own_as_well():
    assert accounts_of_bidder("e1", CNY, round_id="r1", payment_ids=["p1"]) == (
        *("deposit:e1:CNY", "payable:e1:CNY", "balance:r1:CNY", "payable:r1:CNY"),
        *("unmatched:p1:CNY", "payable:p1:CNY"),
    )


def test_accounts_are_bounded():
    payments = [f"p{number}" for number in range(ACCOUNTS_MAX)]

    assert len(accounts_of_bidder("e1", CNY, payment_ids=payments)) == ACCOUNTS_MAX


@pytest.mark.parametrize(
    "text", ["", "deposit", "deposit:e1", "deposit:e1:XYZ", "commission:us:CNY", ":e1:CNY", "deposit::CNY"]
)
def test_what_is_no_account_is_none(text):
    assert read_account(text) is None


def test_an_account_reads_back():
    assert read_account(ANN.id) == ANN
