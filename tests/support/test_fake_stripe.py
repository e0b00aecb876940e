"""The fake Stripe is as strict as the real one: the real SDK says so, over real HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import stripe

from tests.support.fake_stripe.fake import FakeStripe

Params = dict[str, Any]
DAY = timedelta(days=1)


def params_of(amount: int = 5_000, currency: str = "eur", **more: Any) -> Any:
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Deposit"}}
    return {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": "https://example.org/paid?session={CHECKOUT_SESSION_ID}",
        **more,
    }


def open_session(fake: FakeStripe, amount: int = 5_000, **more: Any) -> Any:
    return fake.client().v1.checkout.sessions.create(params_of(amount, **more))


def paid_charge(fake: FakeStripe, amount: int = 5_000, **more: Any) -> Any:
    session = fake.pay(open_session(fake, amount, **more), name="Wang Wei")
    intent = fake.client().v1.payment_intents.retrieve(session["payment_intent"])
    return fake.client().v1.charges.retrieve(intent.latest_charge)


def refused(act: Any, *args: Any, **more: Any) -> stripe.StripeError:
    with pytest.raises(stripe.StripeError) as told:
        act(*args, **more)
    return told.value


def test_a_paid_session_carries_the_name_the_fee_and_our_own_words(fake_stripe: FakeStripe) -> None:
    sessions = fake_stripe.client().v1.checkout.sessions
    opened = open_session(
        fake_stripe,
        client_reference_id="K7F3K-9XQ2M",
        metadata={"reference": "K7F3K-9XQ2M"},
        payment_intent_data={"metadata": {"purpose": "DEPOSIT"}, "transfer_group": "lot-1"},
    )

    before = (opened.status, opened.payment_status, opened.payment_intent, opened.livemode)
    fake_stripe.pay(opened, name="王伟")
    session: Any = sessions.retrieve(
        opened.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]}
    )

    assert before == ("open", "unpaid", None, False)
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert session.metadata["reference"] == session.client_reference_id == "K7F3K-9XQ2M"
    intent = session.payment_intent
    assert (intent.amount_received, intent.metadata["purpose"]) == (5_000, "DEPOSIT")
    charge = intent.latest_charge
    assert (charge.billing_details.name, charge.transfer_group) == ("王伟", "lot-1")
    line = charge.balance_transaction
    assert (line.amount, line.fee, line.net, line.status) == (5_000, 175, 4_825, "pending")


def test_what_a_session_asks_for_stands_on_its_lines(fake_stripe: FakeStripe) -> None:
    sessions = fake_stripe.client().v1.checkout.sessions
    opened = open_session(fake_stripe)

    shown: Any = sessions.retrieve(opened.id, {"expand": ["line_items"]})

    assert [line.amount_total for line in shown.line_items.data] == [5_000]
    assert shown.line_items.data[0].description == "Deposit"
    assert len(sessions.line_items.list(opened.id).data) == 1


@pytest.mark.parametrize(
    ("more", "code", "param"),
    [
        ({"amount": 49}, "amount_too_small", None),
        ({"amount": 50}, None, None),
        ({"amount": 99_999_999}, None, None),
        ({"amount": 100_000_000}, "amount_too_large", "line_items[0][price_data][unit_amount]"),
        ({"amount": 50, "currency": "jpy"}, None, None),
        ({"amount": 399, "currency": "cny"}, "amount_too_small", None),
        ({"currency": "EUR"}, "", "line_items[0][price_data][currency]"),
        ({"expires_in": 1_700}, "", "expires_at"),
        ({"expires_in": 1_900}, None, None),
        ({"expires_in": 86_300}, None, None),
        ({"expires_in": 86_500}, "", "expires_at"),
        ({"locale": "zh-TW"}, None, None),
        ({"locale": "zh_Hant_TW"}, "", "locale"),
        ({"mode": "subscription"}, "", "mode"),
        ({"cancel_url": "my/payments"}, "url_invalid", "cancel_url"),
        ({"client_reference_id": ""}, "parameter_invalid_empty", "client_reference_id"),
        ({"client_reference_id": "x" * 201}, "", "client_reference_id"),
        ({"metadata": {"name": "x" * 501}}, "", "metadata"),
        ({"metadata": {"x" * 41: "1"}}, "", "metadata"),
        ({"payment_intent_data": {"colour": "red"}}, "parameter_unknown", "payment_intent_data[colour]"),
        ({"application_fee": "5"}, "parameter_unknown", "application_fee"),
    ],
)
def test_a_session_is_refused_with_the_parameter_that_is_wrong(
    fake_stripe: FakeStripe, more: Params, code: str | None, param: str | None
) -> None:
    if "expires_in" in more:
        more = {"expires_at": fake_stripe.now() + more["expires_in"]}
    create = fake_stripe.client().v1.checkout.sessions.create

    if code is None:
        assert create(params_of(**more)).status == "open"
        return
    told: Any = refused(create, params_of(**more))

    assert (told.http_status, told.code or "", told.param) == (400, code, param)


@pytest.mark.parametrize("left_out", ["mode", "line_items", "success_url"])
def test_a_session_needs(fake_stripe: FakeStripe, left_out: str) -> None:
    params = params_of()
    del params[left_out]

    told: Any = refused(fake_stripe.client().v1.checkout.sessions.create, params)

    assert (told.code, told.param) == ("parameter_missing", left_out)


def test_lines_add_up_and_share_one_currency(fake_stripe: FakeStripe) -> None:
    create = fake_stripe.client().v1.checkout.sessions.create
    two, mixed = params_of(60_000_000), params_of()
    two["line_items"] = two["line_items"] * 2
    mixed["line_items"] = [*mixed["line_items"], *params_of(currency="usd")["line_items"]]

    assert refused(create, two).code == "amount_too_large"
    assert "same currency" in str(refused(create, mixed))


def test_an_expired_session_takes_no_payment(fake_stripe: FakeStripe) -> None:
    sessions = fake_stripe.client().v1.checkout.sessions
    ended, late = open_session(fake_stripe), open_session(fake_stripe)

    sessions.expire(ended.id)
    fake_stripe.advance_clock(DAY)

    for session in (ended, late):
        assert sessions.retrieve(session.id).status == "expired"
        with pytest.raises(AssertionError, match="expired"):
            fake_stripe.pay(session, name="Wang Wei")
    assert "status of expired" in str(refused(sessions.expire, ended.id))
    assert len(fake_stripe.events(kind="checkout.session.expired")) == 2


def test_a_declined_card_leaves_the_session_open(fake_stripe: FakeStripe) -> None:
    client, session = fake_stripe.client().v1, open_session(fake_stripe)

    fake_stripe.decline(session, name="Wang Wei")
    after: Any = client.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    paid = fake_stripe.pay(session, name="Wang Wei")

    assert (after.status, after.payment_intent.status) == ("open", "requires_payment_method")
    assert after.payment_intent.last_payment_error.code == "card_declined"
    assert paid["payment_intent"] == after.payment_intent.id
    listed = client.charges.list({"payment_intent": after.payment_intent.id}).data
    assert [charge.status for charge in listed] == ["succeeded", "failed"]
    with pytest.raises(AssertionError, match="complete"):
        fake_stripe.pay(session, name="Wang Wei")


@pytest.mark.parametrize(
    ("succeeded", "status", "ended"),
    [
        (True, "succeeded", "async_payment_succeeded"),
        (False, "requires_payment_method", "async_payment_failed"),
    ],
)
def test_a_delayed_payment_is_complete_but_unpaid_until_it_settles(
    fake_stripe: FakeStripe, succeeded: bool, status: str, ended: str
) -> None:
    intents, session = fake_stripe.client().v1.payment_intents, open_session(fake_stripe)

    begun = fake_stripe.pay(session, name="Wang Wei", method="sepa_debit")
    before = intents.retrieve(begun["payment_intent"])
    settled = fake_stripe.settle_async(session, succeeded=succeeded)
    after = intents.retrieve(begun["payment_intent"])

    assert (begun["status"], begun["payment_status"], before.status) == ("complete", "unpaid", "processing")
    assert settled["payment_status"] == ("paid" if succeeded else "unpaid")
    assert (after.status, after.latest_charge) == (status, before.latest_charge)
    assert str(after.latest_charge).startswith("py_")
    assert [event["type"] for event in fake_stripe.events()][-1] == f"checkout.session.{ended}"


def test_a_refund_never_exceeds_what_is_left(fake_stripe: FakeStripe) -> None:
    client, charge = fake_stripe.client().v1, paid_charge(fake_stripe)

    above: Any = refused(client.refunds.create, {"charge": charge.id, "amount": 5_001})
    part = client.refunds.create(
        {"payment_intent": charge.payment_intent, "amount": 2_000, "metadata": {"key": "k"}}
    )
    more: Any = refused(client.refunds.create, {"charge": charge.id, "amount": 3_001})
    middle = client.charges.retrieve(charge.id)
    rest = client.refunds.create({"charge": charge.id})
    again: Any = refused(client.refunds.create, {"charge": charge.id, "amount": 1})

    assert "greater than charge amount" in str(above)
    assert "greater than unrefunded amount" in str(more)
    assert above.param == more.param == "amount"
    assert (middle.amount_refunded, middle.refunded) == (2_000, False)
    assert (part.status, part.metadata["key"], rest.amount) == ("succeeded", "k", 3_000)
    assert (again.http_status, again.code) == (400, "charge_already_refunded")
    assert client.charges.retrieve(charge.id).refunded


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({}, "parameter_missing"),
        ({"charge": "ch_3none"}, "resource_missing"),
        ({"payment_intent": "pi_3none"}, "resource_missing"),
        ({"charge": "ch_3none", "amount": 0}, "parameter_invalid_integer"),
        ({"charge": "ch_3none", "amount": "1.5"}, "parameter_invalid_integer"),
        ({"charge": "ch_3none", "why": "so"}, "parameter_unknown"),
    ],
)
def test_a_refund_names_what_it_refunds(fake_stripe: FakeStripe, wish: Params, code: str) -> None:
    assert refused(fake_stripe.client().v1.refunds.create, wish).code == code


def test_a_pending_refund_arrives_or_comes_back(fake_stripe: FakeStripe) -> None:
    client, charge = fake_stripe.client().v1, paid_charge(fake_stripe)
    fake_stripe.set(refund_status="pending")
    first, second = (client.refunds.create({"charge": charge.id, "amount": 2_500}) for _ in range(2))

    fake_stripe.settle_refund(first)
    failed = fake_stripe.settle_refund(second, "failed")

    assert (first.status, client.refunds.retrieve(first.id).status) == ("pending", "succeeded")
    assert (failed["status"], failed["failure_reason"]) == ("failed", "expired_or_canceled_card")
    assert client.charges.retrieve(charge.id).amount_refunded == 2_500
    types = [line.type for line in client.balance_transactions.list({"source": second.id}).data]
    assert types == ["refund_failure", "refund"]
    with pytest.raises(AssertionError, match="settled"):
        fake_stripe.settle_refund(second)


def test_a_refund_may_have_to_wait_until_the_balance_covers_it(fake_stripe: FakeStripe) -> None:
    client, charge = fake_stripe.client().v1, paid_charge(fake_stripe)
    fake_stripe.set(refunds_need_balance=True)

    first = client.refunds.create({"charge": charge.id})
    fake_stripe.advance_clock(2 * DAY)
    still = client.refunds.retrieve(first.id)
    fake_stripe.top_up(175)
    after = client.refunds.retrieve(first.id)

    assert (first.status, first.pending_reason) == ("pending", "insufficient_funds")
    assert (still.status, still.balance_transaction) == ("pending", None)
    assert (after.status, after.pending_reason) == ("succeeded", None)
    assert client.balance.retrieve().available[0].amount == 0
    assert [event["type"] for event in fake_stripe.events()][-1] == "refund.updated"


def test_money_of_a_card_is_pending_for_two_days(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account()
    paid_charge(fake_stripe)
    wish: Params = {"amount": 4_825, "currency": "eur", "destination": account, "transfer_group": "lot-1"}

    early = refused(client.transfers.create, wish)
    fake_stripe.advance_clock(2 * DAY)
    above = refused(client.transfers.create, {**wish, "amount": 4_826})
    sent = client.transfers.create(wish)

    assert early.code == above.code == "balance_insufficient"
    assert client.balance.retrieve().available[0].amount == 0
    theirs = client.balance.retrieve({}, {"stripe_account": account})
    assert theirs.available[0].amount == sent.amount == 4_825


def test_a_transfer_may_draw_on_a_charge_that_is_still_pending(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account()
    charge = paid_charge(fake_stripe, payment_intent_data={"transfer_group": "lot-1"})
    wish: Params = {
        "amount": 3_000,
        "currency": "eur",
        "destination": account,
        "source_transaction": charge.id,
    }

    sent = client.transfers.create(wish)
    above: Any = refused(client.transfers.create, {**wish, "amount": 2_001})
    foreign: Any = refused(client.transfers.create, {**wish, "currency": "usd"})
    other: Any = refused(client.transfers.create, {**wish, "amount": 1, "transfer_group": "lot-2"})

    assert sent.transfer_group == "lot-1"
    assert (above.param, foreign.param, other.param) == ("amount", "currency", "transfer_group")
    assert [found.id for found in client.transfers.list({"transfer_group": "lot-1"}).data] == [sent.id]


def test_a_transfer_goes_only_to_an_account_that_may_take_it(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account(enabled=False)
    fake_stripe.top_up(10_000)
    wish: Params = {"amount": 100, "currency": "eur", "destination": account}

    disabled = refused(client.transfers.create, wish)
    unknown: Any = refused(client.transfers.create, {**wish, "destination": "acct_1nobody"})
    fake_stripe.enable_account(account)

    assert disabled.code == "insufficient_capabilities_for_transfer"
    assert (unknown.http_status, unknown.code, unknown.param) == (400, "resource_missing", "destination")
    assert client.transfers.create(wish).destination == account
    assert client.accounts.retrieve(account).payouts_enabled


def test_a_transfer_is_taken_back_once(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account()
    fake_stripe.top_up(10_000)
    sent = client.transfers.create({"amount": 1_000, "currency": "eur", "destination": account})

    part = client.transfers.reversals.create(sent.id, {"amount": 400, "metadata": {"key": "fix"}})
    above = refused(client.transfers.reversals.create, sent.id, {"amount": 601})
    client.transfers.reversals.create(sent.id)
    again = refused(client.transfers.reversals.create, sent.id)
    after = client.transfers.retrieve(sent.id)

    assert "greater than unreversed amount" in str(above)
    assert "already fully reversed" in str(again)
    assert (after.amount_reversed, after.reversed) == (1_000, True)
    assert client.transfers.reversals.retrieve(sent.id, part.id).metadata["key"] == "fix"
    assert [back.amount for back in client.transfers.reversals.list(sent.id).data] == [600, 400]
    assert client.balance.retrieve().available[0].amount == 10_000


def test_what_an_account_has_paid_out_cannot_be_taken_back(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account()
    fake_stripe.top_up(10_000)
    sent = client.transfers.create({"amount": 1_000, "currency": "eur", "destination": account})

    fake_stripe.payout(account=account)

    assert refused(client.transfers.reversals.create, sent.id).code == "balance_insufficient"


def test_a_dispute_takes_the_money_at_once_and_bars_refunds(fake_stripe: FakeStripe) -> None:
    client, charge = fake_stripe.client().v1, paid_charge(fake_stripe)

    opened = fake_stripe.dispute(charge)
    barred = refused(client.refunds.create, {"charge": charge.id})
    lines = client.balance_transactions.list({"type": "adjustment"}).data
    won = fake_stripe.close_dispute(opened, won=True)

    assert (barred.http_status, barred.code) == (400, "charge_disputed")
    assert client.charges.retrieve(charge.id).disputed
    assert [(line.amount, line.fee, line.source) for line in lines] == [(-5_000, 1_500, opened["id"])]
    assert [line["amount"] for line in won["balance_transactions"]] == [-5_000, 5_000]
    found = client.disputes.list({"payment_intent": charge.payment_intent}).data
    assert [dispute.status for dispute in found] == ["won"]
    assert client.refunds.create({"charge": charge.id}).amount == 5_000


def test_a_lost_dispute_keeps_the_money(fake_stripe: FakeStripe) -> None:
    client, charge = fake_stripe.client().v1, paid_charge(fake_stripe)

    opened = fake_stripe.dispute(charge, amount=2_000)
    fake_stripe.close_dispute(opened, won=False)

    assert (opened["amount"], client.disputes.retrieve(opened["id"]).status) == (2_000, "lost")
    assert refused(client.refunds.create, {"charge": charge.id}).code == "charge_disputed"
    with pytest.raises(AssertionError, match="closed"):
        fake_stripe.close_dispute(opened, won=True)


def test_a_payout_takes_all_that_is_available_and_may_come_back(fake_stripe: FakeStripe) -> None:
    client = fake_stripe.client().v1
    fake_stripe.set(available_after_s=0)
    paid_charge(fake_stripe)
    fake_stripe.charge_fee(25)

    payout = fake_stripe.payout(paid=False)
    inside = client.balance_transactions.list({"payout": payout["id"]}).data
    empty = client.balance.retrieve().available[0].amount
    fake_stripe.settle_payout(payout, "failed")

    assert payout["amount"] == 4_800
    assert [line.type for line in inside] == ["payout", "stripe_fee", "charge"]
    assert sum(line.net for line in inside) == empty == 0
    assert client.payouts.retrieve(payout["id"]).status == "failed"
    assert client.balance.retrieve().available[0].amount == 4_800
    with pytest.raises(AssertionError, match="available"):
        fake_stripe.payout("usd")


def test_the_lines_of_the_balance_add_up_to_it(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account()
    fake_stripe.set(available_after_s=0, fee_basis_points=0, fee_fixed=0)
    charges = [paid_charge(fake_stripe) for _ in range(3)]
    client.refunds.create({"charge": charges[0].id, "amount": 1_234})
    client.transfers.create({"amount": 700, "currency": "eur", "destination": account})
    fake_stripe.top_up(99)
    fake_stripe.dispute(charges[1])

    lines = list(client.balance_transactions.list({"limit": 2}).auto_paging_iter())

    balance = client.balance.retrieve()
    assert sum(line.net for line in lines) == balance.available[0].amount == 15_000 - 1_234 - 700 + 99 - 6_500
    assert all(line.net == line.amount - line.fee for line in lines)
    assert len(lines) == len({line.id for line in lines}) == 7


def test_lists_come_newest_first_in_pages(fake_stripe: FakeStripe) -> None:
    client, charge = fake_stripe.client().v1, paid_charge(fake_stripe)
    made = []
    for _ in range(5):
        fake_stripe.advance_clock(timedelta(seconds=10))
        made.append(client.refunds.create({"charge": charge.id, "amount": 10}))
    newest = [refund.id for refund in reversed(made)]

    first = client.refunds.list({"limit": 2})
    second = client.refunds.list({"limit": 3, "starting_after": newest[1]})
    back = client.refunds.list({"limit": 2, "ending_before": newest[4]})
    middle = client.refunds.list({"created": {"gte": made[1].created, "lt": made[3].created}})

    assert ([found.id for found in first.data], first.has_more) == (newest[:2], True)
    assert ([found.id for found in second.data], second.has_more) == (newest[2:], False)
    assert [found.id for found in back.data] == newest[2:4]
    assert [found.id for found in middle.data] == [made[2].id, made[1].id]
    assert len(client.refunds.list({"payment_intent": charge.payment_intent}).data) == 5
    for wish, param in (
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"starting_after": "re_no"}, "starting_after"),
    ):
        told: Any = refused(client.refunds.list, wish)
        assert told.param == param
