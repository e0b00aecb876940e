"""A dispute moves its money once: away, and back or lost; no case ever pays for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import Sale
from auction.payments.disputes import course
from auction.payments.disputes.course import Disputed, Held
from auction.payments.fact import DisputeMoved, DisputeState

AT = datetime(2026, 4, 1, tzinfo=UTC)
OPEN, WON, LOST = DisputeState
SALE = Sale("c1", "case1", "l1", "r1")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def told(state: DisputeState) -> DisputeMoved:
    return DisputeMoved("stripe", "du_1", "pi_1", eur(100), state)


def moved(state: DisputeState, known: DisputeState | None, held: list[tuple[accounts.Account, int]]):
    left = [Held(account, eur(minor)) for account, minor in held]
    return [
        (each.purpose.value, each.debit.id, each.credit.id, each.amount.minor)
        for each in course.plan(told(state), known, Disputed(SALE, left), at=AT)
    ]


AWAY, LIES, BORNE = "dispute:pi_1:EUR", "gateway:stripe:EUR", "expense:platform:EUR"
OPENED = ("DISPUTE_OPENED", AWAY, LIES, 100)


def test_the_money_of_an_open_dispute_is_away_from_us():
    assert moved(OPEN, None, []) == [OPENED]


@pytest.mark.parametrize("known", [None, OPEN])
def test_what_is_won_comes_back(known):
    came = ("DISPUTE_WON", LIES, AWAY, 100)

    assert moved(WON, known, []) == ([came] if known else [OPENED, came])


@pytest.mark.parametrize(
    ("held", "lost"),
    [
        ([], [("DISPUTE_LOST", BORNE, AWAY, 100)]),
        (
            [(accounts.payable("e1", "EUR"), 100)],
            [("DISPUTE_TAKEN_BACK", "payable:e1:EUR", AWAY, 100)],
        ),
        (
            [(accounts.payable("pi_1", "EUR"), 99), (accounts.deposit("e1", "EUR"), 0)],
            [("DISPUTE_TAKEN_BACK", "payable:pi_1:EUR", AWAY, 99), ("DISPUTE_LOST", BORNE, AWAY, 1)],
        ),
        (
            [(accounts.payable("pi_1", "EUR"), 40), (accounts.balance("r1", "EUR"), 500)],
            [
                ("DISPUTE_TAKEN_BACK", "payable:pi_1:EUR", AWAY, 40),
                ("DISPUTE_TAKEN_BACK", "balance:r1:EUR", AWAY, 60),
            ],
        ),
    ],
)
def test_what_is_lost_is_taken_from_what_is_left_and_the_rest_is_the_operators(held, lost):
    assert moved(LOST, OPEN, held) == lost
    assert moved(LOST, None, held) == [OPENED, *lost]


def test_the_operators_share_stands_in_no_case():
    (borne,) = course.plan(told(LOST), OPEN, Disputed(SALE, []), at=AT)

    assert (borne.sale.case_id, borne.sale.court_id) == (None, None)


@pytest.mark.parametrize(
    ("known", "state", "news"),
    [
        (None, OPEN, True),
        (None, WON, True),
        (None, LOST, True),
        (OPEN, OPEN, False),
        (OPEN, WON, True),
        (OPEN, LOST, True),
        (WON, OPEN, False),
        (WON, LOST, False),
        (LOST, OPEN, False),
        (LOST, WON, False),
    ],
)
def test_a_dispute_opens_once_and_ends_once(known, state, news):
    assert course.is_news(known, state) is news
