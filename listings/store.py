"""Reads and writes lots of the desk: drafts in bulk and one by one, always within one court."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from listings.search import normalise
from listings.tables import Asset, Lot
from listings.violation import format_violations


@dataclass(frozen=True)
class NewDraft:
    """A draft lot with its one asset, as a form or an import brings it.

    ``fields`` are words and terms of the notice by the names of ``listings.lot.FIELDS``: amounts as
    plain decimals, times as ISO text in UTC.  What is unknown is left out.
    """

    lot_id: str
    asset_id: str
    court_id: str
    case_id: str
    currency: str
    rule_set: str
    title: str
    asset_class: str
    created_by: str
    created_at: datetime
    description: str = ""
    place: str = ""
    reference_price: Money | None = None
    known_defects: str = ""
    fields: Mapping[str, str] | None = None
    source_key: str | None = None
    violations: Sequence[Refusal] = ()
    case_number: str = ""


def insert_drafts(tx: Session, drafts: Sequence[NewDraft]) -> None:
    """Insert the drafts, each a lot with one asset, in two bulk statements."""
    if drafts:
        tx.execute(insert(Lot), [_lot_row(draft) for draft in drafts])
        tx.execute(insert(Asset), [_asset_row(draft) for draft in drafts])


def source_keys(tx: Session, court_id: str) -> set[str]:
    """Return the source keys that the court has already imported."""
    known = select(Lot.source_key).where(Lot.court_id == court_id, Lot.source_key.is_not(None))
    return set(tx.scalars(known))


def _lot_row(draft: NewDraft) -> dict[str, object]:
    return {
        "id": draft.lot_id,
        "court_id": draft.court_id,
        "case_id": draft.case_id,
        "state": "DRAFT",
        "purpose": "FIRST",
        "version": 1,
        "title": draft.title,
        "fields": orjson.dumps(dict(draft.fields or {}), option=orjson.OPT_SORT_KEYS).decode(),
        "rule_set": draft.rule_set,
        "source_key": draft.source_key,
        "violations": format_violations(draft.violations),
        "search_text": normalise(draft.title, draft.place, draft.case_number, draft.description),
        "created_by": draft.created_by,
        "created_at": draft.created_at,
        "submitted_by": None,
        "submitted_at": None,
        "returned_because": "",
    }


def _asset_row(draft: NewDraft) -> dict[str, object]:
    price = draft.reference_price
    return {
        "id": draft.asset_id,
        "lot_id": draft.lot_id,
        "court_id": draft.court_id,
        "case_id": draft.case_id,
        "position": 1,
        "asset_class": draft.asset_class,
        "title": draft.title,
        "description": draft.description,
        "place": draft.place,
        "reference_price_minor": price.minor if price else None,
        "currency": draft.currency,
        "known_defects": draft.known_defects,
    }
