"""Takes a file of another system in: ``flask listings import FILE --mapping NAME --rules ID``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DataError, IntegrityError

from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world
from auction.kernel.world import World
from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import RULE_SETS, UnknownRuleSet, rule_set
from listings.imports import reader, service, store
from listings.imports.judge import Judged, judge_rows, not_stored
from listings.imports.mapping import MAPPINGS, SourceMapping, UnknownMapping, mapping_of
from listings.imports.reader import LINE_BYTES_MAX
from listings.imports.reason import FileReason
from listings.imports.service import Run
from listings.imports.words import WORDS

group = AppGroup("listings", help="Lots and their lists.")

# Rows in one transaction: few enough that bids beside it wait for milliseconds only.
CHUNK_ROWS = 500


@dataclass(frozen=True)
class _Source:
    """An opened file that passed its first survey."""

    file: BinaryIO
    name: str
    hash: str
    byte_count: int
    line_count: int


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", "mapping_name", required=True, help="how its columns are read, e.g. kr-court-list")
@click.option("--rules", "rules_id", required=True, help="rule set that rows are judged by, e.g. cn-2016-18")
def import_list(file: Path, mapping_name: str, rules_id: str) -> None:
    """Make a draft of every row of FILE; report every row that is refused."""
    mapping, rules = _mapping(mapping_name), _rules(rules_id)
    try:
        opened = file.open("rb")
    except OSError:
        _stop(Refusal(FileReason.MISSING, "", {"file": str(file)}))
    with opened:
        source = _survey(opened, file.name, mapping)
        _take_all(this_world(), source, mapping, rules)


def _survey(file: BinaryIO, name: str, mapping: SourceMapping) -> _Source:
    digest = hashlib.sha256()
    line_count = reader.survey(_hashed(_pieces(file), digest), encoding=mapping.encoding)
    if isinstance(line_count, Refusal):
        _stop(line_count)
    byte_count = file.tell()
    file.seek(0)
    return _Source(file, name, digest.hexdigest(), byte_count, line_count)


def _take_all(world: World, source: _Source, mapping: SourceMapping, rules: RuleSet) -> None:
    pieces = _pieces(source.file)
    header = reader.read_header(next(pieces), mapping)
    if isinstance(header, Refusal):
        _stop(header)
    run = Run(new_id(), mapping, rules.id, rules.version, new_id)
    with world.database.transaction() as tx:
        service.begin(
            tx,
            run=run,
            file_name=source.name,
            file_hash=source.hash,
            byte_count=source.byte_count,
            at=world.clock.now(),
        )
    rows = reader.read_rows(pieces, header, encoding=mapping.encoding)
    judged = judge_rows(rows, mapping=mapping, rules=rules)
    while chunk := list(islice(judged, CHUNK_ROWS)):
        _take(world, run, chunk)
        click.echo(f"row {chunk[-1].row.number:,} of about {source.line_count - 1:,}", err=True)
    with world.database.transaction() as tx:
        service.finish(tx, run=run, at=world.clock.now())
    _tell(world, run)


def _take(world: World, run: Run, chunk: Sequence[Judged]) -> None:
    try:
        _store(world, run, chunk)
    except (DataError, IntegrityError):
        # One row that the database does not take must not cost the others.
        for judged in chunk:
            _take_alone(world, run, judged)


def _take_alone(world: World, run: Run, judged: Judged) -> None:
    try:
        _store(world, run, [judged])
    except (DataError, IntegrityError):
        _store(world, run, [not_stored(judged)])


def _store(world: World, run: Run, chunk: Sequence[Judged]) -> None:
    with world.database.transaction() as tx:
        service.take(tx, run=run, chunk=chunk, at=world.clock.now())


def _tell(world: World, run: Run) -> None:
    with world.database.reading() as tx:
        sums = store.sums(tx, store.RowsWish(run.id))
    for result, count in sorted(sums.counts.items()):
        click.echo(f"{count:>9,}  {result}")
        for _, reason, rows in [line for line in sums.reasons if line[0] == result]:
            click.echo(f"{rows:>18,}  {reason}")
    click.echo(f"{sums.total:>9,}  rows, {sums.known:,} of them already there")
    click.echo(f"Report: /court/imports/{run.id}")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.readline(LINE_BYTES_MAX + 1), b"")


def _hashed(pieces: Iterator[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


def _mapping(name: str) -> SourceMapping:
    try:
        return mapping_of(name)
    except UnknownMapping:
        known = ", ".join(mapping.name for mapping in MAPPINGS)
        _stop(Refusal(FileReason.MAPPING_UNKNOWN, "", {"given": name, "known": known}))


def _rules(rules_id: str) -> RuleSet:
    name, _, version = rules_id.partition("@")
    try:
        return rule_set(name, int(version) if version else None)
    except (UnknownRuleSet, ValueError):
        known = ", ".join(f"{rules.id}@{rules.version}" for rules in RULE_SETS)
        _stop(Refusal(FileReason.RULES_UNKNOWN, "", {"given": rules_id, "known": known}))


def _stop(refusal: Refusal) -> NoReturn:
    click.echo(f"{refusal.reason}: {WORDS[refusal.reason] % dict(refusal.numbers)}", err=True)
    raise SystemExit(1)
