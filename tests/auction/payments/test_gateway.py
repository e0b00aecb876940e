"""The contract of the gateway port: whatever moves money outside keeps these promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import webhook
from auction.payments.fact import LineKind, MovedState
from auction.payments.gateway import Ask, Gateway
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.payout import Payout, PayoutKind
from auction.payments.received import RequestPurpose

AMOUNT = Money(7_140_000, "CNY")
GATEWAYS: dict[str, Callable[[World], Gateway | None]] = {
    "paper": lambda world: paper_gateway_of(world.database, world.settings),
}


@pytest.fixture(params=sorted(GATEWAYS))
def gateway(request: pytest.FixtureRequest, world: World) -> Gateway:
    """Give each gateway in its turn."""
    made = GATEWAYS[request.param](world)
    assert made is not None
    return made


@pytest.fixture
def payout(world: World) -> Payout:
    """Give a refund that is to leave."""
    due_at = world.clock.now() + timedelta(hours=24)
    return Payout("deposit-out:e1", PayoutKind.REFUND, "payment:p1", AMOUNT, due_at)


def test_a_payment_is_asked_for_under_its_reference(gateway: Gateway):
    ask = Ask("q1", "K7F3K-9XQ2M", RequestPurpose.DEPOSIT, AMOUNT)

    assert gateway.offers(ask) is None
    assert gateway.instructions(ask).reference == "K7F3K-9XQ2M"


def test_a_payout_leaves_once_per_key(gateway: Gateway, world: World, payout: Payout):
    at = world.clock.now()
    other = replace(payout, transfer_id="deposit-out:e2", destination="payment:p2")

    assert gateway.takes(payout) is None
    first = gateway.pay_out(payout, at=at)
    again = gateway.pay_out(payout, at=world.clock.advance(days=2))
    second = gateway.pay_out(other, at=at)

    assert first == again
    assert (first.key, first.amount, first.state) == ("deposit-out:e1", AMOUNT, MovedState.SENT)
    assert first.receipt and first.receipt != second.receipt


def test_a_used_key_never_pays_another_amount_or_another_place(
    gateway: Gateway, world: World, payout: Payout
):
    at = world.clock.now()
    gateway.pay_out(payout, at=at)

    with pytest.raises(AssertionError):
        gateway.pay_out(replace(payout, amount=Money(1, "CNY")), at=at)
    with pytest.raises(AssertionError):
        gateway.pay_out(replace(payout, destination="payment:p2"), at=at)


def test_a_payout_is_found_again_by_its_key(gateway: Gateway, world: World, payout: Payout):
    assert gateway.find(payout) is None

    moved = gateway.pay_out(payout, at=world.clock.now())

    assert gateway.find(payout) == moved


def test_a_message_without_its_signature_is_not_the_gateways(gateway: Gateway, world: World):
    at = world.clock.now()
    forged = webhook.sign("a guessed secret", b"{}", at=at)

    assert gateway.check("", b"{}", at=at) is not None
    assert gateway.check(forged, b"{}", at=at) is not None


def test_a_statement_has_what_left_in_its_half_open_span(gateway: Gateway, world: World, payout: Payout):
    at = world.clock.now()
    gateway.pay_out(payout, at=at)
    second = timedelta(seconds=1)

    lines = list(gateway.statement(since=at, until=at + second))

    assert [(line.kind, line.subject, line.amount) for line in lines] == [
        (LineKind.REFUND, "deposit-out:e1", Money(-AMOUNT.minor, "CNY"))
    ]
    assert list(gateway.statement(since=at - second, until=at)) == []


def test_there_is_no_bank_on_paper_when_the_settings_say_so(world: World):
    settings = world.settings.model_copy(update={"paper_gateway": False})

    assert paper_gateway_of(world.database, settings) is None
