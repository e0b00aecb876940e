"""Every door has one row, every reason has one sentence, and what is written down is so."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from flask import Flask

import wsgi
from auction.kernel.settings import PREFIX, Settings
from auction.kernel.world import World
from tests.architecture import house, joined

SPOKEN = [reason for room in wsgi.WORDS for reason in room.WORDS]
REASONS = [str(reason) for reason in joined.reasons(SPOKEN)]
ROWS = [door.name for door in wsgi.joined_doors()]
WORDS = wsgi.joined_words()


@pytest.fixture
def whole_app(sqlite_world: World) -> Flask:
    return wsgi.create_app(world=sqlite_world)


def test_every_door_has_a_row_and_every_row_a_door(whole_app: Flask) -> None:
    doors = joined.doors_of(whole_app)

    assert joined.unguarded(doors, ROWS) == []
    assert joined.orphans(doors, ROWS) == []


def test_no_door_has_two_rows() -> None:
    assert joined.twice(ROWS) == []


def test_every_row_lets_somebody_in() -> None:
    assert [door.name for door in wsgi.joined_doors() if not door.roles or door.persons not in (1, 2)] == []


def test_reasons_are_unique_words() -> None:
    assert joined.twice(REASONS) == []
    assert [name for name in REASONS if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    assert joined.wordless(REASONS, WORDS) == []
    assert sorted(set(WORDS) - set(REASONS)) == []


def test_no_room_overwrites_the_sentence_of_another() -> None:
    assert joined.twice(map(str, SPOKEN)) == []


@pytest.mark.parametrize("reason", sorted(WORDS))
def test_a_sentence_can_be_said_with_its_numbers(reason: str) -> None:
    said = WORDS[reason] % defaultdict(lambda: "7")

    assert said.endswith((".", "?", "!"))


def test_what_wsgi_joins_is_all_there_is() -> None:
    # A room whose doors, words or jobs nobody joined would be shut, speechless or asleep.
    for name, rooms in (("doors", wsgi.DOORS), ("words", wsgi.WORDS)):
        joined_files = {f"{room.__name__.replace('.', '/')}.py" for room in rooms}
        there = {source.path for source in house.read_sources() if source.path.endswith(f"/{name}.py")}
        assert there - joined_files - {"auction/kernel/doors.py", "auction/kernel/words.py"} == set()


def test_every_job_of_every_room_is_run() -> None:
    text = (house.ROOT / "wsgi.py").read_text()
    rooms = [s.path.split("/")[-2] for s in house.read_sources() if re.search(r"/jobs\.py$", s.path)]

    assert [room for room in rooms if room != "kernel" and f"{room}_jobs.JOBS" not in text] == []


def test_running_md_names_every_setting_and_no_other() -> None:
    text = (house.ROOT / "docs/operations/running.md").read_text()

    named = set(re.findall(rf"^\| `{PREFIX}(\w+)`", text, re.MULTILINE))

    assert named == {name.upper() for name in Settings.model_fields}


def test_the_rows_of_a_planted_tree_are_told_apart() -> None:
    doors, rows = ["listings.index", "socket:bid"], ["listings.index", "listings.gone", "listings.index"]

    assert joined.unguarded(doors, rows) == ["socket:bid"]
    assert joined.orphans(doors, rows) == ["listings.gone"]
    assert joined.twice(rows) == ["listings.index"]
    assert joined.wordless(["too_low"], {}) == ["too_low"]
