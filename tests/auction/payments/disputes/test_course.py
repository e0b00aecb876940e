"""A dispute moves its money once: away, and back or lost; no case ever pays for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import NO_SALE, Purpose, Sale, Transfer
from auction.payments.disputes import course
from auction.payments.disputes.course import Held, Lost
from auction.payments.fact import DisputeMoved, DisputeState

AT = datetime(2026, 4, 1, tzinfo=UTC)
OPEN, WON, LOST = DisputeState
SALE = Sale("c1", "case1", "l1", "r1")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def told(state: DisputeState) -> DisputeMoved:
    return DisputeMoved("stripe", "du_1", "pi_1", eur(100), state)


def shown(transfers: list[Transfer]) -> list[tuple[str, str, str, int]]:
    return [(each.purpose.value, each.debit.id, each.credit.id, each.amount.minor) for each in transfers]


AWAY, LIES, BORNE = "dispute:pi_1:EUR", "gateway:stripe:EUR", "expense:platform:EUR"
OPENED = ("DISPUTE_OPENED", AWAY, LIES, 100)
CAME = ("DISPUTE_WON", LIES, AWAY, 100)


@pytest.mark.parametrize(
    ("known", "state", "moves"),
    [
        (None, OPEN, [OPENED]),
        (None, WON, [OPENED, CAME]),
        (OPEN, WON, [CAME]),
        (None, LOST, [OPENED]),
        (OPEN, LOST, []),
    ],
)
def test_the_money_of_a_dispute_is_away_until_it_is_won(known, state, moves):
    assert shown(course.plan(told(state), known, at=AT)) == moves


@pytest.mark.parametrize(
    ("held", "lost"),
    [
        ([], [("DISPUTE_LOST", BORNE, AWAY, 100)]),
        (
            [(accounts.payable("e1", "EUR"), 100)],
            [("DISPUTE_TAKEN_BACK", "payable:e1:EUR", AWAY, 100)],
        ),
        (
            [(accounts.payable("pi_1", "EUR"), 99), (accounts.unmatched("pi_1", "EUR"), 0)],
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
    left = [Held(account, eur(minor)) for account, minor in held]

    assert shown(course.plan_lost(Lost("du_1", "pi_1", eur(100)), left, SALE, at=AT)) == lost


def test_the_operators_share_stands_in_no_case():
    (borne,) = course.plan_lost(Lost("du_1", "pi_1", eur(100)), [], SALE, at=AT)

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


@pytest.mark.parametrize(
    ("known", "state", "kinds"),
    [
        (None, OPEN, ["dispute.opened"]),
        (None, WON, ["dispute.opened", "dispute.ended"]),
        (OPEN, LOST, ["dispute.ended"]),
    ],
)
def test_the_record_has_the_opening_and_the_end_however_late_we_hear(known, state, kinds):
    entries = course.entries_of(told(state), known, at=AT)

    assert [entry.type for entry in entries] == kinds
    assert {entry.chain for entry in entries} == {"platform"}


def entered(credit: accounts.Account, *, taken: bool = False) -> Transfer:
    lies = accounts.unmatched("pi_1", "EUR") if taken else accounts.gateway("stripe", "EUR")
    purposes = {"deposit": Purpose.DEPOSIT_PAID, "unmatched": Purpose.UNMATCHED_PAID}
    purpose = Purpose.UNMATCHED_TAKEN if taken else purposes[credit.kind.value]
    return Transfer("t", lies, credit, eur(100), purpose, AT, SALE)


DEPOSIT, UNMATCHED = accounts.deposit("e1", "EUR"), accounts.unmatched("pi_1", "EUR")
OWED, OWED_BACK = accounts.payable("e1", "EUR"), accounts.payable("pi_1", "EUR")


@pytest.mark.parametrize(
    ("transfers", "places"),
    [
        ([], []),
        ([entered(DEPOSIT)], [OWED, OWED_BACK]),
        ([entered(UNMATCHED)], [OWED_BACK, UNMATCHED]),
        ([entered(UNMATCHED), entered(DEPOSIT, taken=True)], [OWED, OWED_BACK, UNMATCHED]),
    ],
)
def test_what_is_owed_back_is_looked_for_first(transfers, places):
    assert course.places_of("pi_1", transfers) == places


@pytest.mark.parametrize(
    ("transfers", "deposits", "is_away", "rests"),
    [
        ([], [], False, False),
        ([entered(UNMATCHED)], [], False, True),
        ([entered(UNMATCHED)], [], True, False),
        ([entered(DEPOSIT)], [eur(1)], False, False),
        ([entered(DEPOSIT)], [eur(0)], False, True),
    ],
)
def test_a_loss_waits_while_the_money_moves_on_by_itself(transfers, deposits, is_away, rests):
    assert course.is_at_rest(transfers, deposits, refund_is_away=is_away) is rests


@pytest.mark.parametrize(
    ("held", "rest", "reason"),
    [
        (0, None, "dispute_lost"),
        (1, 1, "dispute_partly_lost"),
        (99, 99, "dispute_partly_lost"),
        (100, 100, "dispute_partly_lost"),
        # What else is owed on the same account belongs to another refund.
        (101, 100, "dispute_partly_lost"),
    ],
)
def test_a_refund_is_what_is_still_there_of_it(held, rest, reason):
    assert course.rest_of(eur(100), eur(held)) == (None if rest is None else eur(rest))
    assert course.why_refused(eur(held)) == reason


def test_a_payment_belongs_to_the_sale_that_it_was_taken_for_last():
    assert course.sale_of([]) == NO_SALE
    assert course.sale_of([entered(UNMATCHED), entered(DEPOSIT, taken=True)]) == SALE
    assert course.deposits_of([entered(UNMATCHED), entered(DEPOSIT, taken=True)]) == [DEPOSIT]


def test_refunds_wait_until_a_dispute_is_won():
    assert [course.refunds_wait_for(state) for state in DisputeState] == [
        "payment_in_dispute",
        "",
        "payment_in_dispute",
    ]
