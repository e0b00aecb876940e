"""A sitting: one officer's spell of writing at a draft, and what the draft said before it.

Kept is JSON of texts: the first asset by the names of its fields, and the words and terms as the
draft keeps them::

    {"asset": {"title": "Flat", "asset_class": "IMMOVABLE", "reference_price": "1020000.00", …},
     "fields": {"taxes": "…"}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from auction.kernel.money import parse_plain
from auction.rules.asset_class import AssetClass
from listings.asset import Asset
from listings.draft_form import DraftForm, asset_form

# Who comes back after a longer pause begins a new sitting, and can take back either.
PAUSE_MAX = timedelta(minutes=10)
# Older ones are forgotten: a draft that was written at twenty times is better read than undone.
SITTINGS_MAX = 20


@dataclass(frozen=True)
class Sitting:
    """Who wrote from when to when, and what was there before."""

    number: int
    saved_by: str
    begun_at: datetime
    saved_at: datetime
    before: str


def goes_on(last: Sitting | None, *, actor: str, at: datetime) -> bool:
    """Say whether a save still belongs to the last sitting."""
    return last is not None and last.saved_by == actor and at - last.saved_at < PAUSE_MAX


def format_before(first: Asset, fields: Mapping[str, str]) -> str:
    """Write what a draft says."""
    kept = {"asset": asset_form(first), "fields": dict(fields)}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()


def parse_before(text: str, currency: str) -> DraftForm:
    """Read what format_before wrote, as a form that can be saved again."""
    kept = orjson.loads(text)
    asset = dict(kept["asset"])
    price = asset.pop("reference_price")
    first = Asset(
        asset_class=AssetClass(asset.pop("asset_class")),
        reference_price=parse_plain(price, currency) if price else None,
        **asset,
    )
    return DraftForm(first, kept["fields"], {})
