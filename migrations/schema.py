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

# Each database indexes words in its own way, with tables that it knows alone (listings/catalogue/tables.py).
OF_ONE_DATABASE = "listing_words"


def whole_metadata() -> MetaData:
    """Import the tables of every room and return the metadata they share."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("tables.py")):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return Base.metadata


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """Say whether the tables of the rooms describe what alembic found in a database."""
    return kind != "table" or not (name or "").startswith(OF_ONE_DATABASE)


def config_for(url: str) -> Config:
    """Return alembic's configuration for one database."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"), attributes={"url": url})
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def upgrade(url: str) -> None:
    """Bring a database to the newest schema."""
    command.upgrade(config_for(url), "head")
