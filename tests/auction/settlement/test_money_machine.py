"""Whatever people pay and whatever fails outside, no cent is lost, spent twice or sent twice.

A machine plays one round with two tills, a payment service and a bank: people pay right, wrong, twice
and in parts; the hammer falls; calls outside fail before and after they acted; payers dispute; finance
corrects; the house restarts.  After every step the ledger must hold, and at rest both books are one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
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
from sqlalchemy import select

from auction.approvals import service as approvals
from auction.approvals import store as proposals
from auction.approvals.act import Act
from auction.approvals.proposal import Subject
from auction.enrolment import jobs as enrolment_jobs
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.ledger.accounts import CREDIT_SIDE, bank, gateway, parse
from auction.ledger.transfer import fee_id
from auction.payments import jobs, service
from auction.payments import store as payments
from auction.payments.fact import DisputeState, Fact, MovedState
from auction.payments.received import RequestPurpose, RequestState
from auction.payments.tables import Payout
from auction.people.vault import vault_of
from auction.rounds import store as rounds
from auction.settlement import jobs as settlement_jobs
from auction.settlement.corrections import acts as corrections
from auction.settlement.set_off import acts as set_offs
from tests.support import cases, money
from tests.support import world as worlds
from tests.support.money import PaidBidder
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms
from tests.support.tills import Fault, Till

NAMES = ("Ann Li", "Bo Lin", "Cy Wu")
CREDITOR = "Di Xu"
PRICE, DEPOSIT = cny(744_000), cny(71_400)
CURRENCY = "CNY"
# How people pay: what they pay of what is asked, as numerator and denominator, and whether in their own name.
PAYS = {"right": (1, 1, True), "part": (1, 3, True), "too much": (3, 2, True), "wrong name": (1, 1, False)}
# Until everything that was begun has ended.
ROUNDS_TO_REST = 60
Opener = Callable[[Path], AbstractContextManager[World]]


class MoneyMachine(RuleBasedStateMachine):
    """One round, its bidders, a court's bank and a payment service."""

    def __init__(self, open_world: Opener) -> None:
        super().__init__()
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self.world = self._stack.enter_context(open_world(folder))
        self.clock = self.world.clock
        self.clock.set(CLOSES_AT - timedelta(hours=2))  # type: ignore[attr-defined]  # set by hand
        with self.world.database.transaction() as tx:
            court_id = cases.make_court(tx)
            self.case_id = cases.make_case(tx, court_id=court_id)
            terms = make_terms()
            self.round_id = make_round(tx, terms=terms, case_id=self.case_id, court_id=court_id)
        self.creditor = money.enrol_without_deposit(self.world, self.round_id, CREDITOR)
        self.asked = [(name, *money.ask_for_deposit(self.world, self.round_id, name)) for name in NAMES]
        self.buyer: PaidBidder | None = None
        self.has_ended = False
        self.tills = [Till("paper"), Till("bank", court_id=court_id)]
        self.told: list[Fact] = []
        with self.world.database.reading() as tx:
            board = rounds.read_board(tx, self.round_id)
        assert board is not None
        self.subject = Subject(board.court_id, board.case_id, board.lot_id, board.round_id)

    @initialize(
        tills=st.lists(st.integers(0, 1), max_size=len(NAMES)),
        buyer=st.sampled_from([None, 0, 0, 1, 3]),
        way=st.sampled_from(["", *sorted(PAYS)]),
    )
    def some_have_paid(self, tills: list[int], buyer: int | None, way: str) -> None:
        """Begin with some deposits paid, in most games after the hammer, in many with a balance paid."""
        for number, till in enumerate(tills):
            self.somebody_pays_a_deposit(number, "right", till)
        self._work()
        if buyer is not None:
            self.the_hammer_falls(buyer)
            self._work()
        if self.buyer is not None and way:
            self.the_buyer_pays(way, len(tills) % 2)

    # What people and the world outside do.

    @rule(number=st.integers(0, 2), way=st.sampled_from(sorted(PAYS)), till=st.integers(0, 1))
    def somebody_pays_a_deposit(self, number: int, way: str, till: int) -> None:
        """Let somebody pay what was asked as a deposit, early or late."""
        name, _, _, reference = self.asked[number]
        self._pay(self.tills[till], reference, DEPOSIT, name, way)

    @precondition(lambda self: self.buyer is not None)
    @rule(way=st.sampled_from(sorted(PAYS)), till=st.integers(0, 1))
    def the_buyer_pays(self, way: str, till: int) -> None:
        """Let the buyer pay the balance, or what is left of it."""
        assert self.buyer is not None
        request = self._balance_request()
        if request is not None:
            self._pay(self.tills[till], request[0], request[1], self.buyer.name, way)

    @rule(till=st.integers(0, 1))
    def somebody_pays_for_nothing(self, till: int) -> None:
        """Let money arrive that names nothing we asked for."""
        self._pay(self.tills[till], "NO-ONE", cny(7), "Nobody", "right")

    @precondition(lambda self: self.told)
    @rule(number=st.integers(0, 99))
    def something_is_told_again(self, number: int) -> None:
        """Let a message come a second time, however old."""
        self._hear(self.told[number % len(self.told)])

    @precondition(lambda self: not self.has_ended)
    @rule(number=st.integers(0, 4))
    def the_hammer_falls(self, number: int) -> None:
        """End the round: for one of those who were admitted, or for nobody."""
        admitted = [*self._admitted(), self.creditor]
        self.buyer = admitted[number] if number < len(admitted) else None
        money.end_round(self.world, self.round_id, buyer=self.buyer, price=PRICE)
        self.has_ended = True

    @precondition(lambda self: self.buyer == self.creditor)
    @rule(part=st.integers(1, 4))
    def a_set_off_is_admitted(self, part: int) -> None:
        """Let a creditor who bought need not pay a part of the price, or all of it."""
        amount = Money(PRICE.minor * part // 4, CURRENCY)
        content = {"key": "", "amount_minor": str(amount.minor), "currency": CURRENCY, "document": "Plan 7"}
        self._decide(set_offs.ACTS[0], content)

    @rule(till=st.integers(0, 1), fault=st.sampled_from(Fault))
    def calls_outside_go_so(self, till: int, fault: Fault) -> None:
        """Let the next calls of a till go wrong, or right again."""
        self.tills[till].fault = fault

    @rule(till=st.integers(0, 1), state=st.sampled_from([MovedState.SENT, MovedState.REFUSED]))
    def what_was_slow_ends(self, till: int, state: MovedState) -> None:
        """Let a payout that was under way arrive or be refused, and be told."""
        for key in self.tills[till].under_way()[:1]:
            self._tell(self.tills[till].end_payout(key, state))

    @rule(number=st.integers(0, 9))
    def a_payer_disputes(self, number: int) -> None:
        """Let a payment of the service be disputed that was not sent back."""
        for payment_id in self.tills[0].undisputed()[number : number + 1]:
            self._tell(self.tills[0].dispute(payment_id))

    @rule(state=st.sampled_from([DisputeState.WON, DisputeState.LOST]))
    def a_dispute_ends(self, state: DisputeState) -> None:
        """Let the oldest open dispute end."""
        self._end_disputes(state, limit=1)

    @rule(till=st.integers(0, 1))
    def a_fee_is_charged(self, till: int) -> None:
        """Let a till take a fee: the operator's expense."""
        self._tell(self.tills[till].charge(cny(1)))

    @precondition(lambda self: self.tills[1].fees)
    @rule()
    def a_fee_is_corrected(self) -> None:
        """Let the bank take a fee back, and two people correct the ledger."""
        key = next(iter(self.tills[1].fees))
        content = {"key": "", "transfer_id": fee_id(key), "because": "The bank took it back."}
        if self._decide(corrections.ACTS[0], content):
            self.told = [fact for fact in self.told if fact != self.tills[1].fees[key]]
            del self.tills[1].fees[key]

    # What the house does.

    @rule(minutes=st.sampled_from([1, 31, 21 * 60]))
    def the_clock_runs(self, minutes: int) -> None:
        """Run every job of money once, some time later."""
        self.clock.advance(minutes=minutes)  # type: ignore[attr-defined]  # set by hand
        self._work()

    @rule()
    def the_house_restarts(self) -> None:
        """Forget everything that is not on disk."""
        self.world.database.dispose()

    # What must hold.

    @invariant()
    def the_ledger_holds(self) -> None:
        """Every cent has two sides, and nobody's account is below zero."""
        held = self._balances()
        assert sum(held.values()) == 0
        assert [name for name, minor in held.items() if parse(name).kind in CREDIT_SIDE and minor < 0] == []

    @invariant()
    def the_case_gets_the_price_and_no_more(self) -> None:
        """What was received and set off is the hammer price, once the round is paid."""
        credited = self._balances().get(f"case:{self.case_id}:{CURRENCY}", 0)
        assert credited <= PRICE.minor
        if money.state_of(self.world, self.round_id) in ("PAID", "SETTLED"):
            assert credited == PRICE.minor

    @invariant()
    def no_payment_is_sent_back_twice(self) -> None:
        """No refund is larger than its payment."""
        for till in self.tills:
            assert [
                key for key, came in till.arrived.items() if till.sent_back(key) > came.amount.minor
            ] == []

    @invariant()
    def the_clearing_account_is_what_was_told(self) -> None:
        """What lies at a till by our books is what came there less what we know to have left."""
        with self.world.database.reading() as tx:
            sent = set(tx.scalars(select(Payout.transfer_id).where(Payout.state == "SENT")))
        waiting = self._waiting()
        for till in self.tills:
            lies = till.balance(left=sent & till.moved.keys())
            assert self._lies_at(till) == lies - sum(waiting[till.name])

    def teardown(self) -> None:
        """Let everything come to rest: then the tills' own books and ours are one."""
        try:
            self._come_to_rest()
        finally:
            self._stack.close()

    def _come_to_rest(self) -> None:
        for till in self.tills:
            till.fault = Fault.NONE
        self._end_disputes(DisputeState.WON, limit=99)
        if not self.has_ended:
            money.end_round(self.world, self.round_id, buyer=None)
        for _ in range(ROUNDS_TO_REST):
            for till in self.tills:
                for key in till.under_way():
                    self._tell(till.end_payout(key, MovedState.SENT))
            self.clock.advance(minutes=31)  # type: ignore[attr-defined]  # set by hand
            self._work()
            if not self._unfinished():
                break
        assert self._unfinished() == []
        for till in self.tills:
            assert self._lies_at(till) == till.balance(left=till.left())
        self.the_ledger_holds()

    def _unfinished(self) -> list[str]:
        with self.world.database.reading() as tx:
            moving = select(Payout.transfer_id, Payout.state, Payout.reason)
            left = tx.execute(moving.where(Payout.state.not_in(("SENT", "REFUSED")))).all()
        waiting = [f"{name} waits" for name, amounts in self._waiting().items() if amounts]
        return [*(" ".join(row) for row in left), *waiting]

    def _pay(self, till: Till, reference: str, amount: Money, name: str, way: str) -> None:
        numerator, denominator, is_own = PAYS[way]
        paid = Money(max(1, amount.minor * numerator // denominator), CURRENCY)
        self._tell(till.receive(f"pay_{new_id()}", reference, paid, name if is_own else "A Stranger"))

    def _tell(self, fact: Fact) -> None:
        self.told.append(fact)
        self._hear(fact)

    def _hear(self, fact: Fact) -> None:
        at = self.clock.now()
        with self.world.database.transaction() as tx:
            service.apply(tx, vault=vault_of(self.world.settings), facts=[fact], received_at=at, at=at)

    def _end_disputes(self, state: DisputeState, *, limit: int) -> None:
        till = self.tills[0]
        is_open = [key for key, each in till.disputes.items() if each.state is DisputeState.OPEN]
        for key in is_open[:limit]:
            self._tell(till.end_dispute(key, state))

    def _work(self) -> None:
        for job in (*enrolment_jobs.JOBS, *settlement_jobs.JOBS, jobs.send_back_held, jobs.bear_losses):
            job(self.world)
        jobs.pay_out_through(self.world, {till.name: till for till in self.tills})

    def _decide(self, act: Act, content: dict[str, str]) -> bool:
        """Let one person propose and another approve; say whether it was done."""
        at, proposal_id = self.clock.now(), new_id()
        with self.world.database.transaction() as tx:
            if act.check(tx, self.subject, content, at):
                return False
            proposed = {"proposal_id": proposal_id, "act": act.name, "subject": self.subject}
            refused = approvals.propose(tx, **proposed, content=content, by="finance", at=at)
            assert refused is None, refused
            read = proposals.proposal(tx, proposal_id, self.subject.court_id)
            assert read is not None
            approved = {"proposal_id": proposal_id, "court_id": self.subject.court_id}
            return not approvals.approve(
                tx, act=act, **approved, hash_read=read.content_hash, by="judge", at=at
            )

    def _admitted(self) -> list[PaidBidder]:
        found = []
        for name, account_id, enrolment_id, _ in self.asked:
            with self.world.database.reading() as tx:
                code = money.enrolment_store.enrolled(tx, round_id=self.round_id, account_id=account_id)
            if code is not None and code.bidder_code is not None:
                found.append(PaidBidder(account_id, enrolment_id, code.bidder_code, name))
        return found

    def _balance_request(self) -> tuple[str, Money] | None:
        with self.world.database.reading() as tx:
            found = payments.request_for(tx, RequestPurpose.BALANCE, self.round_id)
        is_open = found is not None and found.state is not RequestState.ACCEPTED
        return (found.reference, found.amount) if found is not None and is_open else None

    def _balances(self) -> dict[str, int]:
        with self.world.database.reading() as tx:
            return {name: held.minor for name, held in ledger.balances(tx, currency=CURRENCY).items()}

    def _lies_at(self, till: Till) -> int:
        account = bank(till.court_id, CURRENCY) if till.court_id else gateway(till.name, CURRENCY)
        return -self._balances().get(account.id, 0)

    def _waiting(self) -> dict[str, list[int]]:
        """Return what came to each till and waits to be judged: it is kept, and in no account yet."""
        found: dict[str, list[int]] = {till.name: [] for till in self.tills}
        with self.world.database.reading() as tx:
            for purpose in RequestPurpose:
                for each in payments.received_for(tx, purpose, 99):
                    found[each.gateway].append(each.amount.minor)
        return found


def play(open_world: Opener, *, examples: int) -> None:
    """Play so many games; the thorough profile plays more and longer ones."""
    is_thorough = settings.default.max_examples > 100
    run_state_machine_as_test(
        partial(MoneyMachine, open_world),
        settings=settings(
            max_examples=100 if is_thorough else examples,
            stateful_step_count=60 if is_thorough else 20,
            deadline=None,
        ),
    )


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_cent_is_lost_spent_twice_or_sent_twice(database: str, request: pytest.FixtureRequest) -> None:
    if database == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        play(partial(worlds.sqlite_world_in, template=template), examples=5)
        return
    request.getfixturevalue("postgresql_template")
    play(worlds.postgresql_world_in, examples=2)
