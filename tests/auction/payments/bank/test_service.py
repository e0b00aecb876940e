"""The account is named by two people, an order leaves in one file, and a file is the same bytes for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import select

from auction.approvals.proposal import Proposal, State, Subject, body_of, hash_of
from auction.audit.tables import Entry as RecordEntry
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.bank import service, store
from auction.payments.bank.account import CourtAccount
from auction.payments.bank.order import Order, end_to_end_of
from auction.payments.bank.pain import NAMESPACE, ORDERS_MAX
from auction.payments.bank.statement import Party
from auction.payments.bank.words import BankReason
from auction.people.vault import vault_of
from tests.support.bank import name_account
from tests.support.cases import make_court

ACCOUNT = CourtAccount("Court", "6222020200112233445", "ICBC", "ICBKCNBJ", "CNY")
PAYER = Party("王芳", "6217000010012345678", "PCBCCNBJ")


@pytest.fixture
def court_id(sqlite_world: World) -> str:
    with sqlite_world.database.transaction() as tx:
        return make_court(tx)


def proposal(world: World, court_id: str, account: CourtAccount) -> Proposal:
    at, body = world.clock.now(), body_of(account.content)
    return Proposal(
        new_id(), "court.bank", Subject(court_id), body, hash_of(body), State.OPEN, "finance", at, at
    )


def order(court_id: str, key: str, minor: int = 500, currency: str = "CNY") -> Order:
    return Order(key, end_to_end_of(key), court_id, "REFUND", Money(minor, currency), PAYER, key)


def entries(world: World, kind: str) -> list[str]:
    with world.database.reading() as tx:
        found = tx.scalars(
            select(RecordEntry.body).where(RecordEntry.kind == kind).order_by(RecordEntry.position)
        )
        return [bytes(body).decode() for body in found]


def test_r_90_an_account_is_named_once_and_the_record_knows_its_hash_only(
    sqlite_world: World, court_id: str
) -> None:
    asked = proposal(sqlite_world, court_id, ACCOUNT)
    with sqlite_world.database.transaction() as tx:
        assert service.name_account(tx, asked, "judge", sqlite_world.clock.now()) == ()
        again = service.name_account(tx, replace(asked, id=new_id()), "judge", sqlite_world.clock.now())

    (entry,) = entries(sqlite_world, "bank.account_named")
    assert [no.reason for no in again] == [BankReason.SAME_ALREADY]
    assert ACCOUNT.digest in entry
    assert ACCOUNT.number not in entry
    with sqlite_world.database.reading() as tx:
        version = store.account_of(tx, court_id)
    assert version is not None
    assert version.account == ACCOUNT


def test_one_key_orders_one_payment(sqlite_world: World, court_id: str) -> None:
    vault, at = vault_of(sqlite_world.settings), sqlite_world.clock.now()
    with sqlite_world.database.transaction() as tx:
        first = service.order_payment(tx, order(court_id, "a"), vault=vault, at=at)
        again = service.order_payment(tx, order(court_id, "a"), vault=vault, at=at)
        assert again == first
        assert b"\xe7\x8e\x8b" not in first.sealed_creditor
        with pytest.raises(AssertionError, match="one key"):
            service.order_payment(tx, order(court_id, "a", 501), vault=vault, at=at)


def write(world: World, court_id: str, file_id: str) -> int:
    with world.database.transaction() as tx:
        return service.write_file(
            tx, court_id=court_id, time_zone="Asia/Shanghai", file_id=file_id,
            vault=vault_of(world.settings), at=world.clock.now(),
        )  # fmt: skip


def test_orders_leave_in_one_file_which_is_the_same_bytes_for_ever(
    sqlite_world: World, court_id: str
) -> None:
    name_account(sqlite_world, court_id)
    vault, at = vault_of(sqlite_world.settings), sqlite_world.clock.now()
    with sqlite_world.database.transaction() as tx:
        for key, minor in (("a", 500), ("b", 700)):
            service.order_payment(tx, order(court_id, key, minor), vault=vault, at=at)
        service.order_payment(tx, order(court_id, "c", 700, "EUR"), vault=vault, at=at)

    assert write(sqlite_world, court_id, "f1") == 2
    assert write(sqlite_world, court_id, "f2") == 0
    with sqlite_world.database.reading() as tx:
        body = service.file_body(tx, court_id=court_id, file_id="f1", vault=vault)
        again = service.file_body(tx, court_id=court_id, file_id="f1", vault=vault)
        assert service.file_body(tx, court_id="another", file_id="f1", vault=vault) is None
        (line,) = store.files(tx, court_id, limit=9)
    assert body is not None
    assert body == again
    root = fromstring(body, forbid_dtd=True)
    assert [found.text for found in root.iter(f"{{{NAMESPACE}}}CtrlSum")] == ["12.00", "12.00"]
    assert [found.text for found in root.iter(f"{{{NAMESPACE}}}EndToEndId")] == [
        end_to_end_of("a"), end_to_end_of("b"),
    ]  # fmt: skip
    assert (line.orders, line.total) == (2, Money(1_200, "CNY"))
    (entry,) = entries(sqlite_world, "payment_file.written")
    assert line.digest in entry
    assert PAYER.account not in entry


def test_a_file_never_has_more_orders_than_a_bank_takes(
    sqlite_world: World, court_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_account(sqlite_world, court_id)
    monkeypatch.setattr(service, "ORDERS_MAX", 2)
    assert ORDERS_MAX > 2
    vault, at = vault_of(sqlite_world.settings), sqlite_world.clock.now()
    with sqlite_world.database.transaction() as tx:
        for key in "abc":
            service.order_payment(tx, order(court_id, key), vault=vault, at=at)

    assert [write(sqlite_world, court_id, name) for name in ("f1", "f2", "f3")] == [2, 1, 0]
