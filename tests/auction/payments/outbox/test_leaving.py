"""What left stands in the ledger once for each time it left, and what came back is owed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments.fact import Moved, MovedState
from auction.payments.outbox import leaving
from auction.payments.outbox.course import Change
from auction.payments.payout import Payout, PayoutKind, PayoutState

AT = datetime(2026, 4, 1, tzinfo=UTC)
AMOUNT = Money(100, "EUR")
SALE = Sale("c1", "case1", "l1", "r1")
OWED = Transfer(
    "deposit-out:e1",
    accounts.deposit("e1", "EUR"),
    accounts.payable("e1", "EUR"),
    AMOUNT,
    Purpose.DEPOSIT_RETURNED,
    AT,
    SALE,
)
PAYOUT = Payout(OWED.id, PayoutKind.REFUND, "payment:p1", AMOUNT, AT, gateway="stripe")


def test_what_leaves_again_after_it_came_back_has_an_id_of_its_own():
    earlier: list[Transfer] = []
    for _ in range(3):
        earlier.append(leaving.left(OWED, PAYOUT, earlier=earlier, at=AT))
        earlier += leaving.came_back(earlier, at=AT)

    ids = [each.id for each in earlier]
    assert ids[::2] == ["sent:deposit-out:e1", "sent:deposit-out:e1:2", "sent:deposit-out:e1:3"]
    assert ids[1::2] == [f"fix:{each}" for each in ids[::2]]
    assert set(ids) <= set(leaving.ids_of(OWED.id))
    assert {each.credit.id for each in earlier[::2]} == {"gateway:stripe:EUR"}
    assert {each.credit.id for each in earlier[1::2]} == {"payable:e1:EUR"}


def test_what_a_lost_dispute_took_does_not_leave():
    rest = replace(PAYOUT, amount=Money(40, "EUR"))
    moved = Moved(OWED.id, MovedState.SENT, rest.amount, receipt="r")

    (entry,) = leaving.entries_of(OWED, rest, Change(PayoutState.SENT, has_left=True), moved=moved, at=AT)

    assert leaving.left(OWED, rest, earlier=[], at=AT).amount == rest.amount
    assert entry.facts["amount_minor"] == "40"


def test_what_did_not_leave_cannot_come_back():
    with pytest.raises(AssertionError):
        leaving.came_back([], at=AT)


def test_what_leaves_too_often_is_no_accident():
    earlier: list[Transfer] = []
    for _ in range(leaving.TIMES_MAX):
        earlier.append(leaving.left(OWED, PAYOUT, earlier=earlier, at=AT))

    with pytest.raises(AssertionError):
        leaving.left(OWED, PAYOUT, earlier=earlier, at=AT)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (Change(PayoutState.SENT, has_left=True), ["payout.posted"]),
        (Change(PayoutState.REFUSED), ["payout.refused"]),
        (Change(PayoutState.UNDER_WAY), []),
    ],
)
def test_the_record_has_what_left_and_what_was_refused(change, kinds):
    moved = Moved(OWED.id, MovedState.SENT, AMOUNT, receipt="re_1", at=AT + timedelta(days=1))

    entries = leaving.entries_of(OWED, PAYOUT, change, moved=moved, at=AT)

    assert [(each.type, each.chain) for each in entries] == [(kind, "l1") for kind in kinds]
