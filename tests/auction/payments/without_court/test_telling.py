"""The second operator reads what is done, and looks for the number at the bank."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from auction.payments.without_court.telling import WAYS, content_of, tell
from auction.payments.without_court.wish import Way, Wish
from tests.auction.payments.without_court.test_wish import STUCK


@pytest.mark.parametrize(
    ("wished", "number"), [(Wish(Way.PAID, "N1", "Seen."), ["N1"]), (Wish(Way.SAME, "", "Seen."), [])]
)
def test_what_the_other_operator_reads(wished: Wish, number: list[str]):
    told = [value for _label, value in tell(content_of(STUCK, wished))]

    assert told == ["back:pi_1", Money(5, "CNY"), "expired_card", 1, WAYS[wished.way], *number, "Seen."]
