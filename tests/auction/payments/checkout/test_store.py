"""A checkout is kept once per request and number, and leaves its first state once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.checkout import store
from auction.payments.checkout.session import Checkout, CheckoutState
from tests.support.checkout import make_request

AT = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
MADE = Checkout("c1", "q1", 1, Money(500, "EUR"), "en", CheckoutState.NEW, AT, AT + timedelta(hours=1))


@pytest.fixture
def asked(world: World) -> World:
    with world.database.transaction() as tx:
        make_request(tx, world)
    return world


def test_the_faster_of_two_clicks_stands(asked: World):
    with asked.database.transaction() as tx:
        first = store.add(tx, MADE)
    with asked.database.transaction() as tx:
        second = store.add(tx, replace(MADE, id="c2"))

    assert first == second == MADE


def test_the_newest_checkout_of_a_request_is_found(asked: World):
    with asked.database.transaction() as tx:
        assert store.newest(tx, "q1") is None
        store.add(tx, MADE)
        later = store.add(tx, replace(MADE, id="c2", number=2))

    with asked.database.reading() as tx:
        assert store.newest(tx, "q1") == later


def test_the_first_address_stays(asked: World):
    with asked.database.transaction() as tx:
        store.add(tx, MADE)
        store.mark_open(tx, "c1", gateway_id="cs_1", url="https://pay.example/1")
        store.mark_open(tx, "c1", gateway_id="cs_2", url="https://pay.example/2")
        store.mark_refused(tx, "c1", reason="late")

        kept = store.newest(tx, "q1")

    assert kept == replace(MADE, state=CheckoutState.OPEN, url="https://pay.example/1")


def test_a_refused_checkout_says_so(asked: World):
    with asked.database.transaction() as tx:
        store.add(tx, MADE)
        store.mark_refused(tx, "c1", reason="amount_too_small")

        kept = store.newest(tx, "q1")

    assert kept == replace(MADE, state=CheckoutState.REFUSED)
