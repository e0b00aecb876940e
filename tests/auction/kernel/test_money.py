"""Money is whole minor units of one currency."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import (
    AMOUNT_MINOR_MAX,
    MINOR_DIGITS,
    SUM_MINOR_MAX,
    Money,
    NotAnAmount,
    format_plain,
    least_share,
    parse_plain,
)

AMOUNTS = st.integers(min_value=1, max_value=AMOUNT_MINOR_MAX)
CURRENCIES = st.sampled_from(sorted(MINOR_DIGITS))


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("744000", "CNY", 74_400_000),
        ("744,000.50", "CNY", 74_400_050),
        (" 744 000.5 ", "CNY", 74_400_050),
        ("71,400", "CNY", 7_140_000),
        ("1\u00a0234\u00a0567.5", "CNY", 123_456_750),
        ("100,000,000,000,000.00", "CNY", AMOUNT_MINOR_MAX),
        ("5,000", "KRW", 5_000),
        ("0.01", "CNY", 1),
        ("1.50", "USD", 150),
        ("1.5000", "USD", 150),
        ("5000", "KRW", 5_000),
        ("5000.00", "KRW", 5_000),
        ("100000000000000", "CNY", AMOUNT_MINOR_MAX),
    ],
)
def test_reads_plain_amounts(text: str, currency: str, minor: int) -> None:
    assert parse_plain(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0", "0.00", "-1", "+1", "1e6", "1E6", "NaN", "Infinity", "0x10", "1.2.3", ".5", "5.",
        "714,00", "71,40", "71400,5", "7,14,000", "0,500", "1,500,00", "71.400,00", "1,234 567", "1,,000",
        ",500", "1,500,", "71 40", "1.500", "71,400.500", "100,000,000,000,001", "1,000,000,000,000,000,000",
        "1.005", "abc", "１２", "१२", "1_000", "100000000000000.01", "9" * 18, "9" * 100_000, "1\n2", "1;2",
    ],
)  # fmt: skip  # one bad amount after another is read more easily in lines
def test_refuses_what_is_no_plain_positive_amount(text: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_plain(text, "CNY")


@given(AMOUNTS, CURRENCIES)
def test_what_was_written_is_read_again(minor: int, currency: str) -> None:
    money = Money(minor, currency)

    assert parse_plain(format_plain(money), currency) == money


@given(AMOUNTS, CURRENCIES, st.sampled_from([",", " ", "\u00a0"]))
def test_an_amount_that_is_grouped_by_threes_is_the_same_amount(minor: int, currency: str, mark: str) -> None:
    money = Money(minor, currency)
    whole, point, part = format_plain(money).partition(".")

    assert parse_plain(f"{int(whole):,}".replace(",", mark) + point + part, currency) == money


@given(st.text(alphabet="0123456789,. ", max_size=12), CURRENCIES)
def test_a_text_is_refused_or_means_what_it_means_with_its_groups_written_out(
    text: str, currency: str
) -> None:
    try:
        money = parse_plain(text, currency)
    except NotAnAmount:
        return
    whole, _, part = text.strip().partition(".")
    plain = whole.replace(",", "").replace(" ", "")
    marks = whole.translate(str.maketrans("", "", "0123456789"))
    assert whole in {plain, f"{int(plain):,}".replace(",", marks[:1])}
    assert money.minor == Decimal(f"{plain}.{part or 0}").scaleb(MINOR_DIGITS[currency])
    assert len(part) != 3


@given(st.integers(min_value=1, max_value=10**14), st.integers(min_value=0, max_value=99), CURRENCIES)
def test_a_decimal_comma_is_never_a_hundred_times_as_much(whole: int, part: int, currency: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_plain(f"{whole},{part:02d}", currency)


@given(AMOUNTS, CURRENCIES)
def test_writes_exactly_the_decimal_value(minor: int, currency: str) -> None:
    assert Decimal(format_plain(Money(-minor, currency))) == Decimal(-minor).scaleb(-MINOR_DIGITS[currency])


@given(AMOUNTS, st.fractions(min_value=0, max_value=1))
def test_the_least_share_is_the_least(minor: int, share: Fraction) -> None:
    whole = Money(minor, "CNY")

    least = least_share(whole, share)

    assert least.is_at_least(share, whole)
    assert not Money(least.minor - 1, "CNY").is_at_least(share, whole)


@pytest.mark.parametrize(
    ("minor", "at_least", "at_most"), [(69, False, True), (70, True, True), (71, True, False)]
)
def test_shares_are_compared_exactly(minor: int, at_least: bool, at_most: bool) -> None:
    share, whole = Fraction(7, 10), Money(100, "CNY")

    assert Money(minor, "CNY").is_at_least(share, whole) is at_least
    assert Money(minor, "CNY").is_at_most(share, whole) is at_most


def test_adds_subtracts_and_compares_in_one_currency() -> None:
    one, two = Money(1, "CNY"), Money(2, "CNY")

    assert (one + one, two - one) == (two, one)
    assert one < two
    assert one <= one


def test_a_sum_may_be_larger_than_any_amount() -> None:
    most = Money(AMOUNT_MINOR_MAX, "CNY")

    assert (most + most).minor == 2 * AMOUNT_MINOR_MAX


@pytest.mark.parametrize("act", ["__add__", "__sub__", "__lt__", "__le__"])
def test_two_currencies_never_mix(act: str) -> None:
    with pytest.raises(AssertionError):
        getattr(Money(1, "CNY"), act)(Money(1, "USD"))


@pytest.mark.parametrize(
    ("minor", "currency"), [(1.0, "CNY"), (True, "CNY"), (SUM_MINOR_MAX + 1, "CNY"), (1, "XXX")]
)
def test_is_never_anything_but_bounded_whole_units(minor: int, currency: str) -> None:
    with pytest.raises(AssertionError):
        Money(minor, currency)
