"""The evidence for a dispute about a defect: what was disclosed and acknowledged at a time, by its hashes.

The form is JSON with sorted keys and times in UTC; its last word is the hash of all the rest::

    {"at": "2026-03-01T02:00:00+00:00", "lot_id": "…",
     "notices": [{"version": 1, "hash": "…", "warranty_disclaimer": true, "undisclosed": [], …}],
     "rounds": [{"round_id": "…", "secret": false,
                 "bidders": [{"bidder_code": "K7QX2", "acknowledged": {"1": "…"}, "liable_because": []}]}],
     "hash": "…"}

Bidders stand in it by their codes, and only of rounds that have ended: until then nobody learns who
enrolled (R-33).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from listings.public.disclosed import disclosed
from listings.warranty.shield import Warned, judge_bidder, judge_notice

# Left to the court: a notice that says nothing more is complete.
_FREE = "other"


@dataclass(frozen=True)
class Published:
    """One version of a notice as it was published: its parsed words, its hash and its time."""

    paper: Mapping[str, Any]
    hash: str
    published_at: datetime


@dataclass(frozen=True)
class Round:
    """A round and who acknowledged which prompt in it and when; secret until it has ended."""

    round_id: str
    ended_at: datetime | None
    acknowledged: Mapping[str, Mapping[int, datetime]]


def warning_of(paper: Mapping[str, Any]) -> Warned:
    """Return what a parsed notice tells everybody."""
    undisclosed = tuple(each.name for each in disclosed(paper) if not each.applies and each.name != _FREE)
    return Warned(bool(paper.get("warranty_disclaimer")), undisclosed)


def compose(
    lot_id: str, notices: Sequence[Published], rounds: Sequence[Round], *, at: datetime
) -> dict[str, Any]:
    """Return the evidence about a lot as it stood at that time."""
    told = [each for each in notices if each.published_at <= at]
    known = {each.paper["round_id"]: warning_of(each.paper) for each in _oldest_first(told)}
    body: dict[str, Any] = {
        "at": at.isoformat(),
        "lot_id": lot_id,
        "notices": [_notice(each) for each in _oldest_first(told)],
        "rounds": [_round(each, known[each.round_id], at) for each in rounds if each.round_id in known],
    }
    return body | {"hash": hash_of(body)}


def hash_of(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the evidence without its own hash, as hexadecimal."""
    rest = {name: part for name, part in body.items() if name != "hash"}
    return hashlib.sha256(orjson.dumps(rest, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _oldest_first(notices: Sequence[Published]) -> list[Published]:
    return sorted(notices, key=lambda each: each.paper["version"])


def _notice(published: Published) -> dict[str, Any]:
    paper, warning = published.paper, warning_of(published.paper)
    return {
        "version": paper["version"],
        "round_id": paper["round_id"],
        "hash": published.hash,
        "published_at": published.published_at.isoformat(),
        "warranty_disclaimer": warning.disclaimed,
        "undisclosed": list(warning.undisclosed),
        "liable_because": [str(no.reason) for no in judge_notice(warning)],
        "documents": [{"id": each["id"], "hash": each["hash"]} for each in paper["documents"]],
        "photos": [{"id": each["id"], "hash": each["hash"]} for each in paper["photos"]],
    }


def _round(found: Round, warning: Warned, at: datetime) -> dict[str, Any]:
    is_secret = found.ended_at is None or found.ended_at > at
    shown = {} if is_secret else found.acknowledged
    bidders = [_bidder(code, shown[code], warning, at) for code in sorted(shown)]
    return {"round_id": found.round_id, "secret": is_secret, "bidders": bidders}


def _bidder(code: str, acknowledged: Mapping[int, datetime], warning: Warned, at: datetime) -> dict[str, Any]:
    by_then = {prompt: each for prompt, each in sorted(acknowledged.items()) if each <= at}
    return {
        "bidder_code": code,
        "acknowledged": {str(prompt): each.isoformat() for prompt, each in by_then.items()},
        "liable_because": [str(no.reason) for no in judge_bidder(warning, by_then)],
    }
