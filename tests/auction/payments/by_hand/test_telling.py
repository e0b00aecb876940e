"""A refund by hand is told without the number of the account."""

from __future__ import annotations

from auction.kernel.money import Money
from auction.payments.by_hand.telling import content_of, tell_refund
from tests.auction.payments.by_hand.test_wish import FORM, REFUSED, read


def test_what_a_judge_reads():
    content = content_of(REFUSED, read(FORM), sealed="gAAAA")

    told = [value for _label, value in tell_refund(content)]

    assert told == ["back:p1", Money(5, "CNY"), "Ann Li", "…1234", "Seen the card."]
    assert "6222000000001234" not in str(content)
