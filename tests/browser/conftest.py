"""One browser and one running court for all browser tests of a worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import demo_court
from tests.support.demo_court import DemoCourt


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCourt]:
    """Give the demo's court, served by a process of its own with the real clock."""
    base = tmp_path_factory.getbasetemp()
    # Under xdist every worker has its own folder below the one of the run.
    shared: Path = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with demo_court.serving(shared, tmp_path_factory.mktemp("court")) as served:
        yield served
