"""What was posted under the old chart means the same under the new one, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from auction.kernel.database import Database
from auction.kernel.money import Money
from auction.ledger import store
from auction.ledger.transfer import Purpose
from migrations.schema import config_for
from tests.support import postgres

BEFORE, AFTER = "0028", "0029"
AT, SENT_AT = "2026-04-01 00:00:00.000000", "2026-04-02 00:00:00.000000"
OUTSIDE = "payments:CNY"
# One sale: four deposits, the buyer's applied, one loser's back and one on its way, one still held; the
# balance; and a payment that nobody could place.
MOVED = (
    ("in:p1", OUTSIDE, "deposit:e1", 100, "DEPOSIT_PAID"),
    ("in:p2", OUTSIDE, "deposit:e2", 100, "DEPOSIT_PAID"),
    ("in:p3", OUTSIDE, "deposit:e3", 100, "DEPOSIT_PAID"),
    ("in:p4", OUTSIDE, "deposit:e4", 100, "DEPOSIT_PAID"),
    ("deposit-out:e1", "deposit:e1", "case:k1", 100, "DEPOSIT_APPLIED"),
    ("deposit-out:e2", "deposit:e2", OUTSIDE, 100, "DEPOSIT_RETURNED"),
    ("deposit-out:e3", "deposit:e3", OUTSIDE, 100, "DEPOSIT_RETURNED"),
    ("in:p5", OUTSIDE, "balance:r1", 900, "BALANCE_PAID"),
    ("balance-out:r1", "balance:r1", "case:k1", 900, "BALANCE_APPLIED"),
    ("in:p6", OUTSIDE, "unmatched:p6", 7, "UNMATCHED_PAID"),
    ("back:p6", "unmatched:p6", OUTSIDE, 7, "UNMATCHED_RETURNED"),
)
PAYOUTS = (
    ("deposit-out:e1", "CASE_ACCOUNT", "case:k1", 100, "SENT"),
    ("deposit-out:e2", "REFUND", "payment:p2", 100, "SENT"),
    ("deposit-out:e3", "REFUND", "payment:p3", 100, "PENDING"),
    ("balance-out:r1", "CASE_ACCOUNT", "case:k1", 900, "PENDING"),
    ("back:p6", "REFUND", "payment:p6", 7, "SENT"),
)
HOLDS = {
    # What the bank on paper still has: all that came less what it was seen to send.
    "gateway:paper:CNY": -(4 * 100 + 900 + 7 - 100 - 100 - 7),
    "deposit:e1:CNY": 0,
    "deposit:e2:CNY": 0,
    "deposit:e3:CNY": 0,
    "deposit:e4:CNY": 100,
    "payable:e2:CNY": 0,
    "payable:e3:CNY": 100,
    "payable:p6:CNY": 0,
    "unmatched:p6:CNY": 0,
    "balance:r1:CNY": 0,
    "case:k1:CNY": 1000,
    "casebank:k1:CNY": -100,
}


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give a database that had money in it when the chart changed."""
    if request.param == "sqlite":
        yield from _migrated(f"sqlite:///{tmp_path}/old")
        return
    request.getfixturevalue("postgresql_template")
    with postgres.empty_database() as url:
        yield from _migrated(url)


OLD_ACCOUNT = text("INSERT INTO ledger_accounts VALUES (:id, :kind, 'CNY')")
OLD_TRANSFER = text(
    "INSERT INTO transfers (id, debit_account, credit_account, amount_minor, currency, purpose,"
    " court_id, case_id, lot_id, round_id, posted_at)"
    f" VALUES (:id, :debit, :credit, :minor, 'CNY', :purpose, 'c1', 'k1', 'l1', 'r1', '{AT}')"
)
OLD_PAYOUT = text(
    "INSERT INTO payouts (transfer_id, kind, destination, amount_minor, currency, state, attempts,"
    " next_attempt_at, due_at, receipt, sent_at)"
    f" VALUES (:id, :kind, :to, :minor, 'CNY', :state, 1, '{AT}', '{AT}', :receipt, :sent_at)"
)


def _migrated(url: str) -> Iterator[Database]:
    command.upgrade(config_for(url), BEFORE)
    engine = create_engine(url)
    names = sorted({end for _, debit, credit, _, _ in MOVED for end in (debit, credit)})
    accounts = [{"id": name, "kind": name.partition(":")[0].upper()} for name in names]
    moved = [dict(zip(("id", "debit", "credit", "minor", "purpose"), row, strict=True)) for row in MOVED]
    payouts = [dict(zip(("id", "kind", "to", "minor", "state"), row, strict=True)) for row in PAYOUTS]
    for each in payouts:
        is_sent = each["state"] == "SENT"
        each |= {"receipt": each["id"] if is_sent else "", "sent_at": SENT_AT if is_sent else None}
    with engine.begin() as connection:
        for statement, rows in ((OLD_ACCOUNT, accounts), (OLD_TRANSFER, moved), (OLD_PAYOUT, payouts)):
            connection.execute(statement, rows)
    engine.dispose()
    command.upgrade(config_for(url), AFTER)
    database = Database(url)
    yield database
    database.dispose()


def test_what_was_sent_has_left_and_what_waits_is_owed(migrated: Database) -> None:
    with migrated.reading() as tx:
        held = store.balances(tx, currency="CNY")
        total = store.total(tx, "CNY")
        kept = {each.id: each for each in store.transfers_of(tx, round_id="r1")}

    assert {name: money.minor for name, money in held.items()} == HOLDS
    assert total == Money(0, "CNY")
    assert kept.keys() == {key for key, *_ in MOVED} | {
        "sent:deposit-out:e1",
        "sent:deposit-out:e2",
        "sent:back:p6",
    }
    assert kept["sent:deposit-out:e1"].purpose is Purpose.CASE_CREDIT_SENT
    assert kept["sent:back:p6"].purpose is Purpose.REFUND_SENT
    assert str(kept["sent:back:p6"].posted_at) == "2026-04-02 00:00:00+00:00"


def test_an_old_database_is_guarded_afterwards_and_says_its_payouts(migrated: Database) -> None:
    changes = (
        ("UPDATE transfers SET amount_minor = 1", "never changed"),
        ("UPDATE payouts SET amount_minor = 1", "what its transfer says"),
    )
    for statement, said in changes:
        with pytest.raises(Exception, match=said), migrated.transaction() as tx:
            tx.execute(text(statement))
