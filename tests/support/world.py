"""Worlds for tests: a hand-set clock, a fresh database with the whole schema, own folders."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event

from auction.kernel.database import Database
from auction.kernel.settings import Settings
from auction.kernel.world import World
from migrations.schema import upgrade
from tests.support import postgres

ROOT = Path(__file__).parents[2]
SECRET = "a secret that only tests know, long enough"
_open: set[str] = set()


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)) -> None:
        self._at = at
        self._step = timedelta(0)

    def now(self) -> datetime:
        """Return the time that was set."""
        return self._at

    def set(self, at: datetime | str) -> datetime:
        """Set the time, forwards or backwards, to an aware time or its ISO text."""
        self._at = datetime.fromisoformat(at) if isinstance(at, str) else at
        assert self._at.tzinfo is not None, "times are aware"
        return self._at

    def advance(self, **span: float) -> datetime:
        """Let time pass: ``advance(seconds=90)``, ``advance(days=1)``."""
        return self.set(self._at + timedelta(**span))

    def jump(self, **span: float) -> datetime:
        """Step the clock as an operator's hand would, against monotonic time."""
        self._step += timedelta(**span)
        return self.advance(**span)

    def step(self) -> timedelta:
        """Return how far the clock jumped, as far as nobody took note."""
        return self._step

    def note_step(self, step: timedelta) -> None:
        """Take note of so much of a jump."""
        self._step -= step


def fill_schema(url: str) -> None:
    """Give an empty database the newest schema, on the way that every court's database goes."""
    upgrade(url)


def sqlite_template_in(shared: Path) -> Path:
    """Return an SQLite file with the whole schema, to be copied; whoever of a run comes first makes it."""
    template, half = shared / "schema.sqlite", shared / "half.sqlite"
    with (shared / "schema.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            fill_schema(f"sqlite:///{half}")
            half.rename(template)
    return template


@contextlib.contextmanager
def sqlite_world_in(folder: Path, template: Path) -> Iterator[World]:
    """Open a world on a copy of the SQLite template; a worker has one such copy at a time."""
    instance = folder / "instance"
    instance.mkdir()
    copy = template.with_name("copy.sqlite")
    for path in template.parent.glob(f"{copy.name}*"):
        path.unlink()
    shutil.copy(template, copy)
    with _opened(_settings(instance, f"sqlite:///{copy}")) as world:
        yield world


@contextlib.contextmanager
def postgresql_world_in(folder: Path) -> Iterator[World]:
    """Open a world on an empty PostgreSQL database."""
    instance = folder / "instance"
    instance.mkdir()
    with (
        postgres.clean_database() as url,
        _opened(_settings(instance, url)) as world,
    ):
        yield world


def _settings(instance: Path, url: str) -> Settings:
    return Settings(instance_dir=instance, database_url=url, secret_key=SECRET, clock="apart")


@contextlib.contextmanager
def _opened(settings: Settings) -> Iterator[World]:
    url = settings.sqlalchemy_url
    assert url not in _open, "two worlds cannot share one database"
    database = _database(url)
    _open.add(url)
    try:
        yield World(HandClock(), database, settings)
    finally:
        # The next test finds another file; on PostgreSQL it goes on with connections that know the schema.
        if database.is_sqlite:
            database.dispose()
        _open.discard(url)


@cache
def _database(url: str) -> Database:
    """Return the one database of this address: a test uses the statements that others compiled."""
    database = Database(url)
    if database.is_sqlite:
        event.listen(database.engine, "connect", _forget_with_the_machine)
    return database


def _forget_with_the_machine(connection: Any, _record: Any) -> None:
    # As on PostgreSQL (``postgres.FAST``): nobody pulls the plug of a test.
    connection.execute("PRAGMA synchronous=OFF")
