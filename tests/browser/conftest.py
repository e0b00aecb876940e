"""One browser and one running court for all browser tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import demo_court
from tests.support.demo_court import DemoCourt


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Iterator[DemoCourt]:
    """Give the demo's court, served by a process of its own with the real clock."""
    with demo_court.serving(shared_folder, tmp_path_factory.mktemp("court")) as served:
        yield served
