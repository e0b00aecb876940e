"""The contract of the gateway port: whatever moves money outside keeps these promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import webhook
from auction.payments.gateway import Gateway
from auction.payments.paper_gateway import paper_gateway_of

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


def test_a_payment_is_asked_for_under_its_reference(gateway: Gateway):
    instructions = gateway.request_payment("K7F3K-9XQ2M", AMOUNT)

    assert instructions.reference == "K7F3K-9XQ2M"


def test_a_payout_leaves_once_per_key(gateway: Gateway, world: World):
    at = world.clock.now()

    first = gateway.pay_out("deposit-out:e1", AMOUNT, "payment:p1", at=at)
    again = gateway.pay_out("deposit-out:e1", AMOUNT, "payment:p1", at=world.clock.advance(days=2))
    other = gateway.pay_out("deposit-out:e2", AMOUNT, "payment:p2", at=at)

    assert first == again
    assert first.number != other.number
    assert (first.key, first.amount) == ("deposit-out:e1", AMOUNT)


def test_a_used_key_never_pays_another_amount_or_another_place(gateway: Gateway, world: World):
    at = world.clock.now()
    gateway.pay_out("deposit-out:e1", AMOUNT, "payment:p1", at=at)

    with pytest.raises(AssertionError):
        gateway.pay_out("deposit-out:e1", Money(1, "CNY"), "payment:p1", at=at)
    with pytest.raises(AssertionError):
        gateway.pay_out("deposit-out:e1", AMOUNT, "payment:p2", at=at)


def test_a_payout_is_found_again_by_its_key(gateway: Gateway, world: World):
    assert gateway.find("deposit-out:e1") is None

    receipt = gateway.pay_out("deposit-out:e1", AMOUNT, "payment:p1", at=world.clock.now())

    assert gateway.find("deposit-out:e1") == receipt


def test_a_message_without_its_signature_is_not_the_gateways(gateway: Gateway, world: World):
    at = world.clock.now()
    forged = webhook.sign("a guessed secret", b"{}", at=at)

    assert gateway.check("", b"{}", at=at) is not None
    assert gateway.check(forged, b"{}", at=at) is not None


def test_there_is_no_bank_on_paper_when_the_settings_say_so(world: World):
    settings = world.settings.model_copy(update={"paper_gateway": False})

    assert paper_gateway_of(world.database, settings) is None
