"""Checks one chain of the record: every hash computed again from the stored bytes (TRUST 2.2)."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from auction.audit.entry import FIRST_PREVIOUS, entry_hash
from auction.kernel.refusal import Refusal


class Reason(enum.StrEnum):
    """What is wrong with a chain, in the order of looking."""

    ENTRY_MISSING = "chain_entry_missing"
    HASH_DIFFERS = "chain_hash_differs"
    NOT_CANONICAL = "chain_entry_not_canonical"
    FRAME_DIFFERS = "chain_frame_differs"
    PREVIOUS_DIFFERS = "chain_previous_differs"
    HEAD_DIFFERS = "chain_head_differs"


class Link(NamedTuple):
    """One stored entry of a chain."""

    number: int
    body: bytes
    hash: str


@dataclass(frozen=True)
class ChainCheck:
    """How many entries were right, the hash up to there, and the first thing that is wrong."""

    entry_count: int
    head_hash: str
    broken: Refusal | None


def check(chain: str, links: Iterable[Link], *, head: tuple[int, str]) -> ChainCheck:
    """Follow a chain from its first entry to its head; stop at the first that is wrong."""
    count, previous = 0, FIRST_PREVIOUS
    for link in links:
        if reason := _wrong(chain, link, number=count + 1, previous=previous):
            return ChainCheck(count, previous, Refusal(reason, "R-99", {"number": count + 1}))
        count, previous = link.number, link.hash
    if (count, previous) != head:
        return ChainCheck(count, previous, Refusal(Reason.HEAD_DIFFERS, "R-99", {"number": head[0]}))
    return ChainCheck(count, previous, None)


def _wrong(chain: str, link: Link, *, number: int, previous: str) -> Reason | None:
    if link.number != number:
        return Reason.ENTRY_MISSING
    if entry_hash(link.body) != link.hash:
        return Reason.HASH_DIFFERS
    facts = _parse(link.body)
    if facts is None:
        return Reason.NOT_CANONICAL
    if (facts.get("chain"), facts.get("number")) != (chain, number):
        return Reason.FRAME_DIFFERS
    if facts.get("lot_prev") != previous:
        return Reason.PREVIOUS_DIFFERS
    return None


def _parse(body: bytes) -> dict[str, object] | None:
    # A second spelling of the same facts, a doubled key among them, does not come back the same.
    try:
        facts = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    same = isinstance(facts, dict) and orjson.dumps(facts, option=orjson.OPT_SORT_KEYS) == body
    return facts if same else None
