"""Reads and writes lots on the desk: drafts in bulk and one by one, always within one court."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import orjson
from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from auction.cases.tables import Case, CaseAccount, Court
from auction.kernel.database import insert_once
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.tables import table_of
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from listings import tables as rows
from listings.asset import Asset
from listings.diligence.finding import Finding, format_findings, parse_findings
from listings.lot import Lot, LotState, PriorityPlace, Purpose
from listings.notice import CourtFacts
from listings.search import normalise
from listings.violation import format_violations, parse_violations


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
    kind: AssetKind | None = None
    findings: Mapping[str, Finding] | None = None
    fields: Mapping[str, str] | None = None
    source_key: str | None = None
    violations: Sequence[Refusal] = ()
    case_number: str = ""


@dataclass(frozen=True)
class NoticeRow:
    """One published version of a notice."""

    lot_id: str
    version: int
    round_id: str
    purpose: str
    body: str
    hash: str
    published_at: datetime
    proposed_by: str
    published_by: str


def insert_drafts(tx: Session, drafts: Sequence[NewDraft]) -> None:
    """Insert the drafts, each a lot with one asset, in two bulk statements."""
    if drafts:
        tx.execute(insert(rows.Lot), [_lot_row(draft) for draft in drafts])
        tx.execute(insert(rows.Asset), [_asset_row(draft) for draft in drafts])


def insert_draft_once(tx: Session, draft: NewDraft) -> None:
    """Insert one draft with its asset, unless it is there."""
    insert_once(tx, table_of(rows.Lot), _lot_row(draft))
    insert_once(tx, table_of(rows.Asset), _asset_row(draft))


def source_keys(tx: Session, court_id: str) -> set[str]:
    """Return the source keys that the court has already imported."""
    known = select(rows.Lot.source_key).where(rows.Lot.court_id == court_id, rows.Lot.source_key.is_not(None))
    return set(tx.scalars(known))


def lock_lot(tx: Session, lot_id: str, court_id: str) -> Lot | None:
    """Lock a lot of this court for a step on the desk; None when the court has no such lot."""
    row = tx.scalars(_of_court(lot_id, court_id).with_for_update()).one_or_none()
    return lot_of(row) if row else None


def proposed(tx: Session, limit: int) -> list[Lot]:
    """Return the lots of all courts that are proposed, the longest waiting first."""
    found = select(rows.Lot).where(rows.Lot.state == LotState.SUBMITTED.value)
    return [lot_of(row) for row in tx.scalars(found.order_by(rows.Lot.submitted_at).limit(limit))]


def read_lot(tx: Session, lot_id: str, court_id: str) -> Lot | None:
    """Return a lot of this court; None when the court has no such lot."""
    row = tx.scalars(_of_court(lot_id, court_id)).one_or_none()
    return lot_of(row) if row else None


def update_lot(tx: Session, lot: Lot, **values: object) -> None:
    """Change a locked lot and count its version up."""
    tx.execute(
        update(rows.Lot).where(rows.Lot.id == lot.id).values(version=lot.version + 1, **values),
        execution_options={"synchronize_session": False},
    )


def save_fields(tx: Session, lot: Lot, *, asset: Asset, fields: Mapping[str, str], search_text: str) -> None:
    """Write what a draft says, and its first asset."""
    update_lot(tx, lot, title=asset.title, fields=_json(fields), search_text=search_text, violations="[]")
    change_asset(tx, lot, position=1, asset=asset)


def add_asset(tx: Session, lot: Lot, *, asset_id: str, asset: Asset, currency: str) -> None:
    """Put one more asset behind those of the lot."""
    last = tx.scalar(select(func.max(rows.Asset.position)).where(rows.Asset.lot_id == lot.id))
    insert_once(
        tx,
        table_of(rows.Asset),
        {
            "id": asset_id,
            "lot_id": lot.id,
            "court_id": lot.court_id,
            "case_id": lot.case_id,
            "position": (last or 0) + 1,
            "currency": currency,
            **_asset_columns(asset),
            **_found_columns(asset.kind, asset.findings),
        },
    )


def change_asset(tx: Session, lot: Lot, *, position: int, asset: Asset) -> None:
    """Write what an asset of the lot is."""
    tx.execute(
        update(rows.Asset)
        .where(rows.Asset.lot_id == lot.id, rows.Asset.position == position)
        .values(**_asset_columns(asset)),
        execution_options={"synchronize_session": False},
    )


def drop_asset(tx: Session, lot: Lot, position: int) -> None:
    """Take an asset other than the first out of the lot."""
    tx.execute(
        delete(rows.Asset).where(
            rows.Asset.lot_id == lot.id, rows.Asset.position == position, rows.Asset.position > 1
        ),
        execution_options={"synchronize_session": False},
    )


def assets_of(tx: Session, lot_id: str) -> dict[int, Asset]:
    """Return the assets of a lot by position."""
    found = select(rows.Asset).where(rows.Asset.lot_id == lot_id).order_by(rows.Asset.position)
    return {row.position: _asset(row) for row in tx.scalars(found)}


def priorities_of(tx: Session, lot_id: str) -> tuple[PriorityPlace, ...]:
    """Return the priority list of the next notice, the strongest first."""
    found = select(rows.DraftPriority).where(rows.DraftPriority.lot_id == lot_id)
    places = (PriorityPlace(r.identity_digest, r.rank, r.basis, r.round_id) for r in tx.scalars(found))
    return tuple(sorted(places, key=lambda place: (place.rank, place.basis, place.identity_digest)))


def add_priority(tx: Session, lot_id: str, place: PriorityPlace) -> None:
    """Put a place on the priority list."""
    values = {"identity_digest": place.identity_digest, "rank": place.rank, "basis": place.basis}
    tx.execute(insert(rows.DraftPriority), {"lot_id": lot_id, "round_id": None, **values})


def drop_priority(tx: Session, lot_id: str, identity_digest: str) -> None:
    """Take a place off the priority list."""
    tx.execute(
        delete(rows.DraftPriority).where(
            rows.DraftPriority.lot_id == lot_id, rows.DraftPriority.identity_digest == identity_digest
        ),
        execution_options={"synchronize_session": False},
    )


def mark_priorities(tx: Session, lot_id: str, round_id: str) -> None:
    """Note that every place on the list has been published for the round."""
    tx.execute(
        update(rows.DraftPriority).where(rows.DraftPriority.lot_id == lot_id).values(round_id=round_id),
        execution_options={"synchronize_session": False},
    )


def court_facts(tx: Session, lot: Lot, *, platform: str) -> CourtFacts:
    """Return what a notice of this lot says about court, case and platform."""
    found = (
        select(Court, Case.case_number, CaseAccount.account_number)
        .join(Case, Case.court_id == Court.id)
        .outerjoin(CaseAccount, CaseAccount.case_id == Case.id)
        .where(Case.id == lot.case_id)
    )
    court, case_number, account_number = tx.execute(found).one()
    return CourtFacts(
        court_id=court.id,
        case_id=lot.case_id,
        court_name=court.name,
        court_contact=court.contact,
        supervision=court.supervision,
        time_zone=court.time_zone,
        currency=court.currency,
        case_number=case_number,
        platform=platform,
        account_number=account_number or "",
        language=court.language,
    )


def add_notice(tx: Session, notice: NoticeRow) -> None:
    """Insert a published notice, which never changes."""
    tx.execute(insert(rows.Notice), asdict(notice))


def notices_of(tx: Session, lot_id: str) -> list[NoticeRow]:
    """Return all notices of a lot, the newest first."""
    found = select(rows.Notice).where(rows.Notice.lot_id == lot_id).order_by(rows.Notice.version.desc())
    return [_notice(row) for row in tx.scalars(found)]


def newest_notice(tx: Session, lot_id: str) -> NoticeRow | None:
    """Return the newest notice of a lot."""
    found = select(rows.Notice).where(rows.Notice.lot_id == lot_id).order_by(rows.Notice.version.desc())
    row = tx.scalars(found.limit(1)).one_or_none()
    return _notice(row) if row else None


def _lot_row(draft: NewDraft) -> dict[str, object]:
    return {
        "id": draft.lot_id,
        "court_id": draft.court_id,
        "case_id": draft.case_id,
        "state": "DRAFT",
        "purpose": "FIRST",
        "version": 1,
        "title": draft.title,
        "fields": _json(draft.fields or {}),
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
        **_found_columns(draft.kind, draft.findings or {}),
    }


def _of_court(lot_id: str, court_id: str) -> Select[rows.Lot]:
    # What is in the session may be older than the row that was just locked.
    return (
        select(rows.Lot)
        .where(rows.Lot.id == lot_id, rows.Lot.court_id == court_id)
        .execution_options(populate_existing=True)
    )


def lot_of(row: rows.Lot) -> Lot:
    """Return a row as the lot that rules judge."""
    return Lot(
        id=row.id,
        court_id=row.court_id,
        case_id=row.case_id,
        state=LotState(row.state),
        purpose=Purpose(row.purpose),
        version=row.version,
        title=row.title,
        rule_set=row.rule_set,
        created_at=row.created_at,
        fields=orjson.loads(row.fields),
        violations=parse_violations(row.violations),
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        returned_because=row.returned_because,
    )


def _notice(row: rows.Notice) -> NoticeRow:
    return NoticeRow(**{name: getattr(row, name) for name in NoticeRow.__dataclass_fields__})


def _asset(row: rows.Asset) -> Asset:
    minor = row.reference_price_minor
    return Asset(
        asset_class=AssetClass(row.asset_class),
        title=row.title,
        description=row.description,
        place=row.place,
        reference_price=None if minor is None else Money(minor, row.currency),
        known_defects=row.known_defects,
        kind=AssetKind(row.kind) if row.kind else None,
        findings=parse_findings(row.findings),
    )


def _asset_columns(asset: Asset) -> dict[str, object]:
    price = asset.reference_price
    return {
        "asset_class": asset.asset_class.value,
        "title": asset.title,
        "description": asset.description,
        "place": asset.place,
        "reference_price_minor": price.minor if price else None,
        "known_defects": asset.known_defects,
    }


def _found_columns(kind: AssetKind | None, findings: Mapping[str, Finding]) -> dict[str, object]:
    return {"kind": kind.value if kind else "", "findings": format_findings(findings)}


def _json(fields: Mapping[str, str]) -> str:
    return orjson.dumps(dict(fields), option=orjson.OPT_SORT_KEYS).decode()
