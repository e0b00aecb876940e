"""What finance and a judge take counts at once, what finance sends back leaves, and each only once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from auction.approvals.proposal import Proposal, State, Subject, body_of, hash_of
from auction.audit.tables import Entry as RecordEntry
from auction.kernel.ids import new_id
from auction.payments.words import Reason
from auction.settlement.resolving import service, store
from auction.settlement.resolving.wish import ResolvingReason, TakeWish, content_of
from tests.auction.settlement.resolving.conftest import Waiting
from tests.support import money

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


def proposal(waiting: Waiting, reference: str = "", court_id: str = "") -> Proposal:
    at = waiting.world.clock.now()
    with waiting.world.database.reading() as tx:
        held = store.held(tx, waiting.payment_id, waiting.court_id)
        request = store.request(tx, waiting.reference, waiting.court_id)
    assert held is not None
    content = content_of(held, request, TakeWish(reference or waiting.reference, "The wife's account."))
    body, subject = body_of(content), Subject(court_id or waiting.court_id)
    return Proposal(new_id(), "payment.take", subject, body, hash_of(body), State.OPEN, "finance", at, at)


def take(waiting: Waiting, asked: Proposal) -> list[str]:
    with waiting.world.database.transaction() as tx:
        return [str(no.reason) for no in service.take(tx, asked, "judge", waiting.world.clock.now())]


def test_r_31_a_payment_that_two_people_take_is_the_deposit(waiting: Waiting) -> None:
    asked = proposal(waiting)

    first, again = take(waiting, asked), take(waiting, asked)
    for _ in range(2):
        money.run_money_jobs(waiting.world)

    assert (first, again) == ([], [Reason.NOT_HELD])
    assert waiting.deposit == 7_140_000
    assert take(waiting, asked) == [Reason.NOT_HELD]


def test_nothing_of_another_court_is_taken(waiting: Waiting) -> None:
    elsewhere = proposal(waiting, court_id="another")
    unknown = replace(proposal(waiting, reference="BBBBB-BBBBB"))

    assert take(waiting, elsewhere) == take(waiting, unknown) == [ResolvingReason.REQUEST_ELSEWHERE]


def send_back(waiting: Waiting, court_id: str) -> str:
    with waiting.world.database.transaction() as tx:
        no = service.send_back(
            tx, payment_id=waiting.payment_id, court_id=court_id, by="f" * 32, at=waiting.world.clock.now()
        )
    return str(no.reason) if no else ""


def test_what_is_sent_back_is_owed_to_its_payer_once(waiting: Waiting) -> None:
    asked = proposal(waiting)

    elsewhere, first, again = (
        send_back(waiting, court) for court in ("another", waiting.court_id, waiting.court_id)
    )

    assert (elsewhere, first, again) == (Reason.NOT_HELD, "", Reason.NOT_HELD)
    assert money.held(waiting.world, f"payable:{waiting.payment_id}") == 7_140_000
    assert take(waiting, asked) == [Reason.NOT_HELD]
    with waiting.world.database.reading() as tx:
        kinds = list(tx.scalars(select(RecordEntry.kind).where(RecordEntry.kind == "payment.sent_back")))
    assert len(kinds) == 1
