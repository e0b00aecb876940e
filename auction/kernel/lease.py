"""The lease of the clock: of all processes that could run the jobs, one does.

A hand: it touches locks outside the tables.  On SQLite a lock on a file of the instance folder,
on PostgreSQL an advisory lock on a connection of its own; both are let go when the process dies.
Taking the lock raises the epoch in the ``leases`` row.  Whoever was stopped, lost the lock and
wakes up finds a higher epoch than the own one, and leaves (TRUST 3.2).
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zlib import crc32

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from auction.kernel import store
from auction.kernel.database import Database

# A holder looks at its lock before every job; one that has not for so long is stopped or cut off.
SILENT_S_MAX = 30

_log = logging.getLogger(__name__)


class _Lock(Protocol):
    """A lock that only one process has, and that dies with it."""

    def take(self) -> bool:
        """Take the lock, or say that another has it."""

    def held(self) -> bool:
        """Say whether the lock is still ours."""

    def drop(self) -> None:
        """Let the lock go, if we have it."""


class Lease:
    """The right to run the clock's jobs, as one process sees it."""

    def __init__(self, database: Database, folder: Path, *, name: str, holder: str) -> None:
        self._database = database
        self._name = name
        self._holder = holder
        self._epoch = 0
        if database.is_sqlite:
            self._lock: _Lock = _FileLock(folder / f"{name}.lock")
        else:
            self._lock = _AdvisoryLock(database.engine, crc32(name.encode()))

    def ensure(self, now: Callable[[], datetime]) -> bool:
        """Say whether this process may work now; take the lease over if it is free."""
        if self._epoch:
            return self.still_ours()
        if not (self._lock.held() or self._lock.take()):
            return False
        with self._database.transaction() as tx:
            self._epoch = store.take_over(tx, name=self._name, holder=self._holder, at=now())
        _log.info("lease %s taken, epoch %d", self._name, self._epoch)
        return True

    def still_ours(self) -> bool:
        """Say whether the lock is held and nobody raised the epoch; otherwise leave."""
        if self._epoch and self._lock.held():
            with self._database.reading() as tx:
                if store.lease_epoch(tx, name=self._name) == self._epoch:
                    return True
        if self._epoch:
            _log.warning("lease %s lost: epoch %d is over", self._name, self._epoch)
        self.release()
        return False

    def release(self) -> None:
        """Let the lease go, so that another process need not wait."""
        self._epoch = 0
        self._lock.drop()


class _FileLock:
    """A lock on a file, for the embedded default."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: io.TextIOWrapper | None = None

    def take(self) -> bool:
        """Take the lock, or say that another has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def held(self) -> bool:
        """Say whether the lock is still ours: a file lock is, until it is let go."""
        return self._file is not None

    def drop(self) -> None:
        """Let the lock go."""
        if self._file is not None:
            self._file.close()
            self._file = None


class _AdvisoryLock:
    """An advisory lock of PostgreSQL, held by a connection of its own."""

    def __init__(self, engine: Engine, key: int) -> None:
        self._engine = engine
        self._key = key
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Take the lock, or say that another has it; end a holder that fell silent."""
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}):
            self._connection = connection
            return True
        connection.execute(_END_SILENT_HOLDER, {"key": self._key, "silent_s": SILENT_S_MAX})
        connection.close()
        return False

    def held(self) -> bool:
        """Say whether the connection lives, and with it the lock."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def drop(self) -> None:
        """Let the lock go, and close its connection for good in case it did not hear that."""
        if self._connection is not None:
            with contextlib.suppress(SQLAlchemyError):
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": self._key})
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


# Ending the holder's connection frees its lock; the next tick takes it.  A stopped process keeps
# its connection open, so without this the clock would stand still until somebody noticed.
_END_SILENT_HOLDER = text(
    """
    SELECT pg_terminate_backend(activity.pid)
      FROM pg_locks AS locks JOIN pg_stat_activity AS activity USING (pid)
     WHERE locks.locktype = 'advisory' AND locks.granted AND locks.objsubid = 1
       AND locks.classid = 0 AND locks.objid = CAST(:key AS bigint)
       AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND activity.state_change < clock_timestamp() - make_interval(secs => :silent_s)
    """
)
