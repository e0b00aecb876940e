"""Writes the newest lots of a search as an Atom feed (RFC 4287).

An entry tells what its notice fixed, so that its time is that of the notice; how a round stands
changes every minute and is on the lot's page.  Every address is given, none is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
# Before anything was published: the feed has a time all the same.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot say, escaped or not.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Head:
    """What the feed says of itself: its words in the reader's language, and its two addresses."""

    title: str
    author: str
    language: str
    feed_address: str
    page_address: str


@dataclass(frozen=True)
class Entry:
    """One published lot."""

    lot_id: str
    title: str
    language: str
    summary: str
    address: str
    published_at: datetime


def compose(head: Head, entries: Sequence[Entry]) -> bytes:
    """Write the feed; the same lots give the same bytes."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {_LANGUAGE: head.language})
    _say(feed, "id", head.feed_address)
    _say(feed, "title", head.title)
    _say(feed, "updated", format_time(updated_at(entries)))
    _say(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", head.author)
    _link(feed, "self", head.feed_address, "application/atom+xml")
    _link(feed, "alternate", head.page_address, "text/html")
    for entry in entries:
        _add(feed, entry)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def updated_at(entries: Sequence[Entry]) -> datetime:
    """Return when the newest of the lots was published."""
    return max((entry.published_at for entry in entries), default=NEVER)


def format_time(at: datetime) -> str:
    """Write a time as RFC 3339 wants it: ``2026-01-05T01:00:00Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def urn_of(lot_id: str) -> str:
    """Return the name of a lot that no move of the platform changes: its id as a UUID."""
    return "urn:uuid:" + "-".join((lot_id[:8], lot_id[8:12], lot_id[12:16], lot_id[16:20], lot_id[20:]))


def _add(feed: ET.Element, entry: Entry) -> None:
    added = ET.SubElement(feed, f"{{{ATOM}}}entry")
    _say(added, "id", urn_of(entry.lot_id))
    _say(added, "title", entry.title, entry.language)
    _say(added, "updated", format_time(entry.published_at))
    _say(added, "published", format_time(entry.published_at))
    _link(added, "alternate", entry.address, "text/html")
    _say(added, "summary", entry.summary)


def _say(parent: ET.Element, name: str, words: str, language: str = "") -> None:
    said = ET.SubElement(parent, f"{{{ATOM}}}{name}", {_LANGUAGE: language} if language else {})
    said.text = _UNSAYABLE.sub("", words)


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "type": kind, "href": address})
