"""Money for tests that its gateway refused for good: a credit of a case, a refund of no court."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments.clearing import clearing_of
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState, case_credit_of
from tests.support.cases import make_case, make_court
from tests.support.gateways import arrive

FIVE = Money(5, "CNY")


def refuse_a_refund_of_no_court(world: World) -> str:
    """Let a gateway refuse to send back what came under a reference of nobody; return the transfer's id."""
    key = f"back:{arrive(world, 1)}"
    with world.database.transaction() as tx:
        payouts.move(tx, key, state=PayoutState.REFUSED, reason="expired_card")
    return key


@dataclass(frozen=True)
class RefusedCredit:
    """The payout that was refused, and whose it is."""

    transfer_id: str
    court_id: str
    case_id: str


def refuse_a_credit(world: World, *, gateway: str, court_id: str = "", case_id: str = "") -> RefusedCredit:
    """Let a gateway refuse what a case was credited with, of a court of its own if none is given."""
    at, enrolment_id = world.clock.now(), new_id()
    with world.database.transaction() as tx:
        court_id = court_id or make_court(tx)
        case_id = case_id or make_case(tx, court_id=court_id)
        sale = Sale(court_id, case_id)
        held, case = accounts.deposit(enrolment_id, "CNY"), accounts.case(case_id, "CNY")
        lies = clearing_of(gateway, court_id=court_id, currency="CNY")
        came = Transfer(f"in:{enrolment_id}", lies, held, FIVE, Purpose.DEPOSIT_PAID, at, sale)
        applied = Purpose.DEPOSIT_APPLIED
        out = Transfer(f"deposit-out:{enrolment_id}", held, case, FIVE, applied, at, sale)
        ledger.post(tx, [came])
        ledger.post(tx, [out])
        payouts.add(tx, [case_credit_of(out, due_at=at + timedelta(days=1), gateway=gateway)], at=at)
        payouts.move(tx, out.id, state=PayoutState.REFUSED, reason="account_closed")
    return RefusedCredit(out.id, court_id, case_id)
