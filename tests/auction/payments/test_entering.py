"""A payment enters whole, is split, or waits on its own account: every cent goes somewhere once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import NO_SALE, Purpose, Sale, Transfer
from auction.payments import entering
from auction.payments.entering import Accepted
from auction.payments.received import ReceivedPayment

AT = datetime(2026, 4, 1, tzinfo=UTC)
SALE = Sale("c1", "case1", "l1", "r1")
HELD = accounts.deposit("e1", "EUR")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def came(minor: int) -> ReceivedPayment:
    return ReceivedPayment("p1", eur(minor), b"", AT, None, gateway="bank", court_id="c1")


def accepted(minor: int, part: int) -> Accepted:
    return Accepted(came(minor), eur(part), HELD, Purpose.DEPOSIT_PAID, SALE)


def shown(transfers: list[Transfer]) -> list[tuple[str, str, str, int]]:
    return [(each.id, each.debit.id, each.credit.id, each.amount.minor) for each in transfers]


OWN = "unmatched:p1:EUR"
IN = ("in:p1", "bank:c1:EUR", OWN)
TAKEN = ("taken:p1", OWN, HELD.id)
BACK = ("back:p1", OWN, "payable:p1:EUR")


@pytest.mark.parametrize(
    ("part", "is_held", "moves"),
    [
        (100, False, [("in:p1", "bank:c1:EUR", HELD.id, 100)]),
        (99, False, [(*IN, 100), (*TAKEN, 99), (*BACK, 1)]),
        (100, True, [(*TAKEN, 100)]),
        (99, True, [(*TAKEN, 99), (*BACK, 1)]),
    ],
)
def test_what_is_right_enters_at_once_and_all_else_over_an_account_of_its_own(part, is_held, moves):
    assert shown(entering.take(accepted(100, part), is_held=is_held, at=AT).transfers) == moves


def test_what_came_to_a_courts_bank_is_in_its_books_even_when_nobody_says_of_which_sale():
    books = [each.sale for each in entering.turn_back(came(100), eur(0), sale=NO_SALE, at=AT)]
    elsewhere = replace(came(100), gateway="paper", court_id="")

    assert books == [Sale(court_id="c1")] * 2
    assert entering.hold(elsewhere, sale=NO_SALE, at=AT).sale == NO_SALE


def test_no_more_is_taken_than_came():
    with pytest.raises(AssertionError):
        entering.take(accepted(100, 101), is_held=False, at=AT)


@pytest.mark.parametrize(
    ("held", "moves"), [(0, [(*IN, 100), (*BACK, 100)]), (100, [(*BACK, 100)]), (1, [(*BACK, 1)])]
)
def test_what_goes_back_is_what_is_still_held_of_it(held, moves):
    assert shown(entering.turn_back(came(100), eur(held), sale=SALE, at=AT)) == moves


@given(st.integers(1, 10**14), st.data(), st.booleans())
def test_whatever_part_is_taken_the_rest_is_owed_back(minor, data, is_held):
    part = data.draw(st.integers(1, minor))
    entered = entering.take(accepted(minor, part), is_held=is_held, at=AT)

    assert entered.taken.amount == eur(part)
    assert sum(each.amount.minor for each in (entered.taken, *entered.backs)) == minor
