"""Whoever decides reads what goes out again, after which refusal, and where it ends."""

from __future__ import annotations

from auction.kernel.money import Money
from auction.payments.again.telling import WAYS, content_of, tell_again
from auction.payments.again.wish import Way, Wish
from tests.auction.payments.again.test_wish import REFUSED


def test_what_a_judge_reads():
    content = content_of(REFUSED, Wish(Way.BANK, "Seen."))

    told = [value for _label, value in tell_again(content)]

    assert told == [
        "(2026) 1", "deposit-out:e1", Money(5, "CNY"), "account_closed", 1, WAYS[Way.BANK],
        "East Court …1234", "Seen.",
    ]  # fmt: skip
    assert REFUSED.account_number not in str(content)
