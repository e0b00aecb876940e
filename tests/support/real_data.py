"""Where the real files lie that some tests read; a stranger's clone has none."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("REAL_DATA") or ROOT.parent / "shared" / "data")
COURT_LOTS = FOLDER / "court_lots_kr.csv"
BIDS = FOLDER / "online_bids.csv"
RULEBOOK = FOLDER.parent / "RULEBOOK.md"


def is_expected() -> bool:
    """Say whether tests on real files are collected: the files are there, or CI must have them."""
    return COURT_LOTS.exists() or os.environ.get("CI") == "true"
