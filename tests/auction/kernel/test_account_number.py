"""An account number is shown in groups of four, and is the same number when it is typed as it is shown."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.cases.register import NewAccount, compact_account
from auction.kernel.account_number import format_account_number
from auction.payments.bank.statement import plain_account

NUMBERS = st.text(alphabet=string.ascii_uppercase + string.digits, min_size=1, max_size=34)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        ("6222020200112233445", "6222 0202 0011 2233 445"),
        ("12345678", "1234 5678"),
        ("1234", "1234"),
        ("110-234-567890", "110-234-567890"),
        ("6222 0202", "6222 0202"),
        ("", ""),
    ],
)
def test_is_shown_in_groups_of_four(number: str, shown: str) -> None:
    assert format_account_number(number) == shown


@given(NUMBERS)
def test_what_is_copied_from_a_page_is_read_as_the_same_number(number: str) -> None:
    shown = format_account_number(number)

    assert plain_account(shown) == number
    assert compact_account(NewAccount(shown, "x")).account_number == number
