"""Whatever people pay and whatever fails outside, no cent is lost, spent twice or sent twice.

A machine plays one round with a payment service and a bank: people pay right, wrong, twice and in
parts; the sale is stopped, taken back, sold; calls outside fail before and after they acted; messages
are lost, repeated and old; payers dispute; two people decide; the house restarts.  After every step
the ledger must hold, and at rest its books and those outside are one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.again.wish import Way
from auction.payments.fact import DisputeState, MovedState
from auction.payments.without_court.wish import Way as WithoutCourtWay
from auction.rounds.lifecycle import State
from auction.settlement.set_off import acts as set_offs
from tests.support import world as worlds
from tests.support.money_game import CURRENCY, NAMES, PRICE, WAYS, Game
from tests.support.money_laws import Laws
from tests.support.rounds import cny
from tests.support.tills import Fault

# Until everything that was begun has ended: what nobody could place goes back after twenty hours.
HOURS_TO_REST = (1, 1, *[6] * 18)
ONGOING = (State.SCHEDULED, State.OPEN)
Opener = Callable[[Path], AbstractContextManager[World]]


class MoneyMachine(RuleBasedStateMachine):
    """One round, its bidders, a court's bank and a payment service."""

    def __init__(self, open_world: Opener) -> None:
        super().__init__()
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self.game = Game(self._stack.enter_context(open_world(folder)))
        self.laws = Laws(self.game)
        self.till, self.branch = self.game.till, self.game.branch
        self.is_late = False

    @initialize(
        tills=st.lists(st.integers(0, 1), max_size=len(NAMES)),
        buyer=st.sampled_from([None, 0, 0, 1, 3]),
        way=st.sampled_from(["", *sorted(WAYS)]),
        fault=st.sampled_from([Fault.NONE, *Fault]),
    )
    def some_have_paid(self, tills: list[int], buyer: int | None, way: str, fault: Fault) -> None:
        """Begin with some deposits paid, in most games after the hammer, in many with a balance paid."""
        for number, till in enumerate(tills):
            self.game.pay_deposit(number, "right", till)
        self.branch.tell("new")
        self.game.work()
        self.till.fault = fault
        if buyer is not None:
            self.game.end(buyer)
            self.game.work()
        if self.game.buyer is not None and way:
            self.game.pay_balance(way, len(tills) % 2)
            self.branch.tell("new")

    # What people and the world outside do.

    @rule(number=st.integers(0, 2), way=st.sampled_from(sorted(WAYS)), till=st.integers(0, 1))
    def somebody_pays_a_deposit(self, number: int, way: str, till: int) -> None:
        """Let somebody pay what was asked as a deposit, early or late."""
        self.game.pay_deposit(number, way, till)

    @precondition(lambda self: self.game.buyer is not None)
    @rule(way=st.sampled_from(sorted(WAYS)), till=st.integers(0, 1))
    def the_buyer_pays(self, way: str, till: int) -> None:
        """Let the buyer pay the balance, or what is left of it."""
        self.game.pay_balance(way, till)

    @rule(till=st.integers(0, 1))
    def somebody_pays_for_nothing(self, till: int) -> None:
        """Let money arrive that names nothing we asked for."""
        self.game.pay_for_nothing(till)

    @precondition(lambda self: self.till.names())
    @rule(number=st.integers(0, 99))
    def something_is_told_again(self, number: int) -> None:
        """Let a message come again about whatever was told, however old."""
        names = self.till.names()
        self.game.tell(names[number % len(names)])

    @precondition(lambda self: self.till.names())
    @rule(number=st.integers(0, 99))
    def a_second_clock_reads(self, number: int) -> None:
        """Let a second clock ask what is true, and stand still."""
        names = self.till.names()
        self.game.read_aside(names[number % len(names)])

    @precondition(lambda self: self.game.readings)
    @rule()
    def the_second_clock_goes_on(self) -> None:
        """Let the second clock write what it had read."""
        self.game.write_aside()

    @rule(fault=st.sampled_from(Fault))
    def calls_outside_go_so(self, fault: Fault) -> None:
        """Let the next calls of the service go wrong, or right again."""
        self.till.fault = fault

    @precondition(lambda self: self.till.standing(MovedState.UNDER_WAY))
    @rule(state=st.sampled_from([MovedState.SENT, MovedState.REFUSED]))
    def what_was_slow_ends(self, state: MovedState) -> None:
        """Let a payout that was under way arrive or be refused."""
        self.game.end_slow(state)

    @precondition(lambda self: self.till.standing(MovedState.SENT))
    @rule()
    def what_had_left_comes_back(self) -> None:
        """Let the receiving bank refuse what had left, days later."""
        self.game.end_slow(MovedState.REFUSED, came_back=True)

    @precondition(lambda self: self.till.undisputed())
    @rule(number=st.integers(0, 9), part=st.integers(1, 2), is_told=st.booleans())
    def a_payer_disputes(self, number: int, part: int, is_told: bool) -> None:
        """Let a payment of the service be disputed that was not sent back, all of it or half."""
        found = self.till.undisputed()
        payment_id = found[number % len(found)]
        amount = self.till.arrived[payment_id].amount
        key = self.till.dispute(payment_id, Money(max(1, amount.minor // part), amount.currency))
        if is_told:
            self.game.tell(key)

    @precondition(lambda self: self.till.open_disputes())
    @rule(state=st.sampled_from([DisputeState.WON, DisputeState.LOST]), is_told=st.booleans())
    def a_dispute_ends(self, state: DisputeState, is_told: bool) -> None:
        """Let the oldest open dispute end."""
        key = self.till.end_dispute(self.till.open_disputes()[0], state)
        if is_told:
            self.game.tell(key)

    @rule(till=st.integers(0, 1))
    def a_fee_is_charged(self, till: int) -> None:
        """Let the service or the bank take a fee: the operator's expense."""
        if till:
            self.branch.charge(cny(1))
        else:
            self.game.tell(self.till.charge(cny(1)))

    @rule()
    def the_operator_pays_fees_in(self) -> None:
        """Let the operator pay money of its own in at the service; no message tells of it."""
        self.till.top_up(cny(2))

    @rule(is_told=st.booleans())
    def the_service_pays_our_bank(self, is_told: bool) -> None:
        """Let the service send what lies with it to the bank of the court."""
        key = self.till.send_to_bank(cny(5))
        if is_told:
            self.game.tell(key)

    @rule(state=st.sampled_from([MovedState.SENT, MovedState.REFUSED]))
    def that_money_arrives(self, state: MovedState) -> None:
        """Let what the service sent arrive at the bank, or come back to the service."""
        self.game.end_to_bank(state)

    @precondition(lambda self: self.branch.book)
    @rule(how=st.sampled_from(["new", "new", "whole", "again"]))
    def finance_takes_a_statement_in(self, how: str) -> None:
        """Take in what is new, or all that ever was, or the last file once more."""
        self.branch.tell(how)

    @rule(count=st.integers(1, 9))
    def the_bank_gets_files(self, count: int) -> None:
        """Let the bank read the payment files, and carry some of the payments out."""
        self.branch.fetch_files()
        self.branch.carry_out(count)

    @precondition(lambda self: self.branch.staying())
    @rule(with_key=st.booleans())
    def a_payment_of_the_bank_comes_back(self, with_key: bool) -> None:
        """Let what the bank carried out come back; without our key two people correct the ledger."""
        self.branch.tell("new")
        self.game.work()
        self.game.return_from_bank(with_key=with_key)

    # What the court does.

    @precondition(lambda self: self.game.state() in ONGOING)
    @rule(number=st.integers(0, 4))
    def the_hammer_falls(self, number: int) -> None:
        """End the round: for one of those who were admitted, or for nobody."""
        self.game.end(number)

    @precondition(lambda self: self.game.state() in ONGOING)
    @rule(is_for_good=st.booleans())
    def the_sale_is_stopped(self, is_for_good: bool) -> None:
        """Stop the sale with money in it, and in half of the games take it back."""
        self.game.stop()
        if is_for_good and self.game.state() is State.SUSPENDED:
            self.game.withdraw()

    @precondition(lambda self: self.game.state() is State.SUSPENDED)
    @rule()
    def the_sale_goes_on(self) -> None:
        """Let a stopped sale go on."""
        self.game.go_on()

    @precondition(lambda self: self.game.buyer == self.game.creditor)
    @rule(part=st.integers(1, 4))
    def a_set_off_is_admitted(self, part: int) -> None:
        """Let a creditor who bought need not pay a part of the price, or all of it."""
        minor = str(PRICE.minor * part // 4)
        content = {"key": "", "amount_minor": minor, "currency": CURRENCY, "document": "Plan 7"}
        self.game.decide(set_offs.ACTS[0], content)

    @precondition(lambda self: self.branch.book)
    @rule(number=st.integers(0, 2), to=st.integers(0, 3))
    def a_payment_that_waits_is_taken(self, number: int, to: int) -> None:
        """Let two people take a payment that nobody could place for a deposit or the balance."""
        self.game.take_held(number, to)

    @precondition(lambda self: self.branch.book)
    @rule()
    def a_payment_that_waits_is_sent_back(self) -> None:
        """Let finance send it back before its time."""
        self.game.send_held_back()

    @rule(number=st.integers(0, 2))
    def a_refund_goes_by_hand(self, number: int) -> None:
        """Let two people send what cannot go back by itself to another account."""
        self.game.send_by_hand(number)

    @rule(number=st.integers(0, 1), way=st.sampled_from(Way))
    def a_credit_of_the_case_goes_again(self, number: int, way: Way) -> None:
        """Let two people send what was refused on its way to the case again, the same way or by the bank."""
        self.game.send_again(number, way)

    @rule(number=st.integers(0, 1), way=st.sampled_from(WithoutCourtWay))
    def money_of_no_court_goes_back(self, number: int, way: WithoutCourtWay) -> None:
        """Let two operators send back what no court knows, or pay it from an account of their own."""
        self.game.send_without_court(number, way)

    @rule()
    def a_fee_is_corrected(self) -> None:
        """Let the bank take a fee back, and two people correct the ledger."""
        self.game.correct_fee()

    # What the house does.

    @rule(minutes=st.sampled_from([1, 31, 21 * 60]))
    def the_clock_runs(self, minutes: int) -> None:
        """Run every job of money once, some time later."""
        self.game.clock.advance(minutes=minutes)  # type: ignore[attr-defined]  # set by hand
        self.game.work()

    @precondition(lambda self: not self.is_late)
    @rule()
    def the_day_of_the_balance_passes(self) -> None:
        """Let so much time pass that whoever has not paid is late."""
        self.is_late = True
        self.game.clock.advance(days=16)  # type: ignore[attr-defined]  # set by hand
        self.game.work()

    @rule()
    def the_house_restarts(self) -> None:
        """Forget everything that is not on disk."""
        self.game.world.database.dispose()

    # What must hold.

    @invariant()
    def the_laws_hold(self) -> None:
        """Every cent has two sides, nothing is claimed that did not happen, and nothing leaves twice."""
        self.laws.hold()

    def teardown(self) -> None:
        """Let everything come to rest: then the books outside and ours are one."""
        try:
            self._come_to_rest()
            self.laws.hold_at_rest()
        finally:
            self._stack.close()

    def _come_to_rest(self) -> None:
        self.till.fault = Fault.NONE
        for key in self.till.open_disputes():
            self.till.end_dispute(key, DisputeState.WON)
        if self.game.state() in ONGOING:
            self.game.end(None)
        if self.game.state() is State.SUSPENDED:
            self.game.withdraw()
        while self.game.readings:
            self.game.write_aside()
        for name in self.till.names():
            self.game.tell(name)
        for hours in HOURS_TO_REST:
            self._end_all(hours)
            if not self.laws.unfinished():
                break
        self.game.compare()
        assert self.laws.unfinished() == []

    def _end_all(self, hours: float) -> None:
        self.game.end_to_bank(MovedState.SENT)
        for key in self.till.standing(MovedState.UNDER_WAY):
            self.game.tell(self.till.end_payout(key, MovedState.SENT))
        self.game.send_all_stuck()
        self.branch.fetch_files()
        self.branch.carry_out(99)
        self.branch.tell("new")
        self.game.clock.advance(hours=hours)  # type: ignore[attr-defined]  # set by hand
        self.game.work()


def play(open_world: Opener, *, examples: int, steps: int) -> None:
    """Play so many games; the thorough profile plays more and longer ones."""
    is_thorough = settings.default.max_examples > 100
    run_state_machine_as_test(
        partial(MoneyMachine, open_world),
        settings=settings(
            max_examples=25 if is_thorough else examples,
            stateful_step_count=40 if is_thorough else steps,
            deadline=None,
        ),
    )


# A machine that is run by hand has no mark of its own; by it make test-more plays more games.
@pytest.mark.hypothesis
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_cent_is_lost_spent_twice_or_sent_twice(database: str, request: pytest.FixtureRequest) -> None:
    if database == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        play(partial(worlds.sqlite_world_in, template=template), examples=3, steps=20)
        return
    request.getfixturevalue("postgresql_template")
    play(worlds.postgresql_world_in, examples=2, steps=10)
