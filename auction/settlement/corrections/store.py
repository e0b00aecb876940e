"""Reads what a correction is judged by, and which were made."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from auction.kernel.limits import PAGE_ROWS_MAX
from auction.ledger import accounts, tables
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Transfer, correction_id
from auction.rounds import store as rounds
from auction.rounds.lifecycle import State
from auction.settlement.corrections.wrong import Standing, is_of_court


def transfer(tx: Session, transfer_id: str, court_id: str) -> Transfer | None:
    """Return a transfer of the court."""
    found = ledger.transfers_by_id(tx, [transfer_id])
    return next((each for each in found if is_of_court(each, court_id)), None)


def standing(tx: Session, transfer_id: str, court_id: str) -> Standing | None:
    """Return how a transfer of the court stands."""
    wrong = transfer(tx, transfer_id, court_id)
    if wrong is None:
        return None
    board = rounds.read_board(tx, wrong.sale.round_id or "")
    return Standing(
        wrong,
        is_reversed=bool(ledger.transfers_by_id(tx, [correction_id(wrong.id)])),
        held=ledger.balance(tx, wrong.credit.id),
        is_settled=board is not None and board.state is State.SETTLED,
    )


def corrections(tx: Session, court_id: str, currency: str) -> list[Transfer]:
    """Return the corrections of a court, the newest first."""
    row = tables.Transfer
    places = [
        accounts.bank(court_id, currency).id,
        accounts.transit(court_id, currency).id,
    ]
    own = or_(row.court_id == court_id, row.debit_account.in_(places), row.credit_account.in_(places))
    query = select(row.id).where(row.purpose == Purpose.CORRECTION.value, own)
    ids = list(tx.scalars(query.order_by(row.posted_at.desc(), row.id).limit(PAGE_ROWS_MAX)))
    return sorted(ledger.transfers_by_id(tx, ids), key=lambda each: (each.posted_at, each.id), reverse=True)
