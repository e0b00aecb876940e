"""Keeping a search, renaming it, deleting it and taking that back.

A search of somebody else is no search: None says so, and its owner alone gets an answer.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from listings.searches import store
from listings.searches.saved import SavedSearch, count_kept, judge_name, judge_new, judge_restore


def save(tx: Session, *, account_id: str, search: SavedSearch) -> Refusal | None:
    """Keep a search under its name, unless the account keeps too many; the same click adds once."""
    kept = store.lock_searches(tx, account_id)
    if search.id in {each.id for each in kept}:
        return None
    refusal = judge_new(search.name, count_kept(kept))
    if refusal is None:
        store.forget_deleted(tx, account_id)
        store.add(tx, search, account_id=account_id)
    return refusal


def find(tx: Session, *, account_id: str, search_id: str) -> SavedSearch | None:
    """Return a search of this account, a deleted one too."""
    kept = store.lock_searches(tx, account_id)
    return next((search for search in kept if search.id == search_id), None)


def rename(tx: Session, *, search: SavedSearch, name: str) -> Refusal | None:
    """Give a search another name."""
    refusal = judge_name(name)
    if refusal is None:
        store.rename(tx, search.id, name)
    return refusal


def delete(tx: Session, *, account_id: str, search: SavedSearch, at: datetime) -> None:
    """Take a search off the list; only the last one that was deleted can come back."""
    store.forget_deleted(tx, account_id, but=search.id)
    store.mark_deleted(tx, search.id, at)


def restore(tx: Session, *, account_id: str, search: SavedSearch) -> Refusal | None:
    """Put a deleted search back, unless the account keeps too many by now."""
    refusal = judge_restore(search, count_kept(store.searches_of(tx, account_id)))
    if refusal is None:
        store.mark_deleted(tx, search.id, None)
    return refusal
