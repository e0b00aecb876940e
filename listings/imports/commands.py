"""Takes a file of another system in: ``flask listings import FILE --mapping NAME --rules ID``."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import BinaryIO, NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world
from auction.kernel.world import World
from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import RULE_SETS, UnknownRuleSet, rule_set
from listings.imports import reader, service, store
from listings.imports.jobs import take_chunk
from listings.imports.judge import judge_rows
from listings.imports.mapping import SourceMapping
from listings.imports.reason import FileReason
from listings.imports.service import Run
from listings.imports.survey import ListFile, pieces_of, survey_file
from listings.imports.wish import settle_for_all

group = AppGroup("listings", help="Lots and their lists.")

# Rows in one transaction: few enough that bids beside it wait for milliseconds only.
CHUNK_ROWS = 500


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", "mapping_name", required=True, help="how its columns are read, e.g. kr-court-list")
@click.option("--rules", "rules_id", required=True, help="rule set that rows are judged by, e.g. cn-2016-18")
@click.option("--currency", default="CNY", help="of courts that are new, where the mapping names none")
@click.option("--time-zone", default="Asia/Shanghai", help="of courts that are new, likewise")
def import_list(file: Path, *, mapping_name: str, rules_id: str, currency: str, time_zone: str) -> None:
    """Make a draft of every row of FILE; report every row that is refused."""
    mapping, rules = _mapping(mapping_name, currency, time_zone), _rules(rules_id)
    try:
        opened = file.open("rb")
    except OSError:
        _stop(Refusal(FileReason.MISSING, "", {"file": str(file)}))
    with opened:
        surveyed = survey_file(opened, name=file.name, mapping=mapping)
        if isinstance(surveyed, Refusal):
            _stop(surveyed)
        _take_all(this_world(), opened, surveyed, run=Run(new_id(), mapping, rules.id, rules.version, new_id))


def _take_all(world: World, file: BinaryIO, surveyed: ListFile, *, run: Run) -> None:
    with world.database.transaction() as tx:
        service.begin(tx, run=run, file=surveyed, at=world.clock.now())
    rows = reader.read_rows(
        pieces_of(file), surveyed.columns, encoding=run.mapping.encoding, start=surveyed.first_row
    )
    judged = judge_rows(rows, mapping=run.mapping, rules=rule_set(run.rule_set, run.rule_set_version))
    while chunk := list(islice(judged, CHUNK_ROWS)):
        take_chunk(world, run, chunk)
        click.echo(f"row {chunk[-1].row.number:,} of about {surveyed.line_count - 1:,}", err=True)
    with world.database.transaction() as tx:
        service.finish(tx, run=run, at=world.clock.now())
    _tell(world, run)


def _tell(world: World, run: Run) -> None:
    with world.database.reading() as tx:
        sums = store.sums(tx, store.RowsWish(run.id))
    for result, count in sorted(sums.counts.items()):
        click.echo(f"{count:>9,}  {result}")
        for _, reason, rows in [line for line in sums.reasons if line[0] == result]:
            click.echo(f"{rows:>18,}  {reason}")
    click.echo(f"{sums.total:>9,}  rows, {sums.known:,} of them already there")
    click.echo(f"Report: /court/imports/{run.id}")


def _mapping(name: str, currency: str, time_zone: str) -> SourceMapping:
    settled = settle_for_all(name, currency=currency, time_zone=time_zone)
    if isinstance(settled, Refusal):
        _stop(settled)
    return settled


def _rules(rules_id: str) -> RuleSet:
    name, _, version = rules_id.partition("@")
    try:
        return rule_set(name, int(version) if version else None)
    except (UnknownRuleSet, ValueError):
        known = ", ".join(f"{rules.id}@{rules.version}" for rules in RULE_SETS)
        _stop(Refusal(FileReason.RULES_UNKNOWN, "", {"given": rules_id, "known": known}))


def _stop(refusal: Refusal) -> NoReturn:
    sentence = current_app.extensions["auction.words"][str(refusal.reason)]
    click.echo(f"{refusal.reason}: {sentence % dict(refusal.numbers)}", err=True)
    raise SystemExit(1)
