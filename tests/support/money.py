"""Builds money for tests: a bank that speaks, bidders whose deposit is paid, rounds that end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

from auction.enrolment import jobs as enrolment_jobs
from auction.enrolment import service as enrolment
from auction.enrolment import store as enrolment_store
from auction.enrolment.rights import store as rights
from auction.kernel.doors import Role
from auction.kernel.ids import new_code, new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.payments import jobs as payments_jobs
from auction.payments import service as payments
from auction.payments import store as payments_store
from auction.payments.paper_gateway import PaperGateway, paper_gateway_of
from auction.payments.received import RequestPurpose, format_reference
from auction.payments.webhook import Message
from auction.people import service as people_service
from auction.people.vault import vault_of
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.outcome import Sold, Unsold
from auction.settlement import jobs as settlement_jobs
from tests.support import people
from tests.support.enrolment import ask_all

PROMPT_COUNT = 7


@dataclass(frozen=True)
class PaidBidder:
    """Somebody admitted to a round with the deposit paid."""

    account_id: str
    enrolment_id: str
    code: str
    name: str


def paper_bank(world: World) -> PaperGateway:
    """Return the bank on paper of a world."""
    bank = paper_gateway_of(world.database, world.settings)
    assert bank is not None
    return bank


def bank_says(
    world: World, reference: str, amount: Money, payer: str, *, payment_id: str = "", event_id: str = ""
) -> str:
    """Put a payment's message into the inbox as the webhook would; return the payment's id."""
    payment_id = payment_id or f"pay_{new_id()}"
    event_id = event_id or f"evt_{new_id()}"
    message = Message(payment_id, reference, amount, payer)
    body, _ = paper_bank(world).message(message, event_id=event_id, at=world.clock.now())
    with world.database.transaction() as tx:
        payments.keep_message(
            tx,
            vault=vault_of(world.settings),
            gateway="paper",
            event_id=event_id,
            body=body,
            at=world.clock.now(),
        )
    return payment_id


def bring_letters(app: Flask) -> None:
    """Let the pay page of an application in a test reach its own webhook without a network."""

    def deliver(url: str, body: bytes, headers: dict[str, str]) -> int:
        path = url.removeprefix(app.extensions["auction.world"].settings.public_url)
        return app.test_client().post(path, data=body, headers=headers).status_code

    app.extensions["payments.deliver"] = deliver


def reference_of(world: World, purpose: RequestPurpose, subject_id: str) -> str:
    """Return the reference under which something was asked."""
    with world.database.reading() as tx:
        request = payments_store.request_for(tx, purpose, subject_id)
    assert request is not None, "nothing was asked"
    return request.reference


def ask_for_deposit(world: World, round_id: str, name: str) -> tuple[str, str, str]:
    """Let a new person enrol up to the deposit; return account, enrolment and reference."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        account_id = people.make_bidder(world, tx, name=name)
        enrolment_id = new_id()
        refusals = [
            enrolment.begin(
                tx,
                enrolment_id=enrolment_id,
                round_id=round_id,
                account_id=account_id,
                role=Role.BIDDER,
                declared=True,
                at=at,
            )
        ]
        refusals += [
            enrolment.acknowledge(tx, round_id=round_id, account_id=account_id, prompt=prompt, at=at)
            for prompt in range(1, PROMPT_COUNT + 1)
        ]
        reference = format_reference(new_code(), new_code())
        refusals.append(
            enrolment.ask_deposit(
                tx,
                request_id=new_id(),
                reference=reference,
                codes=[],
                round_id=round_id,
                account_id=account_id,
                at=at,
            )
        )
    assert not any(refusals), refusals
    return account_id, enrolment_id, reference


def enrol_paid(world: World, round_id: str, names: Sequence[str]) -> list[PaidBidder]:
    """Let new people enrol and pay their deposits through bank, inbox and jobs."""
    with world.database.reading() as tx:
        view = rounds_store.read_round(tx, round_id)
    assert view is not None
    asked = [(name, *ask_for_deposit(world, round_id, name)) for name in names]
    for name, _, _, reference in asked:
        bank_says(world, reference, view.terms.deposit, name)
    payments_jobs.take_in(world)
    assert enrolment_jobs.confirm_deposits(world) == len(names)
    return [_paid(world, round_id, name, account_id) for name, account_id, _, _ in asked]


def enrol_without_deposit(world: World, round_id: str, name: str) -> PaidBidder:
    """Let an enforcing creditor enrol who is owed more than the deposit (R-32)."""
    with world.database.transaction() as tx:
        account_id = people.make_bidder(world, tx, name=name)
        identity = people_service.identity_of(tx, account_id)
        assert identity is not None
        rights.add_creditor(
            tx,
            round_id=round_id,
            identity_digest=identity.digest,
            claim=Money(10**12, "CNY"),
            proposal_id="",
            at=world.clock.now(),
        )
    ask_all(world, round_id, account_id)
    return _paid(world, round_id, name, account_id)


def end_round(world: World, round_id: str, *, buyer: PaidBidder | None, price: Money | None = None) -> None:
    """Let a round open and end now, for a buyer at a price or for nobody."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=at)
        board = rounds_store.lock_boards(tx, [round_id])[round_id]
        outcome = Unsold(at) if buyer is None or price is None else Sold(buyer.code, price, at)
        rounds.record_outcomes(tx, ended=[(board, outcome)], at=at)


def run_money_jobs(world: World) -> None:
    """Run every job of money once, in the order of one tick."""
    for job in (*payments_jobs.JOBS, *enrolment_jobs.JOBS, *settlement_jobs.JOBS):
        job(world)


def state_of(world: World, round_id: str) -> str:
    """Return the state of a round."""
    with world.database.reading() as tx:
        board = rounds_store.read_board(tx, round_id)
    assert board is not None
    return board.state.value


def held(world: World, account_id: str, currency: str = "CNY") -> int:
    """Return what an account of the ledger holds, in minor units."""
    with world.database.reading() as tx:
        assert ledger.total(tx, currency).minor == 0, "the ledger sums to zero"
        return ledger.balance(tx, f"{account_id}:{currency}").minor


def _paid(world: World, round_id: str, name: str, account_id: str) -> PaidBidder:
    with world.database.reading() as tx:
        enrolled = enrolment_store.enrolled(tx, round_id=round_id, account_id=account_id)
    assert enrolled is not None and enrolled.bidder_code is not None, f"{name} was not admitted"
    return PaidBidder(account_id, enrolled.id, enrolled.bidder_code, name)
