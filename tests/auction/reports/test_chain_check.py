"""The check of one chain of the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.audit.entry import FIRST_PREVIOUS, EntryDraft, entry_body, entry_hash
from auction.reports.chain_check import Link, check

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def make_links(count=4, chain="l1"):
    links, previous = [], FIRST_PREVIOUS
    for number in range(1, count + 1):
        draft = EntryDraft(chain, "lot.opened", AT, {"round_id": "r1"})
        body = entry_body(draft, number=number, previous_hash=previous)
        previous = entry_hash(body)
        links.append(Link(number, body, previous))
    return links


def found(links, head=None, chain="l1"):
    checked = check(chain, links, head=head or (links[-1].number, links[-1].hash))
    broken = checked.broken
    return (broken.reason, broken.numbers["number"]) if broken else None


def rehashed(link, body):
    return Link(link.number, body, entry_hash(body))


def test_a_whole_chain_is_whole():
    links = make_links()

    checked = check("l1", iter(links), head=(4, links[-1].hash))

    assert (checked.entry_count, checked.head_hash, checked.broken) == (4, links[-1].hash, None)


def test_an_empty_chain_is_whole():
    assert check("l1", [], head=(0, FIRST_PREVIOUS)).broken is None


def test_every_changed_byte_of_an_entry_is_found():
    links = make_links(2)
    for index in range(len(links[0].body)):
        changed = bytearray(links[0].body)
        changed[index] ^= 1
        broken = [links[0]._replace(body=bytes(changed)), links[1]]
        assert found(broken) == ("chain_hash_differs", 1)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_missing_entry_is_found(number):
    links = make_links()
    without = [link for link in links if link.number != number]

    assert found(without, head=(4, links[-1].hash)) == ("chain_entry_missing", number)


def test_a_chain_cut_short_is_found():
    links = make_links()

    assert found(links[:3], head=(4, links[-1].hash)) == ("chain_head_differs", 4)


@pytest.mark.parametrize(
    "spelling",
    [
        lambda body: body.replace(b":", b": ", 1),
        lambda body: b'{"v":2,' + body[1:],
        lambda body: body[:-1],
        lambda _body: b"[]",
        lambda _body: b"\xff",
    ],
)
def test_another_spelling_of_the_same_facts_is_found(spelling):
    links = make_links(1)

    assert found([rehashed(links[0], spelling(links[0].body))]) == ("chain_entry_not_canonical", 1)


def test_an_entry_of_another_chain_is_found():
    assert found(make_links(chain="l2"), chain="l1") == ("chain_frame_differs", 1)


def test_an_entry_put_in_with_a_hash_of_its_own_is_found():
    links = make_links()
    links[1] = rehashed(links[1], links[1].body.replace(b'"r1"', b'"r2"'))

    assert found(links) == ("chain_previous_differs", 3)


def test_a_check_is_a_value():
    checked = check("l1", make_links(1), head=(1, make_links(1)[0].hash))

    assert replace(checked, entry_count=1) == checked
