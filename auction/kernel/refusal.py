"""A refusal: an expected no, with its name, the rule behind it and the numbers that explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from auction.kernel.money import Money

Number = Money | int | str | datetime
_NO_NUMBERS: Mapping[str, Number] = MappingProxyType({})


@dataclass(frozen=True)
class Refusal:
    """A no that people may read: which reason, by which rule, with which numbers.

    ``reason`` is a member of the StrEnum of the room that refuses; the room's ``words.py``
    holds the sentence for it, with a ``%(name)s`` for each number it shows.
    """

    reason: str
    rule: str
    numbers: Mapping[str, Number] = field(default_factory=lambda: _NO_NUMBERS)


def noes(found: object) -> tuple[Refusal, ...]:
    """Return what an act answered as refusals: one if it was refused, and none if it was done."""
    return (found,) if isinstance(found, Refusal) else ()
