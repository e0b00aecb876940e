"""Keeps the accounts of courts, the orders to their banks and the files that carry them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.kernel.tables import table_of
from auction.payments.bank.account import AccountVersion, CourtAccount
from auction.payments.bank.order import Order, OrderState, end_to_end_of
from auction.payments.bank.statement import Party
from auction.payments.bank.tables import BankAccount, BankFile, BankNumber, BankOrder

FRESH = {"populate_existing": True}
# SQLite takes 32,766 values in one statement; a chunk stays far below.
_KEYS_MAX = 1_000


@dataclass(frozen=True)
class KeptOrder:
    """An order as it is kept: who is to be paid is sealed."""

    order: Order
    sealed_creditor: bytes
    ordered_at: datetime


@dataclass(frozen=True)
class FileLine:
    """A payment file as lists show it."""

    id: str
    digest: str
    orders: int
    total: Money
    written_at: datetime
    sent: int = 0
    refused: int = 0


def add_account(tx: Session, version: AccountVersion) -> None:
    """Keep a new version of a court's account."""
    values = {
        "id": version.id,
        "court_id": version.court_id,
        **vars(version.account),
        "since": version.since,
    }
    tx.execute(insert(BankAccount).values(values))


def claim_number(tx: Session, number: str, court_id: str) -> str:
    """Make an account number a court's own, unless it is some court's already; return whose it is."""
    # Both databases know ON CONFLICT; SQLAlchemy has no common word for it.
    insert_or_leave = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    tx.execute(insert_or_leave(BankNumber).values(number=number, court_id=court_id).on_conflict_do_nothing())
    return court_of_number(tx, number) or court_id


def court_of_number(tx: Session, number: str) -> str | None:
    """Return the court whose account number it is."""
    return tx.scalar(select(BankNumber.court_id).where(BankNumber.number == number))


def versions(tx: Session, court_id: str, *, limit: int) -> list[AccountVersion]:
    """Return the accounts of a court, the one in force first."""
    query = select(BankAccount).where(BankAccount.court_id == court_id)
    latest = query.order_by(BankAccount.since.desc(), BankAccount.id.desc()).limit(limit)
    return [_version(row) for row in tx.scalars(latest)]


def account_of(tx: Session, court_id: str) -> AccountVersion | None:
    """Return the account of a court that is in force."""
    return next(iter(versions(tx, court_id, limit=1)), None)


def lock_account_of(tx: Session, court_id: str) -> AccountVersion | None:
    """Return the account of a court that is in force, locked: statements of it come one after another."""
    query = select(BankAccount).where(BankAccount.court_id == court_id)
    latest = query.order_by(BankAccount.since.desc(), BankAccount.id.desc()).limit(1)
    row = tx.scalar(latest.with_for_update())
    return None if row is None else _version(row)


def stripe_account_of(tx: Session, court_id: str) -> str:
    """Return the court's connected account at Stripe; empty when it has none."""
    found = account_of(tx, court_id)
    return found.account.stripe_account if found else ""


def add_order(tx: Session, order: Order, *, sealed_creditor: bytes, at: datetime) -> bool:
    """Keep an order, once per key; say whether it is new."""
    values = {
        "key": order.key,
        "end_to_end": order.end_to_end,
        "court_id": order.court_id,
        "kind": order.kind,
        "amount_minor": order.amount.minor,
        "currency": order.amount.currency,
        "sealed_creditor": sealed_creditor,
        "text": order.text,
        "state": order.state.value,
        "file_id": None,
        "ordered_at": at,
        "receipt": "",
        "reason": "",
        "moved_at": None,
    }
    insert_or_leave = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    query = insert_or_leave(BankOrder).values(values).on_conflict_do_nothing(index_elements=["key"])
    return tx.scalar(query.returning(BankOrder.key)) is not None


def order(tx: Session, key: str) -> KeptOrder | None:
    """Return an order by the id of its transfer."""
    row = tx.scalar(select(BankOrder).where(BankOrder.key == key), execution_options=FRESH)
    return None if row is None else _order(row)


def orders_by_end_to_end(tx: Session, court_id: str, keys: Collection[str]) -> dict[str, Order]:
    """Return the court's orders with these short keys, locked until the commit."""
    found: dict[str, Order] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _KEYS_MAX):
        chunk = wanted[start : start + _KEYS_MAX]
        query = select(BankOrder).where(BankOrder.court_id == court_id, BankOrder.end_to_end.in_(chunk))
        rows = tx.scalars(query.order_by(BankOrder.key).with_for_update(), execution_options=FRESH)
        found.update({row.end_to_end: _order(row).order for row in rows})
    return found


def move_orders(tx: Session, moved: Sequence[Order]) -> None:
    """Note where orders stand."""
    for each in moved:
        tx.execute(
            update(BankOrder)
            .where(BankOrder.key == each.key)
            .values(state=each.state.value, receipt=each.receipt, reason=each.reason, moved_at=each.moved_at)
            .execution_options(synchronize_session=False)
        )


def courts_with_waiting(tx: Session, *, before: datetime, limit: int) -> list[str]:
    """Return the courts of which an order has waited for a file since then, the longest waiting first."""
    row = BankOrder
    query = select(row.court_id).where(row.state == OrderState.WAITING.value, row.ordered_at <= before)
    longest = query.group_by(row.court_id).order_by(func.min(row.ordered_at), row.court_id)
    return list(tx.scalars(longest.limit(limit)))


def waiting_orders(tx: Session, court_id: str, currency: str, *, limit: int) -> list[KeptOrder]:
    """Return the orders of a court that wait for a file, the longest waiting first; locked."""
    row = BankOrder
    query = (
        select(row)
        .where(row.state == OrderState.WAITING.value, row.court_id == court_id, row.currency == currency)
        .order_by(row.ordered_at, row.key)
        .limit(limit)
        .with_for_update()
    )
    return [_order(found) for found in tx.scalars(query, execution_options=FRESH)]


def waiting_sum(tx: Session, court_id: str) -> Mapping[str, tuple[int, int]]:
    """Return how many orders of a court wait, and for how much, by currency."""
    row = BankOrder
    query = (
        select(row.currency, func.count(), func.sum(row.amount_minor))
        .where(row.state == OrderState.WAITING.value, row.court_id == court_id)
        .group_by(row.currency)
    )
    return {currency: (count, int(total)) for currency, count, total in tx.execute(query)}


def filed_count(tx: Session, court_id: str) -> int:
    """Return how many orders of a court are in a file, and no statement shows what became of them."""
    row = BankOrder
    filed = (row.state == OrderState.FILED.value) & (row.court_id == court_id)
    return tx.scalar(select(func.count()).where(filed)) or 0


def add_file(
    tx: Session, line: FileLine, *, court_id: str, account_id: str, sealed_body: bytes, keys: Sequence[str]
) -> None:
    """Keep a payment file, and note that these orders are in it."""
    tx.execute(
        insert(table_of(BankFile)).values(
            id=line.id,
            court_id=court_id,
            account_id=account_id,
            sealed_body=sealed_body,
            digest=line.digest,
            orders=line.orders,
            sum_minor=line.total.minor,
            currency=line.total.currency,
            written_at=line.written_at,
        )
    )
    tx.execute(
        update(BankOrder)
        .where(BankOrder.key.in_(keys), BankOrder.state == OrderState.WAITING.value)
        .values(state=OrderState.FILED.value, file_id=line.id)
        .execution_options(synchronize_session=False)
    )


def take_order_back(tx: Session, key: str, *, reason: str, at: datetime) -> None:
    """Note of an order that was carried out that it came back, as two people found."""
    tx.execute(
        update(BankOrder)
        .where(BankOrder.key == key, BankOrder.state == OrderState.SENT.value)
        .values(state=OrderState.REFUSED.value, reason=reason, moved_at=at)
        .execution_options(synchronize_session=False)
    )


def order_again(
    tx: Session, key: str, *, by: str, amount: Money, at: datetime, sealed_creditor: bytes | None = None
) -> None:
    """Order anew what the bank refused, under a short key of its own for its statement; nothing else."""
    named = {} if sealed_creditor is None else {"sealed_creditor": sealed_creditor}
    tx.execute(
        update(BankOrder)
        .where(BankOrder.key == key, BankOrder.state == OrderState.REFUSED.value)
        .values(
            state=OrderState.WAITING.value,
            end_to_end=end_to_end_of(f"{key}\n{by}"),
            amount_minor=amount.minor,
            file_id=None,
            receipt="",
            reason="",
            moved_at=None,
            ordered_at=at,
            **named,
        )
        .execution_options(synchronize_session=False)
    )


def files(tx: Session, court_id: str, *, limit: int) -> list[FileLine]:
    """Return the payment files of a court, the newest first, with what became of their orders."""
    query = select(
        BankFile.id, BankFile.digest, BankFile.orders, BankFile.sum_minor, BankFile.currency,
        BankFile.written_at, _count_of(OrderState.SENT), _count_of(OrderState.REFUSED),
    )  # fmt: skip
    newest = query.where(BankFile.court_id == court_id).order_by(
        BankFile.written_at.desc(), BankFile.id.desc()
    )
    return [
        FileLine(key, digest, count, Money(minor, currency), at, sent, refused)
        for key, digest, count, minor, currency, at, sent, refused in tx.execute(newest.limit(limit))
    ]


def file_body(tx: Session, court_id: str, file_id: str) -> bytes | None:
    """Return the sealed bytes of a file of the court."""
    query = select(BankFile.sealed_body).where(BankFile.court_id == court_id, BankFile.id == file_id)
    return tx.scalar(query)


def _count_of(state: OrderState) -> ScalarSelect[int]:
    in_file = (BankOrder.file_id == BankFile.id) & (BankOrder.state == state.value)
    return select(func.count()).where(in_file).correlate(BankFile).scalar_subquery()


def _version(row: BankAccount) -> AccountVersion:
    account = CourtAccount(
        row.holder,
        row.number,
        row.bank,
        code=row.code,
        currency=row.currency,
        stripe_account=row.stripe_account,
    )
    return AccountVersion(row.id, row.court_id, account, row.since)


def _order(row: BankOrder) -> KeptOrder:
    found = Order(
        key=row.key,
        end_to_end=row.end_to_end,
        court_id=row.court_id,
        kind=row.kind,
        amount=Money(row.amount_minor, row.currency),
        creditor=Party(),
        text=row.text,
        state=OrderState(row.state),
        receipt=row.receipt,
        reason=row.reason,
        moved_at=row.moved_at,
    )
    return KeptOrder(found, row.sealed_creditor, row.ordered_at)
