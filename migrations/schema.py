"""Knows the whole schema: the tables of all rooms, and how a database gets them."""

from __future__ import annotations

import importlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData

from auction.kernel.tables import Base

ROOT = Path(__file__).parents[1]
PACKAGES = ("auction", "bidding", "listings", "enforcement")


def whole_metadata() -> MetaData:
    """Import the tables of every room and return the metadata they share."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("tables.py")):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return Base.metadata


def config_for(url: str) -> Config:
    """Return alembic's configuration for one database."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"), attributes={"url": url})
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def upgrade(url: str) -> None:
    """Bring a database to the newest schema."""
    command.upgrade(config_for(url), "head")
