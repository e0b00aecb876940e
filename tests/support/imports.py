"""Builders of lists to import: files in the columns of the Korean court list."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from click.testing import Result
from flask import Flask

from auction.cases.tables import Court
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rules.rule_sets import rule_set
from listings.imports import service
from listings.imports.commands import group
from listings.imports.judge import judge_rows
from listings.imports.mapping import KR_COURT_LIST, mapping_of
from listings.imports.reader import Place, Row
from listings.imports.service import Run
from listings.imports.store import BLOCK_BYTES
from listings.imports.survey import ListFile, survey_file

RULES = rule_set("cn-2016-18")

COLUMNS = (
    "court",
    "case_number",
    "item_no",
    "days_to_sale",
    "address",
    "appraisal_krw",
    "minimum_price_krw",
    "failed_rounds",
    "tags",
    "property_type",
    "area_pyeong",
    "views",
)
HEADER = ",".join(COLUMNS)
PLAIN = {
    "court": "Harbour Court",
    "case_number": "2026-1",
    "item_no": "1",
    "days_to_sale": "20",
    "address": "12 Quay Road",
    "appraisal_krw": "1000000",
    "minimum_price_krw": "700000",
    "failed_rounds": "0",
    "tags": "신건",
    "property_type": "아파트",
    "area_pyeong": "30",
    "views": "5",
}


def make_cells(**cells: str) -> dict[str, str]:
    """Return the cells of a row that becomes a draft, some of them replaced."""
    return {**PLAIN, **cells}


HOUSE = {
    "case_number": "(2026) 17",
    "lot_number": "1",
    "title": "Flat of 98 m²",
    "asset_class": "immovable",
    "place": "12 Quay Road",
    "description": "Three rooms.",
    "known_defects": "None | known; so far.",
    "reference_price": "1020000",
    "starting_price": "714000",
    "failed_rounds": "0",
    "increment": "10000",
    "deposit": "71400",
    "opens_at": "2027-03-01 10:00",
    "closes_at": "2027-03-02 10:00",
    "balance_due_at": "2027-03-17 17:00",
}


def make_house_cells(**cells: str) -> dict[str, str]:
    """Return the cells of a row of the house list that becomes a draft, some of them replaced."""
    return {**HOUSE, **cells}


def make_house_list(*rows: Mapping[str, str], court: bool = False) -> bytes:
    """Return a house list as a file, each row with these cells replaced."""
    columns = (*(("court",) if court else ()), *HOUSE)
    file = io.StringIO()
    lines = csv.DictWriter(file, columns, lineterminator="\n")
    lines.writeheader()
    for number, wish in enumerate(rows, 1):
        lines.writerow(make_house_cells(**{"lot_number": str(number), **wish}))
    return file.getvalue().encode()


def make_row(number: int = 1, **cells: str) -> Row:
    """Return a row as the reader gives it."""
    return Row(number, number + 1, make_cells(**cells))


def make_line(**cells: str) -> str:
    """Return a row as a line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(make_cells(**cells).values())
    return line.getvalue()


def take_rows(
    world: World, *cells: Mapping[str, str], chunk_rows: int = 2, court_id: str | None = None
) -> Run:
    """Take rows in as the command does, each a plain row with these cells replaced."""
    run = Run(new_id(), KR_COURT_LIST, RULES.id, RULES.version, new_id, court_id)
    rows = [make_row(number, **wish) for number, wish in enumerate(cells, 1)]
    judged = list(judge_rows(rows, mapping=KR_COURT_LIST, rules=RULES))
    at = world.clock.now()
    with world.database.transaction() as tx:
        service.begin(tx, run=run, file=make_file(), at=at)
    for start in range(0, len(judged), chunk_rows):
        with world.database.transaction() as tx:
            service.take(tx, run=run, chunk=judged[start : start + chunk_rows], at=at)
    with world.database.transaction() as tx:
        service.finish(tx, run=run, at=at)
    return run


def make_file(name: str = "list.csv", *, file_hash: str = "0" * 64) -> ListFile:
    """Return what a survey says of a file."""
    return ListFile(name, file_hash, 1_000, 3, COLUMNS, Place())


def upload(
    world: World,
    body: bytes,
    *,
    court_id: str | None = None,
    mapping: str = "house-list",
    name: str = "a.csv",
) -> str:
    """Upload a file as the door does, for one court or as the operator; return the id of its run."""
    with world.database.transaction() as tx:
        court = tx.get_one(Court, court_id) if court_id else None
        settled = mapping_of(mapping).settled(
            currency=court.currency if court else "CNY",
            time_zone=court.time_zone if court else "Asia/Shanghai",
            own_court=court.name if court else "",
        )
        file = io.BytesIO(body)
        surveyed = survey_file(file, name="a.csv", mapping=settled)
        assert isinstance(surveyed, ListFile), surveyed
        blocks = [body[start : start + BLOCK_BYTES] for start in range(0, len(body), BLOCK_BYTES)]
        run = Run(new_id(), settled, RULES.id, RULES.version, new_id, court_id)
        return service.receive(
            tx, run=run, file=surveyed, blocks=blocks, by="f" * 32, at=world.clock.now()
        ).id


def write_list(path: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    """Write a file of these lines below a header."""
    body = "".join(line if line.endswith("\n") else line + "\n" for line in (header, *lines))
    path.write_bytes(body.encode(encoding))
    return path


def run_import(
    app: Flask, path: Path, *, mapping: str = KR_COURT_LIST.name, rules: str = "cn-2016-18"
) -> Result:
    """Run the command as an operator does."""
    arguments = ["import", str(path), "--mapping", mapping, "--rules", rules]
    return app.test_cli_runner().invoke(group, arguments)
