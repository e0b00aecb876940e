"""A set-off stays within the claim and within what is still to be paid, and is done once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.rounds.lifecycle import State
from auction.settlement.set_off.set_off import Purchase, SetOffReason, SetOffWish, judge, read
from tests.support.rounds import cny

# The price and deposit of the rulebook's flat, bought by whom 300,000 are owed.
PURCHASE = Purchase(
    state=State.SOLD,
    hammer_price=cny(744_000),
    deposit=cny(71_400),
    paid=cny(0),
    set_off=cny(0),
    claim=cny(300_000),
    is_under_way=False,
)


@pytest.mark.parametrize(
    ("changes", "yuan", "reason"),
    [
        # Each row also deserves the refusals below it.
        pytest.param({"state": State.PAID, "claim": None}, 700_000, "set_off_nothing_to_pay", id="R-62/11"),
        pytest.param({"state": State.OVERDUE}, 1, "set_off_nothing_to_pay", id="R-62/12"),
        pytest.param({"claim": None, "set_off": cny(1)}, 700_000, "set_off_no_creditor", id="R-32/10"),
        pytest.param(
            {"set_off": cny(1), "is_under_way": True}, 700_000, "set_off_admitted_already", id="R-62/13"
        ),
        pytest.param({"is_under_way": True}, 700_000, "set_off_money_under_way", id="R-62/14"),
        pytest.param({}, 300_001, "set_off_above_claim", id="R-32/11"),
        pytest.param({}, 300_000, None, id="R-32/12"),
        pytest.param({"claim": cny(10**9)}, 672_601, "set_off_above_rest", id="R-62/15"),
        pytest.param({"claim": cny(10**9)}, 672_600, None, id="R-62/16"),
        pytest.param({"claim": cny(10**9), "paid": cny(72_600)}, 600_001, "set_off_above_rest", id="R-62/17"),
        pytest.param({"claim": cny(10**9), "paid": cny(72_600)}, 600_000, None, id="R-62/18"),
        # A creditor who was owed more than the deposit paid none: all of the price is to be set off.
        pytest.param({"claim": cny(10**9), "deposit": cny(0)}, 744_000, None, id="R-62/19"),
    ],
)
def test_the_first_reason_that_applies_is_said(changes, yuan, reason):
    refusal = judge(replace(PURCHASE, **changes), cny(yuan))

    assert (refusal.reason if refusal else None) == reason


def test_a_round_that_the_court_does_not_have_is_unknown():
    assert judge(None, cny(1)).reason == SetOffReason.ROUND_UNKNOWN


@given(claim=st.integers(1, 10**6), paid=st.integers(0, 600_000), amount=st.integers(1, 10**6))
def test_what_is_admitted_never_passes_the_claim_nor_the_price(claim, paid, amount):
    purchase = replace(PURCHASE, claim=cny(claim), paid=cny(paid))

    admitted = judge(purchase, cny(amount)) is None

    assert admitted == (amount <= claim and cny(amount) <= purchase.rest)


@pytest.mark.parametrize(
    ("amount", "document", "reasons"),
    [
        ("0", "", [SetOffReason.AMOUNT_UNREADABLE, SetOffReason.DOCUMENT_MISSING]),
        ("-5", "Plan 7", [SetOffReason.AMOUNT_UNREADABLE]),
        ("1e3", "Plan 7", [SetOffReason.AMOUNT_UNREADABLE]),
        ("5", " \n ", [SetOffReason.DOCUMENT_MISSING]),
    ],
)
def test_what_cannot_be_read_is_all_named_at_once(amount, document, reasons):
    refusals = read({"amount": amount, "document": document}, "CNY")

    assert [refusal.reason for refusal in refusals] == reasons


def test_a_wish_is_read_as_whole_cents_and_one_line():
    wish = read({"amount": "300,000.50", "document": "Plan\n7" + "x" * 300}, "CNY")

    assert isinstance(wish, SetOffWish)
    assert wish.content["amount_minor"] == "30000050"
    assert "\n" not in wish.document and len(wish.document) == 200
