"""A whole sale over a bank: deposits, parts of the balance, refunds by file, to the cent and once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from auction.enrolment import jobs as enrolment_jobs
from auction.kernel.doors import Role
from auction.kernel.money import Money, format_plain
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments.bank import jobs, service, store
from auction.payments.held import store as held_store
from auction.payments.received import RequestPurpose
from auction.payments.words import Reason
from auction.people.vault import vault_of
from auction.rounds import store as rounds_store
from tests.support import money
from tests.support.bank import Entry, name_account, statement, take_in
from tests.support.money import PaidBidder
from tests.support.people import make_staff
from tests.support.rounds import CLOSES_AT, cny, make_round

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
ACCOUNTS = {"Ann": "6217000010012345671", "Ben": "6217000010012345672", "Cy": "6217000010012345673"}


@dataclass
class Bank:
    """The court's bank: it books what people do, and writes it all into one statement a time."""

    world: World
    round_id: str
    court_id: str
    finance: str
    balance: int = 0
    count: int = 0
    waiting: list[Entry] = field(default_factory=list)

    def pays(self, name: str, amount: Money, text: str) -> None:
        entry = Entry(
            format_plain(amount),
            text,
            name=name,
            account=ACCOUNTS.get(name, ""),
            reference=f"R{self.count}.{len(self.waiting)}",
        )
        self.waiting.append(entry)

    def tells(self) -> None:
        """Write what happened since the last statement into one, let finance take it in, run the jobs."""
        self.count += 1
        body = statement(
            *self.waiting, opening=format_plain(cny(self.balance)) if self.balance else "0.00",
            number=f"S-{self.count}", day="2026-02-28",
        )  # fmt: skip
        self.balance += sum(round(float(each.amount)) for each in self.waiting)
        taken = take_in(self.world, self.court_id, body, by=self.finance)
        assert isinstance(taken, tuple), taken
        self.waiting = []
        self.runs()

    def runs(self) -> None:
        for _ in range(3):
            money.run_money_jobs(self.world)

    def carries_out(self) -> Sequence[tuple[str, str]]:
        """Carry out whatever the next file orders; return to which account how much went."""
        self.world.clock.advance(minutes=5)
        jobs.write_files(self.world)
        with self.world.database.reading() as tx:
            newest = store.files(tx, self.court_id, limit=1)
            body = service.file_body(
                tx, court_id=self.court_id, file_id=newest[0].id, vault=vault_of(self.world.settings)
            )
        assert body is not None
        orders = re.findall(
            r"<EndToEndId>(\w+)<.*?>([\d.]+)</InstdAmt>.*?<CdtrAcct>.*?<Id>(\w+)<", body.decode(), re.DOTALL
        )
        for key, amount, _account in orders:
            self.waiting.append(Entry(f"-{amount}", end_to_end=key, reference=f"O-{key}"))
        return [(account, amount) for _key, amount, account in orders]


@pytest.fixture
def bank(world: World) -> Bank:
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        round_id = make_round(tx)
        view = rounds_store.read_round(tx, round_id)
        assert view is not None
        finance = make_staff(world, tx, Role.FINANCE, court_id=view.court_id)
    name_account(world, view.court_id)
    return Bank(world, round_id, view.court_id, finance)


def admitted(bank: Bank, names: Sequence[str]) -> list[PaidBidder]:
    """Let people enrol and pay their deposit by transfer."""
    asked = [(name, *money.ask_for_deposit(bank.world, bank.round_id, name)) for name in names]
    with bank.world.database.reading() as tx:
        view = rounds_store.read_round(tx, bank.round_id)
    assert view is not None
    for name, _account, _enrolment, reference in asked:
        bank.pays(name, view.terms.deposit, f"deposit {reference.lower().replace('-', ' ')}")
    bank.tells()
    return [money._paid(bank.world, bank.round_id, name, account) for name, account, *_ in asked]


def test_a_sale_is_settled_over_the_bank_alone(bank: Bank) -> None:
    world = bank.world
    ann, ben = admitted(bank, ["Ann", "Ben"])
    world.clock.set(CLOSES_AT)
    money.end_round(world, bank.round_id, buyer=ann, price=cny(744_000))
    bank.runs()

    refunds = bank.carries_out()
    bank.tells()

    assert ("6217000010012345672", "71400.00") in refunds
    assert money.held(world, f"payable:{ben.enrolment_id}") == 0
    reference = money.reference_of(world, RequestPurpose.BALANCE, bank.round_id)
    bank.pays("Ann", cny(600_000), reference)
    bank.tells()
    assert money.held(world, f"balance:{bank.round_id}") == 60_000_000
    bank.pays("Ann", cny(80_000), reference)
    bank.tells()
    assert money.state_of(world, bank.round_id) == "PAID"

    excess = bank.carries_out()
    bank.tells()

    assert ("6217000010012345671", "7400.00") in excess
    assert bank.carries_out() == excess
    assert money.held(world, f"bank:{bank.court_id}") == -bank.balance * 100


def test_r_31_money_in_another_name_waits_and_goes_back_by_itself(bank: Bank) -> None:
    world = bank.world
    _account, enrolment_id, reference = money.ask_for_deposit(world, bank.round_id, "Ann")
    bank.pays("Cy", cny(71_400), reference)
    bank.pays("Cy", cny(5), "for nothing")
    bank.tells()
    assert money.held(world, f"deposit:{enrolment_id}") == 0
    assert money.held(world, f"bank:{bank.court_id}") == -7_140_500

    world.clock.advance(hours=21)
    bank.runs()

    assert sorted(bank.carries_out()) == [(ACCOUNTS["Cy"], "5.00"), (ACCOUNTS["Cy"], "71400.00")]
    bank.tells()
    assert money.held(world, f"bank:{bank.court_id}") == 0
    assert payments_jobs.take_in(world) == enrolment_jobs.confirm_deposits(world) == 0


def test_a_reference_of_another_court_is_nothing_that_this_bank_may_take(bank: Bank) -> None:
    world = bank.world
    with world.database.transaction() as tx:
        other_round = make_round(tx)
    _account, enrolment_id, reference = money.ask_for_deposit(world, other_round, "Ann")

    bank.pays("Ann", cny(71_400), reference)
    bank.tells()

    assert money.held(world, f"deposit:{enrolment_id}") == 0
    assert money.held(world, f"bank:{bank.court_id}") == -7_140_000
    with world.database.reading() as tx:
        assert [each.reason for each in held_store.of_court(tx, bank.court_id, limit=9)] == [
            Reason.REFERENCE_UNKNOWN
        ]
