"""The sentences of settlement: none of its own, for what came wrongly payments has the words."""

from __future__ import annotations

WORDS: dict[str, str] = {}
