"""The whole real list: every row counted once, quickly, in little memory, and idempotently."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from auction.audit.tables import Entry
from auction.cases.tables import Case, Court
from listings.imports.tables import ImportRow
from listings.tables import Asset, Lot
from tests.support.imports import run_import
from tests.support.real_data import COURT_LOTS, ROOT

pytestmark = pytest.mark.real_data

ROW_COUNT = 9_208
SECONDS_MAX = 30
MEMORY_MB_MAX = 300
# Known of the list: 699 rows name no court, and 4 first rounds start below 70 % of the appraisal.
COUNTS = {"DRAFT": 4_723, "DRAFT_WITH_VIOLATIONS": 3_786, "REFUSED": 699}
REASONS = {
    "price_below_later_floor": 3_433,
    "rounds_exhausted": 248,
    "price_above_reference": 101,
    "price_below_floor": 4,
    "row_court_not_named": 699,
}
IMPORT = """
import resource, sys
from wsgi import create_app
arguments = ["listings", "import", sys.argv[1], "--mapping", "kr-court-list", "--rules", "cn-2016-18"]
done = create_app().test_cli_runner().invoke(args=arguments)
assert done.exit_code == 0, done.output
if sys.platform == "darwin":
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 // 1024)
else:  # ru_maxrss of Linux outlives exec, so it would tell of the test process that started this
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    print(int(status["VmHWM"].split()[0]) // 1024)
"""


def _counted(tx, column):
    rows = tx.execute(select(column, func.count()).where(column != "").group_by(column))
    return {row[0]: row[1] for row in rows}


def _sizes(world):
    with world.database.reading() as tx:
        return [
            tx.scalar(select(func.count()).select_from(table)) for table in (Court, Case, Lot, Asset, Entry)
        ]


def test_every_row_of_the_list_is_counted_once(app, world):
    result = run_import(app, COURT_LOTS)

    assert result.exit_code == 0, result.output
    with world.database.reading() as tx:
        assert _counted(tx, ImportRow.result) == COUNTS
        assert _counted(tx, ImportRow.reason) == REASONS
    assert sum(COUNTS.values()) == ROW_COUNT
    # 46 names of courts stand in the list; one of them says that there is none.
    assert _sizes(world)[:4] == [45, 6_519, 8_509, 8_509]


def test_a_second_import_of_the_list_changes_nothing(app, world):
    run_import(app, COURT_LOTS)
    before = _sizes(world)

    again = run_import(app, COURT_LOTS)

    assert _sizes(world) == before
    assert re.search(r"9,208\s+rows, 8,509 of them already there", again.output)


def test_the_list_is_taken_in_quickly_and_in_little_memory(sqlite_world):
    folder = Path(sqlite_world.settings.instance_dir)
    environment = {"AUCTION_INSTANCE_DIR": str(folder), "PATH": "", "PYTHONPATH": str(ROOT)}
    begun = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(COURT_LOTS)],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    seconds, memory_mb = time.monotonic() - begun, int(done.stdout)
    assert seconds < SECONDS_MAX
    assert memory_mb < MEMORY_MB_MAX
    assert _sizes(sqlite_world)[2] == COUNTS["DRAFT"] + COUNTS["DRAFT_WITH_VIOLATIONS"]
