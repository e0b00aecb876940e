"""Stores what an import judged: courts and cases that are new, drafts, and a line for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import orjson
from sqlalchemy.orm import Session

from auction.cases import service as cases
from auction.cases import store as cases_store
from auction.cases.register import NewCase
from auction.cases.tables import Court
from auction.kernel.money import format_plain
from auction.kernel.refusal import Refusal
from auction.rules.rule_sets import rule_set
from listings import store as lots
from listings.imports import judge, reader, report, store
from listings.imports.facts import Facts
from listings.imports.judge import CourtTerms, Judged
from listings.imports.mapping import SourceMapping, mapping_of
from listings.imports.reader import Place
from listings.imports.reason import MendingReason
from listings.imports.survey import ListFile
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
    court_id: str | None = None


@dataclass(frozen=True)
class LaidDown:
    """Rows as they stand after they met the database, and the drafts of those that became some."""

    chunk: tuple[Judged, ...]
    lot_ids: Mapping[str, str]
    known: frozenset[str]


def begin(
    tx: Session, *, run: Run, file: ListFile, at: datetime, state: str = "RUNNING", by: str | None = None
) -> ImportRun:
    """Note that an import of a file begins; a file that the court took in before waits for a word."""
    begun = ImportRun(
        id=run.id,
        mapping=run.mapping.name,
        rule_set=run.rule_set,
        rule_set_version=run.rule_set_version,
        file_name=file.name[:200],
        file_hash=file.hash,
        byte_count=file.byte_count,
        started_at=at,
        state=state,
        court_id=run.court_id,
        uploaded_by=by,
        currency=run.mapping.currency,
        time_zone=run.mapping.time_zone,
        columns=orjson.dumps(file.columns).decode(),
        line=file.first_row.line,
        byte_offset=file.first_row.offset,
    )
    store.insert_run(tx, begun)
    return begun


def open_run(tx: Session, begun: ImportRun, *, make_id: Callable[[], str], own_court: str = "") -> Run:
    """Return what the rows of a stored run share; whoever works on it for a court takes only its rows."""
    court = cases_store.court(tx, begun.court_id) if begun.court_id else None
    mapping = mapping_of(begun.mapping).settled(
        currency=begun.currency,
        time_zone=begun.time_zone,
        own_court=court.name if court else own_court,
    )
    return Run(begun.id, mapping, begun.rule_set, begun.rule_set_version, make_id, begun.court_id)


def next_rows(tx: Session, *, run: Run, begun: ImportRun, rows_max: int) -> list[Judged]:
    """Read and judge the next rows of an uploaded file, from where its run stands."""
    start = Place(begun.row_count, begun.line, begun.byte_offset)
    lines = reader.lines_of(store.blocks_from(tx, begun.id, start.offset))
    columns = tuple(orjson.loads(begun.columns))
    rows = reader.read_rows(lines, columns, encoding=run.mapping.encoding, start=start)
    rules = rule_set(run.rule_set, run.rule_set_version)
    judged: Iterator[Judged] = judge.judge_rows(rows, mapping=run.mapping, rules=rules)
    return list(islice(judged, rows_max))


def receive(
    tx: Session, *, run: Run, file: ListFile, blocks: Iterable[bytes], by: str, at: datetime
) -> ImportRun:
    """Keep an uploaded file for the clock to take in, once however often its form is sent.

    A file that was taken in before for the same court waits for a word first.
    """
    # Two clicks of one form come one after the other.
    cases_store.lock_register(tx)
    known = store.find_run(tx, run.id)
    if known is not None:
        return known
    begun = begin(tx, run=run, file=file, at=at, state="QUEUED", by=by)
    if store.same_file(tx, begun) is not None:
        begun.state = "HELD"
    for number, body in enumerate(blocks):
        store.insert_block(tx, run.id, number, body)
    return begun


def decide(tx: Session, *, run_id: str, again: bool) -> Refusal | None:
    """Take a held file in all the same, or forget it; say so when nothing waits for that word."""
    if store.lock_run(tx, run_id).state != "HELD":
        return Refusal(MendingReason.RUN_NOT_HELD, "")
    store.update_run(tx, run_id, state="QUEUED" if again else "DISCARDED")
    if not again:
        store.drop_blocks(tx, run_id)
    return None


def take(tx: Session, *, run: Run, chunk: Sequence[Judged], at: datetime) -> list[Judged]:
    """Store the rows that come next: what is new becomes drafts, what is known stays as it is.

    Rows that somebody else stored meanwhile are not stored again.
    """
    if store.lock_run(tx, run.id).row_count != chunk[0].row.number - 1:
        return []
    laid = lay_down(tx, run=run, chunk=chunk, by=run.id, at=at)
    store.insert_rows(tx, [_line(judged, run, laid) for judged in laid.chunk])
    last = chunk[-1].row
    store.note_place(tx, run.id, Place(last.number, last.after.line, last.after.offset))
    return list(laid.chunk)


def finish(tx: Session, *, run: Run, at: datetime) -> None:
    """Note that every row of the file has its line."""
    begun = store.lock_run(tx, run.id)
    store.update_run(tx, run.id, state="FINISHED", finished_at=at, byte_offset=begun.byte_count)


def settle(tx: Session, *, run: Run, chunk: Sequence[Judged]) -> list[Judged]:
    """Judge rows by what the database knows: the terms of their courts, and the keys of earlier rows."""
    courts = store.courts_by_name(tx, sorted({judged.facts.court for judged in chunk if judged.facts}))
    terms = {name: CourtTerms(court.currency, court.time_zone) for name, court in courts.items()}
    fitting = [
        judge.check_court(judged, terms.get(judged.facts.court) if judged.facts else None, run.mapping)
        for judged in chunk
    ]
    keys = [judged.facts.source_key for judged in fitting if judged.facts]
    return judge.check_once(fitting, store.taken_keys(tx, run.id, keys), run.mapping)


def lay_down(tx: Session, *, run: Run, chunk: Sequence[Judged], by: str, at: datetime) -> LaidDown:
    """Make drafts of the rows that can stand and are new, with the courts and cases they need."""
    cases_store.lock_register(tx)
    settled = settle(tx, run=run, chunk=chunk)
    courts = _courts(tx, run, settled, at)
    keys = [judged.facts.source_key for judged in settled if judged.facts]
    known = store.lots_by_key(tx, [court.id for court in courts.values()], keys)
    new = [judged for judged in settled if judged.facts and judged.facts.source_key not in known]
    made = _make_drafts(tx, run, new, courts=courts, by=by, at=at)
    return LaidDown(tuple(settled), {**known, **made}, frozenset(known))


def outcome(judged: Judged, laid: LaidDown) -> dict[str, object]:
    """Return what the report keeps of a row's result."""
    key = judged.facts.source_key if judged.facts else ""
    wrong_column, wrong_text = report.fault_of(judged)
    return {
        "source_key": key,
        "result": judged.result.value,
        "reason": str(judged.refusals[0].reason) if judged.refusals else "",
        "refusals": format_violations(judged.refusals),
        "is_known": key in laid.known,
        "lot_id": laid.lot_ids.get(key),
        "wrong_column": wrong_column,
        "wrong_text": wrong_text,
    }


def _courts(tx: Session, run: Run, chunk: Sequence[Judged], at: datetime) -> dict[str, Court]:
    names = sorted({judged.facts.court for judged in chunk if judged.facts})
    for name in sorted(set(names) - set(store.courts_by_name(tx, names))):
        assert not run.mapping.own_court, "a list of one court founds none"
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


def _make_drafts(
    tx: Session, run: Run, new: Sequence[Judged], *, courts: Mapping[str, Court], by: str, at: datetime
) -> dict[str, str]:
    case_ids = _case_ids(tx, run, new, courts=courts, at=at)
    drafts = []
    for judged in new:
        facts = judged.facts
        assert facts is not None, "only rows that say something become drafts"
        place = (courts[facts.court].id, case_ids[facts.court, facts.case_number])
        drafts.append(_draft(judged, facts, run, place=place, by=by, at=at))
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


def _draft(
    judged: Judged, facts: Facts, run: Run, *, place: tuple[str, str], by: str, at: datetime
) -> NewDraft:
    court_id, case_id = place
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
        created_by=by,
        created_at=at,
        description=facts.description,
        place=facts.place,
        reference_price=facts.reference_price,
        known_defects=facts.known_defects,
        fields={
            **run.mapping.words,
            **facts.fields,
            "starting_price": format_plain(facts.starting_price),
        },
        source_key=facts.source_key,
        violations=judged.refusals,
    )


def _line(judged: Judged, run: Run, laid: LaidDown) -> dict[str, object]:
    told = report.told(judged, run.mapping)
    is_refused = judged.facts is None
    return {
        "run_id": run.id,
        "number": judged.row.number,
        "line": judged.row.line,
        "court_name": told.court_name,
        "case_number": told.case_number,
        "title": told.title,
        "cells": orjson.dumps(dict(judged.row.cells)).decode() if is_refused else "{}",
        "line_text": judged.row.excerpt if judged.row.refusal else "",
        **outcome(judged, laid),
    }
