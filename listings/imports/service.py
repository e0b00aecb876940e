"""Stores what an import judged: courts and cases that are new, drafts, and a line for every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.cases import service as cases
from auction.cases import store as cases_store
from auction.cases.register import NewCase
from auction.cases.tables import Court
from auction.kernel.money import format_plain
from listings import store as lots
from listings.imports import judge, report, store
from listings.imports.judge import Facts, Judged
from listings.imports.mapping import SourceMapping
from listings.imports.tables import ImportRun
from listings.store import NewDraft
from listings.violation import format_violations


@dataclass(frozen=True)
class Run:
    """What all rows of one import share; ``make_id`` gives a new id."""

    id: str
    mapping: SourceMapping
    rule_set: str
    rule_set_version: int
    make_id: Callable[[], str]


def begin(tx: Session, *, run: Run, file_name: str, file_hash: str, byte_count: int, at: datetime) -> None:
    """Note that an import of a file begins."""
    started = ImportRun(
        id=run.id,
        mapping=run.mapping.name,
        rule_set=run.rule_set,
        rule_set_version=run.rule_set_version,
        file_name=file_name[:200],
        file_hash=file_hash,
        byte_count=byte_count,
        started_at=at,
    )
    store.insert_run(tx, started)


def take(tx: Session, *, run: Run, chunk: Sequence[Judged], at: datetime) -> list[Judged]:
    """Store a chunk of rows: what is new becomes drafts, what is known stays as it is."""
    cases_store.lock_register(tx)
    courts = _courts(tx, run, chunk, at)
    settled = [_in_one_currency(judged, run, courts) for judged in chunk]
    known = _known(tx, settled, courts)
    new = [judged for judged in settled if judged.facts and judged.facts.source_key not in known]
    made = _make_drafts(tx, run, new, courts=courts, at=at)
    store.insert_rows(tx, [_row(judged, run, known, made) for judged in settled])
    return settled


def finish(tx: Session, *, run: Run, at: datetime) -> None:
    """Note that every row of the file has its line."""
    store.finish_run(tx, run.id, at)


def _courts(tx: Session, run: Run, chunk: Sequence[Judged], at: datetime) -> dict[str, Court]:
    names = sorted({judged.facts.court for judged in chunk if judged.facts})
    for name in sorted(set(names) - set(store.courts_by_name(tx, names))):
        refusals = cases.register_court(
            tx,
            court_id=run.make_id(),
            name=name,
            time_zone=run.mapping.time_zone,
            currency=run.mapping.currency,
            language=run.mapping.language,
            actor=run.id,
            at=at,
        )
        assert not refusals, "a judged row names a court that can be registered"
    return store.courts_by_name(tx, names)


def _in_one_currency(judged: Judged, run: Run, courts: Mapping[str, Court]) -> Judged:
    if judged.facts is None:
        return judged
    return judge.check_currency(judged, courts[judged.facts.court].currency, run.mapping.currency)


def _known(tx: Session, chunk: Sequence[Judged], courts: Mapping[str, Court]) -> dict[str, str]:
    keys = [judged.facts.source_key for judged in chunk if judged.facts]
    return store.lots_by_key(tx, [court.id for court in courts.values()], keys)


def _make_drafts(
    tx: Session, run: Run, new: Sequence[Judged], *, courts: Mapping[str, Court], at: datetime
) -> dict[str, str]:
    case_ids = _case_ids(tx, run, new, courts=courts, at=at)
    drafts = []
    for judged in new:
        facts = judged.facts
        assert facts is not None, "only rows that say something become drafts"
        case_id = case_ids[facts.court, facts.case_number]
        drafts.append(_draft(judged, facts, run, court_id=courts[facts.court].id, case_id=case_id, at=at))
    lots.insert_drafts(tx, drafts)
    return {draft.source_key: draft.lot_id for draft in drafts if draft.source_key}


def _case_ids(
    tx: Session, run: Run, new: Sequence[Judged], *, courts: Mapping[str, Court], at: datetime
) -> dict[tuple[str, str], str]:
    wanted: dict[str, set[str]] = {}
    for judged in new:
        if judged.facts:
            wanted.setdefault(judged.facts.court, set()).add(judged.facts.case_number)
    found: dict[tuple[str, str], str] = {}
    for court, numbers in sorted(wanted.items()):
        court_id = courts[court].id
        ids = cases_store.case_ids(tx, court_id, sorted(numbers))
        unknown = {run.make_id(): NewCase(number) for number in sorted(numbers - set(ids))}
        cases.register_cases(tx, court_id=court_id, cases=unknown, actor=run.id, at=at)
        ids.update({case.case_number: case_id for case_id, case in unknown.items()})
        found.update({(court, number): case_id for number, case_id in ids.items()})
    return found


def _draft(judged: Judged, facts: Facts, run: Run, *, court_id: str, case_id: str, at: datetime) -> NewDraft:
    return NewDraft(
        lot_id=run.make_id(),
        asset_id=run.make_id(),
        court_id=court_id,
        case_id=case_id,
        case_number=facts.case_number,
        currency=run.mapping.currency,
        rule_set=run.rule_set,
        title=facts.title,
        asset_class=facts.asset_class.value,
        created_by=run.id,
        created_at=at,
        description=facts.description,
        place=facts.place,
        reference_price=facts.reference_price,
        known_defects=facts.known_defects,
        fields={**run.mapping.words, "starting_price": format_plain(facts.starting_price)},
        source_key=facts.source_key,
        violations=judged.refusals,
    )


def _row(judged: Judged, run: Run, known: Mapping[str, str], made: Mapping[str, str]) -> dict[str, object]:
    told = report.told(judged, run.mapping)
    key = judged.facts.source_key if judged.facts else ""
    return {
        "run_id": run.id,
        "number": judged.row.number,
        "line": judged.row.line,
        "court_name": told.court_name,
        "case_number": told.case_number,
        "title": told.title,
        "source_key": key,
        "result": judged.result.value,
        "reason": str(judged.refusals[0].reason) if judged.refusals else "",
        "refusals": format_violations(judged.refusals),
        "is_known": key in known,
        "lot_id": known.get(key) or made.get(key),
    }
