"""A request that is paid over a page of the payment service, for tests."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import service
from auction.payments.received import PaymentRequest, RequestPurpose
from tests.support import people


def make_request(tx: Session, world: World, request_id: str = "q1") -> PaymentRequest:
    """Ask somebody for five euros."""
    return service.ask(
        tx,
        request_id=request_id,
        reference="AAAAA-BBBBB",
        purpose=RequestPurpose.DEPOSIT,
        subject_id=f"subject of {request_id}",
        account_id=people.make_bidder(world, tx),
        round_id="r1",
        amount=Money(500, "EUR"),
        at=world.clock.now(),
    )
