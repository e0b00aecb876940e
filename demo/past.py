"""Lets past days happen: the same services and jobs as ever, told past times.

No rule knows of the demo.  A past is a list of acts with their times; they are carried out in the
order of time, and after the loud ones the clock's jobs run as they would have run then.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import wsgi
from auction.enrolment import service as enrolment
from auction.enrolment import store as enrolment_store
from auction.enrolment.bidding_pass import seal
from auction.enrolment.enrolled import Enrolled
from auction.enrolment.prompts import PROMPTS
from auction.kernel.doors import Role
from auction.kernel.ids import new_code, new_id
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments import service as payments
from auction.payments import store as payment_store
from auction.payments.paper_gateway import NAME, paper_gateway_of
from auction.payments.received import RequestPurpose, format_reference
from auction.payments.webhook import Message
from auction.people import service as people
from auction.people.vault import vault_of
from auction.rounds.standing import Bid
from bidding import service as hall

# A payment leads to at most so many steps, one a tick: taken in, booked, paid out, closed.
TICKS_MAX = 6


@dataclass(frozen=True)
class Act:
    """Something that somebody did; when it is loud, the clock's jobs follow it."""

    at: datetime
    do: Callable[[datetime], None]
    is_loud: bool = False


def _time_of(act: Act) -> datetime:
    return act.at


def nothing(_at: datetime) -> None:
    """Do nothing: only time passes."""


class PastClock:
    """A clock that stands where the story is."""

    def __init__(self) -> None:
        self.at: datetime | None = None

    def now(self) -> datetime:
        """Return the time of the act that is being carried out."""
        assert self.at is not None, "the story has not begun"
        return self.at

    def step(self) -> timedelta:
        """Return nothing: a told time is not a clock that was set."""
        return timedelta(0)

    def note_step(self, step: timedelta) -> None:
        """Forget it."""


class Past:
    """Carries out acts in a world whose clock is told."""

    def __init__(self, world: World) -> None:
        self.clock = PastClock()
        self.world = World(self.clock, world.database, world.settings)

    def play(self, acts: Iterable[Act]) -> None:
        """Carry out the acts in the order of their times; jobs follow a time at which one was loud."""
        for at, together in itertools.groupby(sorted(acts, key=_time_of), key=_time_of):
            self.clock.at = at
            told = list(together)
            for act in told:
                act.do(at)
            if any(act.is_loud for act in told):
                self.run_jobs()

    def come_to(self, now: datetime) -> None:
        """Let the story arrive at now, with everything done that was due."""
        self.clock.at = now
        self.run_jobs()

    def run_jobs(self) -> None:
        """Run what the clock runs until nothing is due any more at this time."""
        for _ in range(TICKS_MAX):
            if not sum(job(self.world) for job in wsgi.JOBS):
                return

    def enrol(self, *, round_id: str, account_id: str, at: datetime) -> None:
        """Enrol somebody: seven prompts, a deposit through the bank on paper, a code."""
        with self.world.database.transaction() as tx:
            refusals: list[Refusal | None] = [
                enrolment.begin(
                    tx,
                    enrolment_id=new_id(),
                    round_id=round_id,
                    account_id=account_id,
                    role=Role.BIDDER,
                    declared=True,
                    at=at,
                )
            ]
            refusals += [
                enrolment.acknowledge(tx, round_id=round_id, account_id=account_id, prompt=prompt, at=at)
                for prompt in range(1, len(PROMPTS) + 1)
            ]
            refusals.append(
                enrolment.ask_deposit(
                    tx,
                    request_id=new_id(),
                    reference=format_reference(new_code(), new_code()),
                    codes=[],
                    round_id=round_id,
                    account_id=account_id,
                    at=at,
                )
            )
            assert not any(refusals), refusals
        self.pay(RequestPurpose.DEPOSIT, self._enrolled(round_id, account_id).id, at=at)

    def pay(self, purpose: RequestPurpose, subject_id: str, *, at: datetime) -> None:
        """Pay what an enrolment or a round asks for, in the name of the one who is asked."""
        database, settings = self.world.database, self.world.settings
        vault, gateway = vault_of(settings), paper_gateway_of(database, settings)
        assert gateway is not None, "the demo pays through the bank on paper"
        with database.reading() as tx:
            request = payment_store.request_for(tx, purpose, subject_id)
            assert request is not None, "nothing is asked"
            name = people.real_name(tx, vault, request.account_id)
        paid = Message(f"paper-{new_id()}", request.reference, request.amount, name)
        event_id = new_id()
        body, headers = gateway.message(paid, event_id=event_id, at=at)
        assert gateway.check(headers[gateway.signature_header], body, at=at) is None
        with database.transaction() as tx:
            payments.keep_message(tx, vault=vault, gateway=NAME, event_id=event_id, body=body, at=at)

    def bid(self, *, round_id: str, account_id: str, amount: Money, at: datetime) -> None:
        """Bid as the hall does, at a past time."""
        code = self.code(round_id, account_id)
        bid = Bid(round_id, code, amount, at, new_id())
        with self.world.database.transaction() as tx:
            (answer,) = hall.place_bids(tx, bids=[bid], at=at)
        assert answer.accepted, answer

    def code(self, round_id: str, account_id: str) -> str:
        """Return the bidder code of somebody who is admitted."""
        code = self._enrolled(round_id, account_id).bidder_code
        assert code, "not admitted"
        return code

    def bidding_pass(self, round_id: str, account_id: str, *, valid_until: datetime) -> str:
        """Return the pass that the hall opens for somebody who is admitted."""
        code = self.code(round_id, account_id)
        secret = self.world.settings.secret_key
        return seal(secret, round_id=round_id, bidder_code=code, valid_until=valid_until)

    def _enrolled(self, round_id: str, account_id: str) -> Enrolled:
        with self.world.database.reading() as tx:
            enrolled = enrolment_store.enrolled(tx, round_id=round_id, account_id=account_id)
        assert enrolled is not None, "not enrolled"
        return enrolled
