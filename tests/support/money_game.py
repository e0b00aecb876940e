"""Builds a game with money: one round, a payment service, a court's bank, and everybody who acts on them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.approvals import service as approvals
from auction.approvals import store as proposals
from auction.approvals.act import Act
from auction.approvals.proposal import Subject
from auction.enrolment import jobs as enrolment_jobs
from auction.kernel import jobs as jobs_of_the_clock
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.ledger.tables import Transfer
from auction.ledger.transfer import Purpose, bank_payout_id, correction_id, sent_id
from auction.payments import jobs, service
from auction.payments import store as payments
from auction.payments.again import acts as again
from auction.payments.again import store as again_store
from auction.payments.again import telling as again_telling
from auction.payments.again import wish as again_wish
from auction.payments.again.wish import Way
from auction.payments.bank import jobs as bank_jobs
from auction.payments.bank.order import format_origin
from auction.payments.bank_gateway import bank_gateway_of
from auction.payments.by_hand import acts as by_hand
from auction.payments.by_hand import store as by_hand_store
from auction.payments.by_hand import wish as by_hand_wish
from auction.payments.by_hand.telling import content_of
from auction.payments.fact import Fact, MovedState
from auction.payments.gateway import GatewayUnavailable
from auction.payments.held import store as held_store
from auction.payments.outbox import leaving
from auction.payments.received import RequestPurpose, RequestState
from auction.payments.reconciliation.jobs import reconcile_through
from auction.payments.without_court import acts as without_court
from auction.payments.without_court import store as without_court_store
from auction.payments.without_court import telling as without_court_telling
from auction.payments.without_court import wish as without_court_wish
from auction.payments.without_court.wish import Way as WithoutCourtWay
from auction.people.vault import vault_of
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.lifecycle import State
from auction.settlement import jobs as settlement_jobs
from auction.settlement.corrections import acts as corrections
from auction.settlement.resolving import acts as resolving
from auction.settlement.resolving import service as resolving_service
from auction.settlement.resolving import store as resolving_store
from auction.settlement.resolving import wish as resolving_wish
from tests.support import cases, money, people
from tests.support.branch import Branch
from tests.support.money import PaidBidder
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms
from tests.support.tills import Till

NAMES = ("Ann Li", "Bo Lin", "Cy Wu")
CREDITOR = "Di Xu"
PRICE, DEPOSIT = cny(744_000), cny(71_400)
CURRENCY, OTHER_CURRENCY = "CNY", "EUR"
# What people pay of what is asked: numerator, denominator, in their own name, in the currency asked.
WAYS = {
    "right": (1, 1, True, True),
    "part": (1, 3, True, True),
    "too much": (3, 2, True, True),
    "wrong name": (1, 1, False, True),
    "other currency": (1, 1, True, False),
}
ACCOUNT = "6217000010012345678"
OTHER_ACCOUNT = "6217000010087654321"
BY_HAND = {"holder": "Ann Li", "number": OTHER_ACCOUNT, "code": "", "because": "A letter of the payer."}


@dataclass(frozen=True)
class Reading:
    """What a clock that stood still had read before it: of whom, what, and when it asked."""

    facts: tuple[Fact, ...]
    asked_at: datetime


class Failures(logging.Handler):
    """Keeps what made a job of the clock fail; the clock itself would only log it and go on."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.found.append(f"{record.getMessage()}: {error!r}")

    def __enter__(self) -> Self:
        logging.getLogger(jobs_of_the_clock.__name__).addHandler(self)
        return self

    def __exit__(self, *_error: object) -> None:
        logging.getLogger(jobs_of_the_clock.__name__).removeHandler(self)


class Game:
    """One round with its bidders, a payment service that is called Stripe, and the bank of the court."""

    def __init__(self, world: World) -> None:
        self.world, self.clock = world, world.clock
        self.clock.set(CLOSES_AT - timedelta(hours=2))  # type: ignore[attr-defined]  # set by hand
        with world.database.transaction() as tx:
            court_id = cases.make_court(tx)
            self.case_id = cases.make_case(tx, court_id=court_id)
            self.round_id = make_round(tx, terms=make_terms(), case_id=self.case_id, court_id=court_id)
            finance = people.make_staff(world, tx, Role.FINANCE, court_id=court_id)
        self.creditor = money.enrol_without_deposit(world, self.round_id, CREDITOR)
        self.asked = [(name, *money.ask_for_deposit(world, self.round_id, name)) for name in NAMES]
        self.buyer: PaidBidder | None = None
        self.till, self.branch = Till("stripe", self.clock.now), Branch(world, court_id, finance)
        self.gateways = {"stripe": self.till, "bank": bank_gateway_of(world)}
        self.readings: list[Reading] = []
        # What two people took back because money came back without our key: no line says so itself.
        self.corrected: set[str] = set()
        # What the operator sent back from an account of its own, in minor units.
        self.paid_by_operator: dict[str, int] = {}
        with world.database.reading() as tx:
            board = rounds_store.read_board(tx, self.round_id)
        assert board is not None
        self.subject = Subject(board.court_id, board.case_id, board.lot_id, board.round_id)
        self.court_id = court_id
        self.failures = Failures()
        self._told = 0
        # The mornings before had their comparison, so that no later day is missed.
        reconcile_through(world, self.gateways)

    # Who pays what.

    def pay_deposit(self, number: int, way: str, till: int) -> None:
        """Let somebody pay what was asked as a deposit, early or late."""
        name, _, _, reference = self.asked[number]
        self._pay(till, reference, DEPOSIT, name, way)

    def pay_balance(self, way: str, till: int) -> None:
        """Let the buyer pay the balance, or what is left of it."""
        assert self.buyer is not None, "somebody bought"
        with self.world.database.reading() as tx:
            found = payments.request_for(tx, RequestPurpose.BALANCE, self.round_id)
        if found is not None and found.state is not RequestState.ACCEPTED:
            self._pay(till, found.reference, found.amount, self.buyer.name, way)

    def pay_for_nothing(self, till: int) -> None:
        """Let money arrive that names nothing we asked for."""
        self._pay(till, "NO-ONE", cny(7), "Nobody", "right")

    def _pay(self, till: int, reference: str, amount: Money, name: str, way: str) -> None:
        numerator, denominator, is_own, is_ours = WAYS[way]
        currency = CURRENCY if is_ours or till else OTHER_CURRENCY
        paid = Money(max(1, amount.minor * numerator // denominator), currency)
        payer = name if is_own else "A Stranger"
        if till == 0:
            self.tell(self.till.receive(f"pi_{new_id()}", reference, paid, payer))
            return
        # Some banks do not say from which account money came.
        account = "" if way == "wrong name" and amount == DEPOSIT else ACCOUNT
        self.branch.receive(paid, reference, name=payer, account=account)

    # What we hear.

    def tell(self, name: str) -> None:
        """Let a message of the payment service arrive that names something there."""
        self._told += 1
        self.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand
        at, vault = self.clock.now(), vault_of(self.world.settings)
        with self.world.database.transaction() as tx:
            service.keep_message(
                tx, vault=vault, gateway="stripe", event_id=f"evt_{self._told}", body=name.encode(), at=at
            )

    def read_aside(self, name: str) -> None:
        """Let a second clock read what is true, and stand still before it writes it."""
        self.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand
        try:
            self.readings.append(Reading(self.till.read(name), self.clock.now()))
        except GatewayUnavailable:
            return

    def write_aside(self) -> None:
        """Let the second clock go on, and write what it had read first."""
        reading = self.readings.pop(0)
        self.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand
        told: dict[str, Any] = {"asked_at": reading.asked_at, "at": self.clock.now()}
        with self.world.database.transaction() as tx:
            vault = vault_of(self.world.settings)
            service.apply(tx, vault=vault, facts=reading.facts, received_at=reading.asked_at, **told)

    # What the house does.

    def work(self) -> None:
        """Run every job of money once."""
        with self.failures:
            jobs.take_in_through(self.world, self.gateways)
            for job in (*enrolment_jobs.JOBS, *settlement_jobs.JOBS, jobs.send_back_held, jobs.bear_losses):
                job(self.world)
            jobs.pay_out_through(self.world, self.gateways)
            bank_jobs.write_files(self.world)

    def compare(self) -> None:
        """Let a morning come, on which what lies outside is compared with the books, missed days as well."""
        self.clock.advance(days=1)  # type: ignore[attr-defined]  # set by hand
        while reconcile_through(self.world, self.gateways):
            self.clock.advance(minutes=1)  # type: ignore[attr-defined]  # set by hand

    # What the court does with its sale.

    def state(self) -> State:
        """Return the state of the round."""
        return State(money.state_of(self.world, self.round_id))

    def end(self, number: int | None) -> None:
        """End the round: for one of those who were admitted, or for nobody."""
        admitted = [*self._admitted(), self.creditor]
        self.buyer = admitted[number] if number is not None and number < len(admitted) else None
        money.end_round(self.world, self.round_id, buyer=self.buyer, price=PRICE)

    def stop(self) -> None:
        """Stop the sale while bids may still come."""
        self._of_round(rounds.suspend)

    def go_on(self) -> None:
        """Let a stopped sale go on."""
        at = self.clock.now()
        with self.world.database.transaction() as tx:
            no = rounds.resume(tx, round_id=self.round_id, court_id=self.court_id, actor="judge", at=at)
        assert no is None, no

    def withdraw(self) -> None:
        """Take a stopped sale back."""
        self._of_round(rounds.withdraw)

    def _of_round(self, act: Any) -> None:
        with self.world.database.transaction() as tx:
            rounds.open_due(tx, at=self.clock.now())
            act(
                tx,
                round_id=self.round_id,
                court_id=self.court_id,
                reason="A claim of a third party.",
                legal_basis="Article 1",
                actor="judge",
                at=self.clock.now(),
            )

    def _admitted(self) -> list[PaidBidder]:
        found = []
        for name, account_id, enrolment_id, _ in self.asked:
            with self.world.database.reading() as tx:
                code = money.enrolment_store.enrolled(tx, round_id=self.round_id, account_id=account_id)
            if code is not None and code.bidder_code is not None:
                found.append(PaidBidder(account_id, enrolment_id, code.bidder_code, name))
        return found

    # What two people decide.

    def decide(self, act: Act, content: dict[str, Any], *, subject: Subject | None = None) -> bool:
        """Let one person propose and another approve; say whether it was done."""
        subject = subject or self.subject
        at, proposal_id = self.clock.now(), new_id()
        with self.world.database.transaction() as tx:
            if act.check(tx, subject, content, at):
                return False
            proposed: dict[str, Any] = {"proposal_id": proposal_id, "act": act.name, "subject": subject}
            refused = approvals.propose(tx, **proposed, content=content, by="finance", at=at)
            assert refused is None, refused
            read = proposals.proposal(tx, proposal_id, subject.court_id)
            assert read is not None
            approved = {"proposal_id": proposal_id, "court_id": subject.court_id}
            return not approvals.approve(
                tx, act=act, **approved, hash_read=read.content_hash, by="judge", at=at
            )

    def take_held(self, number: int, to: int) -> bool:
        """Let two people say that a payment which waits counts for a deposit, or for the balance."""
        references = [reference for _, _, _, reference in self.asked]
        with self.world.database.reading() as tx:
            found = payments.request_for(tx, RequestPurpose.BALANCE, self.round_id)
        reference = [*references, found.reference if found else references[0]][to]
        with self.world.database.reading() as tx:
            waiting = held_store.of_court(tx, self.court_id, limit=9)[number : number + 1]
            request = resolving_store.request(tx, reference, self.court_id)
        wanted = resolving_wish.TakeWish(reference, "The payer wrote a letter.")
        contents = [resolving_wish.content_of(each, request, wanted) for each in waiting]
        court = Subject(self.court_id)
        return any(self.decide(resolving.ACTS[0], content, subject=court) for content in contents)

    def send_held_back(self) -> None:
        """Let finance send a payment that waits back before its time."""
        at = self.clock.now()
        with self.world.database.transaction() as tx:
            for each in held_store.of_court(tx, self.court_id, limit=1):
                told: dict[str, Any] = {"court_id": self.court_id, "by": "finance", "at": at}
                no = resolving_service.send_back(tx, payment_id=each.payment_id, **told)
                assert no is None, no

    def send_by_hand(self, number: int) -> bool:
        """Let two people send a refund that cannot go back by itself to another account."""
        return any(self._send_by_hand(each) for each in self._stuck()[number : number + 1])

    def send_all_stuck(self) -> None:
        """Let two people send all that is stuck another way, as far as they may."""
        for owed in self._stuck():
            self._send_by_hand(owed)
        for refused in self._refused():
            self._send_again(refused, Way.BANK)
        for courtless in self._courtless():
            self._send_without_court(courtless, WithoutCourtWay.SAME)

    def _stuck(self) -> list[by_hand_wish.Owed]:
        with self.world.database.reading() as tx:
            return by_hand_store.stuck(tx, self.court_id)

    def _send_by_hand(self, owed: by_hand_wish.Owed) -> bool:
        wished = by_hand_wish.read(BY_HAND)
        assert isinstance(wished, by_hand_wish.Wish), wished
        sealed = vault_of(self.world.settings).seal(format_origin(wished.creditor)).decode()
        content = content_of(owed, wished, sealed=sealed)
        return self.decide(by_hand.ACTS[0], content, subject=Subject(self.court_id))

    def send_again(self, number: int, way: Way) -> bool:
        """Let two people send what was refused on its way to the case again."""
        return any(self._send_again(each, way) for each in self._refused()[number : number + 1])

    def _refused(self) -> list[again_wish.Refused]:
        with self.world.database.reading() as tx:
            return again_store.all_refused(tx, self.court_id)

    def _send_again(self, refused: again_wish.Refused, way: Way) -> bool:
        content = again_telling.content_of(refused, again_wish.Wish(way, "The account was mended."))
        return self.decide(again.ACTS[0], content, subject=Subject(self.court_id))

    def send_without_court(self, number: int, way: WithoutCourtWay) -> bool:
        """Let two operators send back what belongs to no court: once more, or from an own account."""
        return any(self._send_without_court(each, way) for each in self._courtless()[number : number + 1])

    def _courtless(self) -> list[without_court_wish.Stuck]:
        with self.world.database.reading() as tx:
            return without_court_store.all_stuck(tx)

    def _send_without_court(self, stuck: without_court_wish.Stuck, way: WithoutCourtWay) -> bool:
        wished = without_court_wish.Wish(way, "OP-1", "A letter of the payer.")
        content = without_court_telling.content_of(stuck, wished)
        is_done = self.decide(without_court.ACTS[0], content, subject=Subject(""))
        if is_done and way is WithoutCourtWay.PAID:
            self.paid_by_operator[stuck.transfer_id] = stuck.amount.minor
        return is_done

    def end_slow(self, state: MovedState, *, came_back: bool = False) -> None:
        """Let the oldest payout that is under way end, or one that had left come back; it is told."""
        standing = MovedState.SENT if came_back else MovedState.UNDER_WAY
        for key in self.till.standing(standing)[:1]:
            self.tell(self.till.end_payout(key, state))

    def end_to_bank(self, state: MovedState) -> None:
        """Let what the service sent to the bank arrive there, or come back to the service.

        It takes days: by then we have heard that it is on its way.
        """
        under_way = [key for key, each in self.till.to_bank.items() if each.state is MovedState.UNDER_WAY]
        with self.world.database.reading() as tx:
            heard_of = {each.id for each in ledger.transfers_by_id(tx, map(bank_payout_id, under_way))}
        for key in under_way:
            if bank_payout_id(key) not in heard_of:
                continue
            self.tell(self.till.end_to_bank(key, state))
            if state is MovedState.SENT:
                amount = self.till.to_bank[key].amount
                self.branch.receive(amount, f"STRIPE {key}", name="Stripe", account=ACCOUNT)

    def return_from_bank(self, *, with_key: bool) -> None:
        """Let the oldest payment of the bank come back; without our key two people correct the ledger.

        What a case was paid whose round is settled they may not take back: then it stays.
        """
        for each in self.branch.staying()[:1]:
            content = {"key": "", "transfer_id": self._last_sent(each.text), "because": "It came back."}
            if with_key or self.decide(corrections.ACTS[0], content):
                self.branch.return_payment(each, with_key=with_key)
                self.corrected |= set() if with_key else {sent_id(each.text)}

    def correct_fee(self) -> None:
        """Let the bank take a fee back, and two people correct the ledger."""
        row = Transfer
        fees = select(row.id, row.amount_minor).where(
            row.purpose == Purpose.FEE_CHARGED.value, row.credit_account.startswith("bank:")
        )
        with self.world.database.reading() as tx:
            reversed_ids = set(tx.scalars(select(row.reverses).where(row.reverses.is_not(None))))
            found = [each for each in tx.execute(fees) if each.id not in reversed_ids]
        for fee_id, minor in found[:1]:
            self.branch.give_fee_back(Money(minor, CURRENCY))
            content = {"key": "", "transfer_id": fee_id, "because": "The bank took it back."}
            assert self.decide(corrections.ACTS[0], content)
            self.corrected.add(fee_id)

    def _last_sent(self, transfer_id: str) -> str:
        with self.world.database.reading() as tx:
            ids = {each.id for each in ledger.transfers_by_id(tx, leaving.ids_of(transfer_id))}
        return max(name for name in ids if not name.startswith(correction_id("")))

    def waiting(self, tx: Session) -> list[str]:
        """Return what came in and waits to be judged or placed."""
        asked = [each.id for purpose in RequestPurpose for each in payments.received_for(tx, purpose, 99)]
        held = held_store.of_court(tx, self.court_id, limit=99)
        return [*asked, *(each.payment_id for each in held)]
