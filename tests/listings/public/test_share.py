"""Parts of a price in whole per cent."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from listings.public.share import per_cent, premium, rate


def won(amount: int) -> Money:
    return Money(amount, "KRW")


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(714, 1000, 71), (715, 1000, 72), (1, 200, 1), (0, 5, 0), (10**15, 10**13, 10_000), (995, 1000, 100)],
)
def test_a_part_is_rounded_half_up(part: int, whole: int, said: int) -> None:
    assert per_cent(won(part), won(whole)) == said


@pytest.mark.parametrize(("hammer", "said"), [(714, 0), (764, 7), (1428, 100)])
def test_a_premium_counts_from_the_starting_price(hammer: int, said: int) -> None:
    assert premium(won(hammer), won(714)) == said


@pytest.mark.parametrize(("count", "of", "said"), [(0, 0, 0), (2, 3, 67), (3, 3, 100), (0, 7, 0)])
def test_a_rate_of_none_is_none(count: int, of: int, said: int) -> None:
    assert rate(count, of) == said


def test_amounts_of_two_currencies_have_no_share() -> None:
    with pytest.raises(AssertionError, match="never mix"):
        per_cent(won(1), Money(1, "CNY"))
