"""A finding: what a court found out of an asset, or how it tried to, and its form as text.

The text is JSON by the name of each question; ``established`` is false where the text says what was
tried in vain::

    {"mileage": {"text": "48,210 km, read on 3 March", "established": true}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson


@dataclass(frozen=True)
class Finding:
    """An answer in words; where nothing could be established, the steps that were taken."""

    text: str
    established: bool = True


def format_findings(findings: Mapping[str, Finding]) -> str:
    """Write the findings as text."""
    kept = {name: {"text": each.text, "established": each.established} for name, each in findings.items()}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()


def parse_findings(text: str) -> dict[str, Finding]:
    """Read what format_findings wrote."""
    return {name: Finding(**each) for name, each in orjson.loads(text).items()}
