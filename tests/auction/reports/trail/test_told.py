"""Each transfer of a lot finds its entry in the record."""

from __future__ import annotations

import pytest

from auction.reports.trail.told import Entry, entry_numbers
from tests.auction.reports.trail.test_trail import CODES, SETTLED


def confirmed(number, code, round_id="round-1"):
    return Entry(number, "deposit.confirmed", {"round_id": round_id, "bidder_code": code})


def about(number, kind, transfer_id):
    return Entry(number, kind, {"transfer_id": transfer_id})


@pytest.mark.parametrize(
    ("entry", "transfer_id"),
    [
        (confirmed(7, "A7F3K"), "in:1"),
        (confirmed(7, "B2Q9M"), "in:2"),
        (about(7, "refund.posted", "deposit-out:enrol-bo"), "deposit-out:enrol-bo"),
        (about(7, "settlement.posted", "balance-out:round-1"), "balance-out:round-1"),
        (about(7, "balance.paid", "in:3"), "in:3"),
        (about(7, "payment.held", "in:pay-odd"), "in:pay-odd"),
        (about(7, "payout.posted", "deposit-out:enrol-bo"), "sent:deposit-out:enrol-bo"),
        (about(7, "payout.posted", "sent:deposit-out:enrol-bo"), "sent:deposit-out:enrol-bo"),
    ],
)
def test_a_transfer_finds_the_entry_that_tells_of_it(entry, transfer_id):
    assert entry_numbers([entry], SETTLED, CODES) == {transfer_id: 7}


def test_the_first_entry_about_a_transfer_counts():
    twice = [about(number, "refund.posted", "back:pay-odd") for number in (9, 8)]

    # What came in only to go back is told with its going back.
    assert entry_numbers(twice, SETTLED, CODES) == {"back:pay-odd": 8, "in:pay-odd": 8}


@pytest.mark.parametrize(
    "entry",
    [confirmed(7, "C0000"), confirmed(7, "A7F3K", "round-2"), about(7, "refund.posted", "back:other")],
)
def test_an_entry_about_something_else_is_not_linked(entry):
    assert entry_numbers([entry], SETTLED, CODES) == {}
