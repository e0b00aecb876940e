"""A click leads to the checkout that stands, or to a new one with the next number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import store as payments
from auction.payments.checkout import service
from auction.payments.checkout.session import LIFE_MIN, CheckoutState
from auction.payments.gateway import Ask
from auction.payments.received import ReceivedPayment, RequestPurpose, RequestState
from tests.support.checkout import make_request

SECOND = timedelta(seconds=1)
AT = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
ASK = Ask("q1", "AAAAA-BBBBB", RequestPurpose.DEPOSIT, Money(500, "EUR"), expires_at=AT + timedelta(hours=2))


def begin(world: World, checkout_id: str, at: datetime = AT, ask: Ask = ASK):
    with world.database.transaction() as tx:
        return service.begin(tx, checkout_id=checkout_id, ask=ask, language="en", at=at)


def test_clicks_lead_to_one_page_until_it_ends_is_refused_or_asks_too_much(sqlite_world: World):
    world = sqlite_world
    with world.database.transaction() as tx:
        make_request(tx, world)

    first = begin(world, "c1")
    assert (first.state, first.number, first.expires_at) == (
        CheckoutState.NEW,
        1,
        AT + timedelta(hours=2),
    )
    assert begin(world, "c2", AT + LIFE_MIN) == first

    with world.database.transaction() as tx:
        service.opened(tx, first, gateway_id="cs_1", url="https://pay.example/1", at=AT)
    assert begin(world, "c3").url == "https://pay.example/1"

    after_its_end = begin(world, "c4", AT + timedelta(hours=2))
    assert (after_its_end.id, after_its_end.number) == ("c4", 2)

    with world.database.transaction() as tx:
        service.refused(tx, after_its_end, reason="amount_too_small")
    assert begin(world, "c5", AT + timedelta(hours=2)).number == 3

    rest = replace(ASK, amount=Money(200, "EUR"))
    assert begin(world, "c6", AT + timedelta(hours=2), rest).amount == Money(200, "EUR")


def test_who_paid_wrongly_is_led_to_another_page(world: World):
    with world.database.transaction() as tx:
        asked = make_request(tx, world)
    begin(world, "c1")

    came = ReceivedPayment("pi_1", ASK.amount, b"", AT + SECOND, asked, gateway="stripe")
    with world.database.transaction() as tx:
        payments.add_payment(tx, came, result="received")

    another = begin(world, "c2", AT + 2 * SECOND)
    assert (another.id, another.number) == ("c2", 2)


def test_pages_are_looked_at_while_money_is_waited_for(world: World):
    with world.database.transaction() as tx:
        make_request(tx, world)
    made = begin(world, "c1")

    def due(after: timedelta) -> list[str]:
        with world.database.transaction() as tx:
            return service.to_look_at(tx, limit=10, at=AT + after)

    with world.database.transaction() as tx:
        service.opened(tx, made, gateway_id="cs_1", url="https://pay.example/1", at=AT)
    minute = timedelta(minutes=1)

    assert [due(2 * minute - SECOND), due(2 * minute), due(2 * minute)] == [[], ["cs_1"], []]
    with world.database.transaction() as tx:
        payments.move_requests(tx, ["q1"], to=RequestState.RECEIVED, leaving=[RequestState.OPEN])
    assert due(30 * minute) == []
    with world.database.transaction() as tx:
        payments.move_requests(tx, ["q1"], to=RequestState.OPEN, leaving=[RequestState.RECEIVED])
    assert due(60 * minute) == [], "a page of which money came is not asked about again"
