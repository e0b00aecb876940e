"""Only what waits at the own court, and only requests of its own rounds."""

from __future__ import annotations

from auction.kernel.money import Money
from auction.settlement.resolving import store
from tests.auction.settlement.resolving.conftest import Waiting

DEPOSIT = Money(7_140_000, "CNY")


def test_a_payment_and_a_request_are_those_of_the_own_court(waiting: Waiting) -> None:
    with waiting.world.database.reading() as tx:
        held = store.held(tx, waiting.payment_id, waiting.court_id)
        request = store.request(tx, waiting.reference, waiting.court_id)
        assert held is not None
        assert (held.amount, held.court_id) == (DEPOSIT, waiting.court_id)
        assert request is not None
        assert request.subject_id == waiting.enrolment_id
        assert store.held(tx, waiting.payment_id, "another") is None
        assert store.held(tx, "bank_0", waiting.court_id) is None
        assert store.request(tx, waiting.reference, "another") is None
        assert store.request(tx, "BBBBB-BBBBB", waiting.court_id) is None


def test_requests_for_exactly_that_amount_are_offered(waiting: Waiting) -> None:
    with waiting.world.database.reading() as tx:
        assert [each.reference for each in store.like(tx, DEPOSIT, waiting.court_id)] == [waiting.reference]
        assert store.like(tx, Money(7_140_001, "CNY"), waiting.court_id) == []
        assert store.like(tx, DEPOSIT, "another") == []
