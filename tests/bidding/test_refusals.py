"""Every refusal of the hall has one sentence, with the numbers that are given to it."""

from __future__ import annotations

from auction.enrolment.bidding_pass import PassReason
from bidding.engine import Reason
from bidding.refusals import HALL_WORDS, HallReason
from bidding.words import WORDS


def test_every_reason_has_a_sentence() -> None:
    assert set(HALL_WORDS) == set(HallReason) | set(PassReason)
    assert set(WORDS) == set(HALL_WORDS) | set(Reason)


def test_no_two_reasons_share_a_name() -> None:
    names = [*HallReason, *PassReason, *Reason]

    assert len({str(name) for name in names}) == len(names)
