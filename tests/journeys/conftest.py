"""The town in which journeys happen."""

from __future__ import annotations

import pytest
from flask import Flask

from auction.kernel.world import World
from tests.support.town import Town


@pytest.fixture
def empty_town(app: Flask, world: World) -> Town:
    """Give a town in which nothing is there yet."""
    return Town(app, world)


@pytest.fixture
def town(empty_town: Town) -> Town:
    """Give a town with a court, its officers and one case."""
    empty_town.settle_in()
    return empty_town
