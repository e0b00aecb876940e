"""Reads what the trail of a lot is made of: transfers, codes, payouts and entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson
from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session

from auction.audit.tables import NO_BIDS, Entry
from auction.enrolment.tables import Enrolment
from auction.kernel.money import Money
from auction.ledger import store as ledger
from auction.ledger.accounts import Kind, parse, payable
from auction.ledger.tables import Transfer as TransferRow
from auction.ledger.transfer import Purpose, Transfer, stage
from auction.payments.tables import Payout
from auction.reports.trail import told
from auction.reports.trail.trail import PaidOut

# Five thousand bidders on one lot move this much: more is read as a statement, a page at a time.
LINES_MAX = 20_000
_MONEY = (
    "deposit.confirmed",
    "balance.paid",
    "refund.posted",
    "settlement.posted",
    "payout.posted",
    "payment.held",
    "correction.posted",
    "dispute.borne",
)


def transfers_of(tx: Session, round_ids: Sequence[str]) -> list[Transfer] | None:
    """Return the transfers of these rounds in the order of posting; nothing when they are too many."""
    row = TransferRow
    count = select(func.count()).where(row.round_id.in_(round_ids))
    if (tx.scalar(count) or 0) > LINES_MAX:
        return None
    found = [moved for round_id in round_ids for moved in ledger.transfers_of(tx, round_id=round_id)]
    return sorted((*found, *_before_it_was_placed(tx, found)), key=_order)


def _before_it_was_placed(tx: Session, found: Sequence[Transfer]) -> list[Transfer]:
    """Return the transfers of payments that were placed in a round: before, they were of none."""
    row, known = TransferRow, {moved.id for moved in found}
    placed = {moved.debit for moved in found if moved.purpose is Purpose.UNMATCHED_TAKEN}
    sides = [account.id for held in placed for account in (held, payable(held.subject, held.currency))]
    ids: set[str] = set()
    for start in range(0, len(sides), ledger.CHUNK_MAX):
        chunk = sides[start : start + ledger.CHUNK_MAX]
        for side in (row.debit_account, row.credit_account):
            ids.update(tx.scalars(select(row.id).where(side.in_(chunk))))
    return ledger.transfers_by_id(tx, ids - known)


def _order(moved: Transfer) -> tuple[object, ...]:
    return moved.posted_at, stage(moved.purpose), moved.id


def codes_of(tx: Session, round_ids: Sequence[str]) -> dict[str, str]:
    """Return the bidder code of each enrolment of these rounds that has one."""
    query = select(Enrolment.id, Enrolment.bidder_code).where(
        Enrolment.round_id.in_(round_ids), Enrolment.bidder_code.is_not(None)
    )
    return {enrolment_id: str(code) for enrolment_id, code in tx.execute(query)}


def payouts_of(tx: Session, round_ids: Sequence[str], more: Sequence[str] = ()) -> dict[str, PaidOut]:
    """Return the payouts of these rounds, and of some more transfers, by the transfer of each."""
    query = (
        select(Payout)
        .join(TransferRow, TransferRow.id == Payout.transfer_id)
        .where(or_(TransferRow.round_id.in_(round_ids), TransferRow.id.in_(more)))
    )
    return {
        row.transfer_id: PaidOut(Money(row.amount_minor, row.currency), row.due_at, row.sent_at, row.state)
        for row in tx.scalars(query)
    }


def held_by_kind(
    tx: Session, round_ids: Sequence[str], currency: str, more: Sequence[Transfer] = ()
) -> Mapping[Kind, Money]:
    """Return what the ledger says that kinds of accounts hold of these rounds, and some more transfers."""
    moved = [
        held for round_id in round_ids
        for held in ledger.balances(tx, currency=currency, round_id=round_id).items()
    ]  # fmt: skip
    for each in more:
        moved += [(each.credit.id, each.amount), (each.debit.id, Money(-each.amount.minor, currency))]
    sums: dict[Kind, Money] = {}
    for account_id, held in moved:
        kind = parse(account_id).kind
        sums[kind] = sums.get(kind, Money(0, currency)) + held
    return sums


def entries_of(tx: Session, lot_id: str) -> list[told.Entry]:
    """Return the entries about money in the lot's own chain."""
    query = (
        select(Entry.number, Entry.kind, Entry.body)
        .where(Entry.lot_id == lot_id, text(NO_BIDS), Entry.kind.in_(_MONEY), Entry.chain == lot_id)
        .order_by(Entry.position)
        .limit(LINES_MAX)
    )
    return [told.Entry(row.number, row.kind, orjson.loads(row.body)) for row in tx.execute(query)]
