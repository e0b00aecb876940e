"""A transfer goes a way of its purpose, is the same act only once, and is taken back only exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts, transfer
from auction.ledger.accounts import CREDIT_SIDE, DEBIT_SIDE, Account, Kind
from auction.ledger.transfer import WAYS, Purpose, Sale, Transfer, stage

AT = datetime(2026, 4, 1, tzinfo=UTC)
LATER = AT + timedelta(days=1)
PAID = Transfer(
    "in:p1",
    accounts.gateway("paper", "CNY"),
    accounts.deposit("e1", "CNY"),
    Money(100, "CNY"),
    Purpose.DEPOSIT_PAID,
    AT,
)


def test_the_same_act_later_is_the_same_act():
    assert PAID.same_act(replace(PAID, posted_at=LATER))


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Money(101, "CNY")},
        {"credit": accounts.deposit("e2", "CNY")},
        {"debit": accounts.bank("c1", "CNY")},
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
        {"amount": Money(100, "EUR")},
        {"credit": accounts.deposit("e1", "EUR")},
        {"debit": accounts.case("k1", "CNY")},
        {"credit": accounts.case("k1", "CNY")},
        {"purpose": Purpose.BALANCE_PAID},
        {"reverses": "in:p0"},
        {"purpose": Purpose.CORRECTION},
        {"id": "x" * 65},
        {"id": ""},
    ],
)
def test_a_transfer_that_could_not_be_is_our_mistake(change):
    with pytest.raises(AssertionError):
        replace(PAID, **change)


def test_every_purpose_but_a_correction_has_its_ways():
    assert WAYS.keys() == set(Purpose) - {Purpose.CORRECTION}


def test_a_case_gives_up_a_forfeited_deposit_and_nothing_else():
    assert [purpose for purpose, way in WAYS.items() if Kind.CASE in way.debit] == [Purpose.DEPOSIT_FORFEITED]
    assert not [purpose for purpose, way in WAYS.items() if Kind.FORFEITED in way.debit]


def test_an_expense_is_never_paid_from_what_is_somebodys():
    paying = [way.debit for way in WAYS.values() if Kind.EXPENSE in way.credit]

    assert paying == [accounts.CLEARING]
    for way in WAYS.values():
        assert Kind.EXPENSE not in way.debit or way.credit <= DEBIT_SIDE
        assert not way.debit & DEBIT_SIDE or not way.debit & CREDIT_SIDE


@pytest.mark.parametrize(
    ("owed", "sent"),
    [
        (
            Transfer(
                "deposit-out:e1",
                accounts.deposit("e1", "CNY"),
                accounts.payable("e1", "CNY"),
                Money(100, "CNY"),
                Purpose.DEPOSIT_RETURNED,
                AT,
            ),
            ("sent:deposit-out:e1", "payable:e1:CNY", Purpose.REFUND_SENT),
        ),
        (
            Transfer(
                "balance-out:r1",
                accounts.balance("r1", "CNY"),
                accounts.case("k1", "CNY"),
                Money(100, "CNY"),
                Purpose.BALANCE_APPLIED,
                AT,
            ),
            ("sent:balance-out:r1", "casebank:k1:CNY", Purpose.CASE_CREDIT_SENT),
        ),
    ],
)
def test_what_is_owed_or_credited_leaves_through_a_gateway(owed, sent):
    left = transfer.sent_of(owed, through=accounts.gateway("paper", "CNY"), at=LATER)

    assert (left.id, left.debit.id, left.purpose) == sent
    assert (left.credit.id, left.amount, left.posted_at) == ("gateway:paper:CNY", owed.amount, LATER)


def test_what_nobody_is_owed_is_not_sent():
    with pytest.raises(AssertionError, match="owed or credited"):
        transfer.sent_of(PAID, through=accounts.gateway("paper", "CNY"), at=LATER)


def test_within_an_instant_nothing_stands_before_what_brought_it():
    one_payment = [
        Purpose.UNMATCHED_PAID,
        Purpose.UNMATCHED_TAKEN,
        Purpose.BALANCE_APPLIED,
        Purpose.REFUND_SENT,
        Purpose.CORRECTION,
    ]
    assert [stage(purpose) for purpose in one_payment] == [0, 1, 2, 3, 4]

    for earlier, later in product(Purpose, Purpose):
        if (
            Purpose.CORRECTION not in (earlier, later)
            and WAYS[earlier].credit & WAYS[later].debit & CREDIT_SIDE
        ):
            assert stage(earlier) <= stage(later), f"{earlier} brings what {later} takes"


def test_a_correction_is_the_exact_reverse():
    fixed = transfer.correction_of(PAID, at=LATER)

    assert (fixed.id, fixed.reverses, fixed.purpose) == ("fix:in:p1", "in:p1", Purpose.CORRECTION)
    assert (fixed.debit, fixed.credit, fixed.amount) == (PAID.credit, PAID.debit, PAID.amount)


def test_every_id_fits_for_the_longest_id_of_a_payment():
    longest = "p" * 48
    made = (
        transfer.money_in_id(longest),
        transfer.sent_id(transfer.money_back_id(longest)),
        transfer.correction_id(transfer.sent_id(transfer.money_back_id(longest))),
        transfer.taken_id(longest),
        accounts.unmatched(longest, "CNY").id,
        Account(Kind.FORFEITED, "r" * 32, "CNY").id,
    )

    assert max(len(each) for each in made) <= transfer.ID_LENGTH_MAX
