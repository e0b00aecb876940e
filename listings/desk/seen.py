"""Tells whether the texts that somebody had before them are still those that are stored.

Two officers may write at two pages of one draft: only what both of them changed is a conflict.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import orjson

from listings.desk.steps import FIELDS_OF, Step
from listings.draft_form import ASSET_FIELDS

MARK_LENGTH = 16


@dataclass(frozen=True)
class Seen:
    """What a writer had before them: the version of the draft, or the mark of one page of it."""

    version: int
    step: Step | None = None
    mark: str = ""


def mark_of(shown: Mapping[str, str], names: Iterable[str]) -> str:
    """Return a short mark of the texts of these fields."""
    texts = [shown.get(name, "") for name in names]
    return hashlib.sha256(orjson.dumps(texts)).hexdigest()[:MARK_LENGTH]


def theirs(written: Mapping[str, str], stored: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return the stored text of every field in which somebody wrote something else."""
    return {
        name: stored.get(name, "")
        for name in names
        if name in written and _plain(written[name]) != _plain(stored.get(name, ""))
    }


def unsaved(written: Mapping[str, str], stored: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return what somebody wrote that stands nowhere else, for when it cannot be saved."""
    return {name: written[name] for name in theirs(written, stored, names) if _plain(written[name])}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def is_current(seen: Seen, *, version: int, shown: Mapping[str, str], named: Collection[str]) -> bool:
    """Say whether nothing that the form names was changed since the writer opened it."""
    if seen.version == version:
        return True
    if seen.step is None or not set(named) <= set(FIELDS_OF[seen.step]):
        return False
    return seen.mark == mark_of(shown, FIELDS_OF[seen.step])


def is_same_asset(seen: Seen, *, version: int, shown: Mapping[str, str]) -> bool:
    """Say whether an asset still reads as it did when the writer opened its form."""
    return seen.version == version or seen.mark == mark_of(shown, ASSET_FIELDS)
