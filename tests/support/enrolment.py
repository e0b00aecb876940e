"""Builders of enrolments: a bidder on any step of the way from the prompts to a bidder code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auction.enrolment import jobs, service, store
from auction.enrolment.prompts import NUMBERS
from auction.kernel.doors import Role
from auction.kernel.ids import new_code, new_id
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments import service as payments
from auction.payments import store as payments_store
from auction.payments import webhook
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.received import RequestPurpose, format_reference
from auction.people.vault import vault_of
from tests.support.people import make_bidder


@dataclass(frozen=True)
class Seat:
    """Somebody admitted: the account and the code it bids under."""

    account_id: str
    bidder_code: str
    enrolment_id: str


def begin(world: World, round_id: str, account_id: str, role: Role = Role.BIDDER) -> Refusal | None:
    """Begin an enrolment now."""
    with world.database.transaction() as tx:
        return service.begin(
            tx,
            enrolment_id=new_id(),
            round_id=round_id,
            account_id=account_id,
            role=role,
            declared=True,
            at=world.clock.now(),
        )


def acknowledge(world: World, round_id: str, account_id: str, prompt: int) -> Refusal | None:
    """Acknowledge one prompt now."""
    with world.database.transaction() as tx:
        return service.acknowledge(
            tx, round_id=round_id, account_id=account_id, prompt=prompt, at=world.clock.now()
        )


def ask(world: World, round_id: str, account_id: str) -> Refusal | None:
    """Ask for the deposit now."""
    with world.database.transaction() as tx:
        return service.ask_deposit(
            tx,
            request_id=new_id(),
            reference=format_reference(new_code(), new_code()),
            codes=[new_code() for _ in range(jobs.CODES_TRIED_MAX)],
            round_id=round_id,
            account_id=account_id,
            at=world.clock.now(),
        )


def make_asked(world: World, round_id: str, name: str = "Ann") -> str:
    """Make a bidder who was asked for the deposit; return the account."""
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name=name)
    ask_all(world, round_id, account_id)
    return account_id


def admit(world: World, round_id: str, account_id: str, *, name: str) -> None:
    """Take a bidder the whole way to a code, now."""
    ask_all(world, round_id, account_id)
    pay(world, round_id, account_id, name=name)
    jobs.confirm_deposits(world)


def ask_all(world: World, round_id: str, account_id: str) -> None:
    """Let a bidder begin, acknowledge the seven prompts and ask for the deposit."""
    noes = [begin(world, round_id, account_id)]
    noes += [acknowledge(world, round_id, account_id, prompt) for prompt in NUMBERS]
    noes += [ask(world, round_id, account_id)]
    assert not any(noes), noes


def pay(
    world: World, round_id: str, account_id: str, *, name: str = "Ann", amount: Money | None = None
) -> str:
    """Let the gateway tell of a payment, in time for the next tick; return the payment's id."""
    payment_id, event_id, at = f"pay_{new_id()}", f"evt_{new_id()}", world.clock.now()
    with world.database.reading() as tx:
        enrolled = store.enrolled(tx, round_id=round_id, account_id=account_id)
        assert enrolled is not None
        request = payments_store.request_for(tx, RequestPurpose.DEPOSIT, enrolled.id)
    bank = paper_gateway_of(world.database, world.settings)
    assert request is not None
    assert bank is not None
    message = webhook.Message(payment_id, request.reference, amount or request.amount, name)
    body, _ = bank.message(message, event_id=event_id, at=at)
    with world.database.transaction() as tx:
        payments.keep_message(
            tx, vault=vault_of(world.settings), gateway="paper", event_id=event_id, body=body, at=at
        )
    payments_jobs.take_in(world)
    return payment_id


def make_admitted(world: World, round_id: str, name: str = "Ann", *, at: datetime | None = None) -> Seat:
    """Take a new bidder the whole way to a code, by default now; the clock stays where it is."""
    before = world.clock.now()
    world.clock.set(at or before)
    account_id = make_asked(world, round_id, name)
    pay(world, round_id, account_id, name=name)
    jobs.confirm_deposits(world)
    world.clock.set(before)
    with world.database.reading() as tx:
        enrolled = store.enrolled(tx, round_id=round_id, account_id=account_id)
    assert enrolled is not None
    assert enrolled.bidder_code is not None, "the deposit was not confirmed"
    return Seat(account_id, enrolled.bidder_code, enrolled.id)
