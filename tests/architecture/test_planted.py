"""Each rule of the house sees the violation that is planted for it, and only that."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import house

LONG = "def f():\n" + "    a = 1\n" * 40
DEEP = "def f(x):\n    if x:\n        for y in x:\n            while y:\n                y = 0\n"

PLANTED = [
    (house.pure_files_touch_nothing, "bidding/engine.py", "from sqlalchemy import select\n"),
    (house.pure_files_touch_nothing, "auction/rounds/terms.py", "import time\n"),
    (house.pure_files_touch_nothing, "auction/rounds/terms.py", "from auction.kernel.ids import new_id\n"),
    (house.pure_files_touch_nothing, "listings/lot.py", "def f():\n    from flask import g\n"),
    (house.only_hands_ask_clock_and_chance, "bidding/desk.py", "at = datetime.now(UTC)\n"),
    (house.only_hands_ask_clock_and_chance, "auction/rounds/service.py", "x = time.time()\n"),
    (house.only_hands_ask_clock_and_chance, "auction/people/views.py", "x = os.environ['X']\n"),
    (house.inner_files_know_no_doors, "auction/rounds/service.py", "from flask import request\n"),
    (house.inner_files_know_no_doors, "auction/rounds/store.py", "from auction.cases import service\n"),
    (house.inner_files_know_no_doors, "auction/cases/tables.py", "from bidding import jobs\n"),
    (house.only_doors_open_transactions, "auction/rounds/service.py", "def f(tx):\n    tx.commit()\n"),
    (house.only_doors_open_transactions, "auction/rounds/views.py", "def f(tx):\n    tx.commit()\n"),
    (house.only_doors_open_transactions, "auction/rounds/store.py", "def f(db):\n    db.transaction()\n"),
    (house.every_module_opens_with_a_sentence, "bidding/engine.py", "x = 1\n"),
    (house.every_module_opens_with_a_sentence, "bidding/engine.py", '"""judges bids"""\n'),
    (house.init_files_are_empty, "bidding/__init__.py", '"""Hall."""\nfrom bidding import engine\n'),
    (house.functions_are_short, "bidding/engine.py", LONG),
    (house.doors_are_short, "bidding/views.py", "def f():\n" + "    a = 1\n" * 16),
    (house.files_are_short, "bidding/engine.py", "a = 1\n" * 401),
    (house.files_are_short, "tests/bidding/test_engine.py", "a = 1\n" * 501),
    (house.parameters_are_few, "bidding/engine.py", "def f(a, b, c, d, e): ...\n"),
    (house.nesting_is_flat, "bidding/engine.py", DEEP),
    (house.suppressions_give_their_reason, "bidding/engine.py", "x = 1  # noqa: E501\n"),
    (house.suppressions_give_their_reason, "bidding/engine.py", "x = 1  # type: ignore[misc]\n"),
    (house.classes_have_our_words, "bidding/engine.py", "class BidManager: ...\n"),
    (house.classes_have_our_words, "bidding/tables.py", "class A:\n    __tablename__ = 'auction_items'\n"),
]

LAWFUL = [
    ("bidding/engine.py", '"""Judges bids."""\nfrom auction.kernel.money import Money\n'),
    ("bidding/engine.py", '"""Judges."""\nif TYPE_CHECKING:\n    from auction.rounds.store import X\n'),
    ("auction/kernel/clock.py", '"""Time."""\nimport time\nx = time.time()\n'),
    ("bidding/desk.py", '"""Desk."""\ndef f(db):\n    with db.transaction() as tx:\n        return tx\n'),
    ("auction/rounds/service.py", '"""Acts."""\nfrom auction.rounds import store\n'),
    ("bidding/views.py", '"""Pages."""\ndef f():\n    """Say."""\n' + "    a = 1\n" * 15),
    ("bidding/engine.py", '"""Judges."""\ndef f(self, a, b, c, d, *, e): ...\n'),
    ("bidding/engine.py", '"""Judges."""\nx = 1  # type: ignore[misc]  # the library has no types\n'),
    ("bidding/engine.py", '"""Judges."""\nif a:\n    ...\nelif b:\n    ...\nelif c:\n    ...\n'),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_violation_is_seen(rule: house.Rule, path: str, text: str) -> None:
    assert rule(house.Source(path, text))


@pytest.mark.parametrize(("path", "text"), LAWFUL)
def test_what_is_lawful_passes_every_rule(path: str, text: str) -> None:
    assert [line for rule in house.RULES for line in rule(house.Source(path, text))] == []


def test_every_rule_has_a_planted_violation() -> None:
    assert {rule for rule, _, _ in PLANTED} == set(house.RULES)


def test_a_file_without_its_mirrored_test_is_seen() -> None:
    paths = ["bidding/engine.py", "bidding/views.py", "auction/rules/days.py", "tests/bidding/test_engine.py"]
    sources = [house.Source(path, "def f(): ...") for path in paths]
    constants = house.Source("auction/rules/law.py", "ARTICLE = 1")

    assert house.unmirrored([*sources, constants]) == ["auction/rules/days.py"]


@pytest.mark.parametrize(
    "line", ["see https://py" + "pi.org/simple", "cd /wo" + "rk/main", "path: /ho" + "me/somebody/x"]
)
def test_a_named_registry_or_machine_is_seen(line: str) -> None:
    assert house.names_a_host_or_machine("README.md", f"Lawful.\n{line}\n")


def test_planted_imports_break_their_contracts(tmp_path: Path) -> None:
    for package in ("auction", "bidding", "listings", "demo", "bench"):
        shutil.copytree(
            house.ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(house.ROOT / "pyproject.toml", tmp_path)
    planted = "import auction.reports, bidding, wsgi, time, stripe\n"
    (tmp_path / "auction/kernel/planted.py").write_text(planted)
    (tmp_path / "bidding/planted.py").write_text("import auction.people, listings\n")
    (tmp_path / "auction/unplaced").mkdir()
    (tmp_path / "auction/unplaced/__init__.py").touch()

    told = _contracts_of(tmp_path)

    assert "0 kept" in told
    assert "unplaced" in told, "a room that nobody placed"
    assert "auction.kernel.planted -> auction.reports" in told
    assert "bidding.planted -> listings" in told


def _contracts_of(folder: Path) -> str:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stdout
