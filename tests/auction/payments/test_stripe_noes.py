"""A no of Stripe that passes holds nothing up: what was asked leaves, once, as soon as it may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.kernel.money import Money
from auction.payments.fact import LineKind, MovedState, PayoutMoved
from auction.payments.gateway import GatewayRefused, GatewayUnavailable
from auction.payments.reconciliation.line import of_gateway
from tests.auction.payments.test_contract import AMOUNT, AtStripe, ask, credit, lines, refund, stripe_of
from tests.support.fake_stripe.fake import FakeStripe


@pytest.fixture
def at_stripe(fake_stripe: FakeStripe) -> AtStripe:
    return AtStripe(stripe_of(fake_stripe), fake_stripe)


@pytest.mark.parametrize("fault", ["500", "500_after"])
def test_a_failure_that_stripe_repeats_under_the_key_is_resolved_by_listing(at_stripe: AtStripe, fault: str):
    payout = refund(at_stripe, at_stripe.pay(ask(), "Ann Lee"))
    at_stripe.fake.fail_next(fault)
    with pytest.raises(GatewayUnavailable):
        at_stripe.gateway.pay_out(payout, at=at_stripe.now())

    again = at_stripe.gateway.pay_out(payout, at=at_stripe.now())

    assert again.state is MovedState.SENT
    assert at_stripe.gateway.find(payout) == again
    assert len(lines(at_stripe, LineKind.REFUND)) == 1


def test_a_credit_leaves_as_soon_as_the_money_is_there(fake_stripe: FakeStripe):
    outside = AtStripe(stripe_of(fake_stripe, fake_stripe.account()), fake_stripe)
    for _ in range(3):
        with pytest.raises(GatewayUnavailable, match="balance_insufficient"):
            outside.gateway.pay_out(credit(outside.now()), at=outside.now())

    fake_stripe.top_up(500_000)
    sent = outside.gateway.pay_out(credit(outside.now()), at=outside.now())

    assert sent.state is MovedState.SENT
    assert outside.gateway.pay_out(credit(outside.now()), at=outside.now()) == sent
    (line,) = lines(outside, LineKind.CASE_CREDIT)
    assert line.amount.minor == -500_000


def test_a_credit_that_one_payment_brought_leaves_before_its_money_is_free(fake_stripe: FakeStripe):
    outside = AtStripe(stripe_of(fake_stripe, fake_stripe.account()), fake_stripe)
    paid = outside.pay(replace(ask(), lot_id="lot-1"), "Ann Lee")
    first = credit(outside.now())
    with pytest.raises(GatewayUnavailable, match="balance_insufficient"):
        outside.gateway.pay_out(replace(first, transfer_id="deposit-out:e2"), at=outside.now())

    sent = outside.gateway.pay_out(replace(first, source=paid), at=outside.now())

    assert sent.state is MovedState.SENT
    assert outside.gateway.find(first) == sent
    # Sent again it is drawn on nothing: the refusal may have been due to what it was drawn on.
    with pytest.raises(GatewayUnavailable, match="balance_insufficient"):
        again = replace(first, transfer_id="deposit-out:e3", source=paid, number=2)
        outside.gateway.pay_out(again, at=outside.now())


def test_a_credit_whose_key_was_used_for_another_wish_may_have_left_and_is_not_refused(
    fake_stripe: FakeStripe,
):
    outside = AtStripe(stripe_of(fake_stripe, fake_stripe.account()), fake_stripe)
    paid, first = outside.pay(replace(ask(), lot_id="lot-1"), "Ann Lee"), credit(outside.now())
    with pytest.raises(GatewayUnavailable, match="balance_insufficient"):
        outside.gateway.pay_out(first, at=outside.now())

    # What it is drawn on can change between two attempts, when its payment is disputed.
    with pytest.raises(GatewayUnavailable, match="idempotency_error"):
        outside.gateway.pay_out(replace(first, source=paid), at=outside.now())


def test_a_credit_is_never_more_than_the_payment_that_it_is_drawn_on(fake_stripe: FakeStripe):
    outside = AtStripe(stripe_of(fake_stripe, fake_stripe.account()), fake_stripe)
    paid = outside.pay(replace(ask(), lot_id="lot-1"), "Ann Lee")
    more = credit(outside.now(), Money(AMOUNT.minor + 1, AMOUNT.currency))

    with pytest.raises(GatewayUnavailable, match="balance_insufficient"):
        outside.gateway.pay_out(replace(more, source=paid), at=outside.now())


def test_a_refund_meets_a_dispute_not_heard_of_yet_and_leaves_once_it_is_won(at_stripe: AtStripe):
    payout = refund(at_stripe, at_stripe.pay(ask(), "Ann Lee"))
    (charge,) = at_stripe.fake.events(kind="charge.succeeded")
    dispute = at_stripe.fake.dispute(charge["data"]["object"])
    for _ in range(2):
        with pytest.raises(GatewayUnavailable, match="charge_disputed"):
            at_stripe.gateway.pay_out(payout, at=at_stripe.now())

    at_stripe.fake.close_dispute(dispute, won=True)

    assert at_stripe.gateway.pay_out(payout, at=at_stripe.now()).state is MovedState.SENT


def test_a_refund_that_the_balance_does_not_cover_is_under_way_until_it_does(at_stripe: AtStripe):
    at_stripe.fake.set(refunds_need_balance=True)
    payout = refund(at_stripe, at_stripe.pay(ask(), "Ann Lee"))

    first = at_stripe.gateway.pay_out(payout, at=at_stripe.now())
    at_stripe.fake.top_up(AMOUNT.minor)
    after = at_stripe.gateway.find(payout)

    assert first.state is MovedState.UNDER_WAY
    assert after == replace(first, state=MovedState.SENT)
    told = at_stripe.gateway.read(at_stripe.messages()[-1][1].decode())
    assert PayoutMoved("stripe", after) in told


def test_a_credit_that_was_refused_leaves_when_it_is_sent_again_under_another_key(fake_stripe: FakeStripe):
    account = fake_stripe.account(enabled=False)
    outside = AtStripe(stripe_of(fake_stripe, account), fake_stripe)
    fake_stripe.top_up(500_000)
    first = credit(outside.now())
    for _ in range(2):
        with pytest.raises(GatewayRefused, match="insufficient_capabilities"):
            outside.gateway.pay_out(first, at=outside.now())
    fake_stripe.enable_account(account)

    # Stripe repeats its first no under the first key, for a day.
    with pytest.raises(GatewayRefused, match="insufficient_capabilities"):
        outside.gateway.pay_out(first, at=outside.now())
    again = replace(first, number=2)
    assert outside.gateway.find(again) is None
    sent = outside.gateway.pay_out(again, at=outside.now())

    assert (sent.state, sent.key) == (MovedState.SENT, f"{first.transfer_id}#2")
    (line,) = lines(outside, LineKind.CASE_CREDIT)
    assert of_gateway(line).key == f"sent:{first.transfer_id}"


def test_what_left_after_all_is_found_under_its_earlier_key_and_not_sent_again(fake_stripe: FakeStripe):
    outside = AtStripe(stripe_of(fake_stripe, fake_stripe.account()), fake_stripe)
    fake_stripe.top_up(1_000_000)
    first = credit(outside.now())
    sent = outside.gateway.pay_out(first, at=outside.now())
    third = replace(first, number=3)

    assert outside.gateway.find(third) == replace(sent, key=third.key)

    # What was taken back at Stripe is not there any more, and may leave anew.
    outside.gateway.take_back(first, "fix:1", first.amount)
    assert outside.gateway.find(third) is None
    assert outside.gateway.pay_out(third, at=outside.now()).receipt != sent.receipt

    # And so may that, under whichever of its keys it stands.
    assert outside.gateway.take_back(third, "fix:2", first.amount).key == "fix:2"
