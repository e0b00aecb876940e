"""A statement is one of the account and adds up, or is refused; a line is known again by its key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.payments.bank.statement import (
    Line,
    Party,
    Statement,
    arrived_at,
    judge,
    keys_of,
    plain_account,
)
from auction.payments.bank.words import BankReason

DAY = date(2026, 11, 25)
ACCOUNT = "6222020200112233445"


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def line(minor: int, **told: object) -> Line:
    return replace(Line("1", cny(minor), DAY), **told)  # type: ignore[arg-type]  # fields by name


def statement(*lines: Line, opening: int = 0, closing: int | None = None) -> Statement:
    total = opening + sum(each.amount.minor for each in lines) if closing is None else closing
    return Statement(ACCOUNT, "CNY", "S-1", cny(opening), cny(total), DAY, lines)


@pytest.mark.parametrize(
    ("given_", "account", "currency", "reason"),
    [
        (statement(line(5)), ACCOUNT, "CNY", None),
        (statement(line(5)), "6222 0202-0011 2233 445", "CNY", None),
        (statement(line(5)), "6222020200112233446", "EUR", BankReason.STATEMENT_ACCOUNT),
        (statement(line(5), closing=6), ACCOUNT, "EUR", BankReason.STATEMENT_CURRENCY),
        (statement(line(5), closing=6), ACCOUNT, "CNY", BankReason.SUM_WRONG),
        (statement(line(5), closing=4), ACCOUNT, "CNY", BankReason.SUM_WRONG),
        (statement(line(5, balance=cny(6))), ACCOUNT, "CNY", BankReason.BALANCE_WRONG),
        (statement(*[line(10**16)] * 1_000, closing=0), ACCOUNT, "CNY", BankReason.AMOUNT_WRONG),
        (statement(line(5, balance=cny(5)), line(-9, balance=cny(-4))), ACCOUNT, "CNY", None),
    ],
)
def test_it_is_of_the_account_and_adds_up_or_the_first_reason_is_said(
    given_: Statement, account: str, currency: str, reason: BankReason | None
) -> None:
    found = judge(given_, account=account, currency=currency)

    assert (found and found.reason) == reason


@given(st.lists(st.integers(-(10**9), 10**9), max_size=20), st.integers(-5, 5))
def test_it_adds_up_exactly_when_nothing_is_missing(amounts: list[int], off: int) -> None:
    lines = tuple(line(amount) for amount in amounts)

    found = judge(statement(*lines, closing=sum(amounts) + off), account=ACCOUNT, currency="CNY")

    assert (found is None) == (off == 0)


def test_the_same_line_has_the_same_key_in_whatever_file() -> None:
    first = [key for key, _ in keys_of(statement(line(5, bank_reference="B-1", text="deposit")))]
    again = [key for key, _ in keys_of(statement(line(7), line(5, bank_reference=" B-1", text="DEPOSIT ..")))]

    assert first[0] == again[1]


@pytest.mark.parametrize(
    "other",
    [
        line(6, bank_reference="B-1"),
        line(5, bank_reference="B-2"),
        line(5, bank_reference="B-1", booked_on=DAY + timedelta(days=1)),
    ],
)
def test_a_reference_that_the_bank_uses_twice_hides_no_payment(other: Line) -> None:
    known = dict(keys_of(statement(line(5, bank_reference="B-1"))))

    assert not known.keys() & dict(keys_of(statement(other))).keys()


@pytest.mark.parametrize("reference", ["", "NONREF", "notprovided"])
def test_equal_lines_without_a_reference_are_as_many_keys(reference: str) -> None:
    twin = line(5, bank_reference=reference, text="deposit", party=Party("Li", "1234567"))

    keys = [key for key, _ in keys_of(statement(twin, twin))]

    assert len(set(keys)) == 2
    assert keys == [key for key, _ in keys_of(statement(twin, twin))]


@pytest.mark.parametrize(
    ("told", "at", "arrived"),
    [
        ({}, datetime(2026, 11, 26, 9, tzinfo=UTC), datetime(2026, 11, 25, 15, 59, 59, 999_999, tzinfo=UTC)),
        ({}, datetime(2026, 11, 25, 9, tzinfo=UTC), datetime(2026, 11, 25, 9, tzinfo=UTC)),
        ({"booked_at": datetime(2026, 11, 25, 2, tzinfo=UTC)}, datetime(2026, 11, 26, 9, tzinfo=UTC),
         datetime(2026, 11, 25, 2, tzinfo=UTC)),
        ({"booked_at": datetime(2026, 11, 27, 2, tzinfo=UTC)}, datetime(2026, 11, 26, 9, tzinfo=UTC),
         datetime(2026, 11, 26, 9, tzinfo=UTC)),
    ],
    ids=["the whole day", "the day is not over", "a moment", "never later than we know of it"],
)  # fmt: skip
def test_r_63_a_day_that_the_bank_names_lasts_to_its_end_in_the_courts_zone(
    told: dict[str, object], at: datetime, arrived: datetime
) -> None:
    assert arrived_at(line(5, **told), time_zone="Asia/Shanghai", at=at) == arrived


def test_an_account_is_the_same_however_it_is_grouped() -> None:
    assert plain_account("de89 3704-0044") == "DE8937040044"
