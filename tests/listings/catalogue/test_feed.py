"""The feed is Atom that a reader takes, whatever the titles hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from listings.catalogue.feed import NEVER, Entry, Head, compose, format_time, updated_at, urn_of

ATOM = {"a": "http://www.w3.org/2005/Atom"}
AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
HEAD = Head(
    "New lots",
    "Judicial auction",
    "zh-Hans-CN",
    "https://court.example/lots.atom?q=a&b",
    "https://court.example/",
)


def entry(title: str = "Flat 房产", at: datetime = AT) -> Entry:
    """Return a lot."""
    return Entry(
        "0123456789abcdef0123456789abcdef", title, "zh-Hans", title, "https://court.example/lots/1", at
    )


def test_a_feed_has_all_that_atom_asks_for() -> None:
    feed = etree.fromstring(compose(HEAD, [entry(), entry(at=AT + timedelta(hours=1))]))

    def said(path: str) -> list[str]:
        return [str(found) for found in feed.xpath(path, namespaces=ATOM)]

    assert said("/a:feed/a:id/text()") == [HEAD.feed_address]
    assert said("/a:feed/a:updated/text()") == ["2026-01-05T02:00:00Z"]
    assert said("/a:feed/a:author/a:name/text()") == ["Judicial auction"]
    assert said("/a:feed/a:link[@rel='self']/@href") == [HEAD.feed_address]
    assert said("//a:entry/a:id/text()") == ["urn:uuid:01234567-89ab-cdef-0123-456789abcdef"] * 2
    assert said("//a:entry/a:title/@xml:lang") == ["zh-Hans"] * 2
    assert said("/a:feed/@xml:lang") == ["zh-Hans-CN"]


@given(st.text(max_size=60))
def test_no_title_breaks_the_feed(title: str) -> None:
    feed = etree.fromstring(compose(HEAD, [entry(title)]))

    sayable = [sign for sign in title if sign in "\t\n\r" or 0x20 <= ord(sign) < 0xFFFE or ord(sign) > 0xFFFF]
    written = "".join(sign for sign in sayable if not 0xD800 <= ord(sign) <= 0xDFFF)
    # Every parser of XML ends lines so.
    ended = written.replace("\r\n", "\n").replace("\r", "\n")
    assert feed.xpath("string(//a:entry/a:title)", namespaces=ATOM) == ended


def test_an_empty_feed_has_a_time() -> None:
    assert updated_at([]) == NEVER
    assert format_time(NEVER) == "2000-01-01T00:00:00Z"
    assert urn_of("a" * 32).count("-") == 4
