"""Fixtures of all tests: ``world`` on both databases, ``app`` and ``client`` on top of it."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from auction.kernel.world import World
from tests.support import addresses, postgres, templates
from tests.support import world as worlds

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.fake_stripe.fake import FakeStripe

# A loaded machine is no reason to fail; what failed is printed so that it can be run again.
settings.register_profile("default", deadline=None, print_blob=True, max_examples=50)
settings.register_profile("ci", settings.get_profile("ci"), max_examples=50)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=2_000)

OBJECTS_BETWEEN_COLLECTIONS = 100_000


def pytest_configure(config: pytest.Config) -> None:
    """Keep the operator's settings out of tests and what is compiled in them; name PostgreSQL's folder."""
    for name in [name for name in os.environ if name.startswith("AUCTION_")]:
        del os.environ[name]
    addresses.keep()
    if not hasattr(config, "workerinput"):
        postgres.name_folder()


def pytest_collection_finish() -> None:
    """Let Python's collector rest: to look again and again through what stays took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this run started."""
    if not hasattr(config, "workerinput"):
        postgres.stop()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all workers of a run; under xdist each has its own one below it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Path:
    """Return this worker's SQLite file with the whole schema, to be copied."""
    template = worlds.sqlite_template_in(shared_folder)
    return Path(shutil.copy(template, tmp_path_factory.mktemp("template") / "auction.sqlite"))


@pytest.fixture(scope="session")
def postgresql_template() -> None:
    """Start PostgreSQL, unless another worker did, and make its template database."""
    postgres.template(worlds.fill_schema)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Give a world with a hand-set clock and an empty database, once on each of the two."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        opened = worlds.sqlite_world_in(tmp_path, template)
    else:
        request.getfixturevalue("postgresql_template")
        opened = worlds.postgresql_world_in(tmp_path)
    with opened as made:
        yield made


@pytest.fixture
def sqlite_world(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """Give a world on SQLite only, for what no database changes."""
    with worlds.sqlite_world_in(tmp_path, sqlite_template) as made:
        yield made


@pytest.fixture
def postgresql_world(postgresql_template: None, tmp_path: Path) -> Iterator[World]:
    """Give a world on PostgreSQL only, for what the other database does not have."""
    with worlds.postgresql_world_in(tmp_path) as made:
        yield made


@pytest.fixture
def app(world: World) -> Iterator[Flask]:
    """Give the whole application, with the clock apart: a test runs the jobs it wants."""
    from bidding import sockets
    from wsgi import create_app

    application = create_app(world=world)
    application.config.update(TESTING=True)
    templates.share(application)
    yield application
    sockets.detach(application)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser without JavaScript."""
    return app.test_client()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a real browser; a test that uses it is marked ``browser``."""
    from tests.support import browser

    with browser.chromium() as started:
        yield started


@pytest.fixture(scope="session")
def fake_stripe_process() -> Iterator[FakeStripe]:
    """Start the fake Stripe once for a worker; tests take ``fake_stripe``."""
    from tests.support.fake_stripe.fake import FakeStripe

    with FakeStripe() as started:
        yield started


@pytest.fixture
def fake_stripe(fake_stripe_process: FakeStripe) -> FakeStripe:
    """Give a fake Stripe that has forgotten everything."""
    fake_stripe_process.reset()
    return fake_stripe_process
