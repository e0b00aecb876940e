"""Reads and writes saved searches, always within one account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from auction.kernel.database import insert_once
from auction.kernel.tables import table_of
from auction.people.tables import Account
from listings.searches import tables as rows
from listings.searches.saved import SavedSearch

_UNSEEN = {"synchronize_session": False}


def lock_searches(tx: Session, account_id: str) -> Sequence[SavedSearch]:
    """Lock what an account keeps, so that two clicks at once are counted one after the other."""
    tx.execute(select(Account.id).where(Account.id == account_id).with_for_update())
    return searches_of(tx, account_id)


def searches_of(tx: Session, account_id: str) -> Sequence[SavedSearch]:
    """Return the searches of an account, the oldest first, a deleted one among them."""
    found = select(rows.SavedSearch).where(rows.SavedSearch.account_id == account_id)
    ordered = found.order_by(rows.SavedSearch.created_at, rows.SavedSearch.id)
    return [
        SavedSearch(row.id, row.name, row.query, row.created_at, row.deleted_at)
        for row in tx.scalars(ordered)
    ]


def add(tx: Session, search: SavedSearch, *, account_id: str) -> None:
    """Keep a search, once."""
    insert_once(
        tx,
        table_of(rows.SavedSearch),
        {
            "id": search.id,
            "account_id": account_id,
            "name": search.name,
            "query": search.query,
            "created_at": search.created_at,
            "deleted_at": None,
        },
    )


def rename(tx: Session, search_id: str, name: str) -> None:
    """Give a search another name."""
    tx.execute(
        update(rows.SavedSearch).where(rows.SavedSearch.id == search_id).values(name=name),
        execution_options=_UNSEEN,
    )


def mark_deleted(tx: Session, search_id: str, at: datetime | None) -> None:
    """Take a search off the list, or put it back."""
    tx.execute(
        update(rows.SavedSearch).where(rows.SavedSearch.id == search_id).values(deleted_at=at),
        execution_options=_UNSEEN,
    )


def forget_deleted(tx: Session, account_id: str, *, but: str = "") -> None:
    """Forget for good what an account deleted before."""
    tx.execute(
        delete(rows.SavedSearch).where(
            rows.SavedSearch.account_id == account_id,
            rows.SavedSearch.deleted_at.is_not(None),
            rows.SavedSearch.id != but,
        ),
        execution_options=_UNSEEN,
    )
