"""Entries are numbered and chained without a gap, in the caller's transaction."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from auction.audit import log
from auction.audit.entry import FIRST_PREVIOUS, EntryDraft, entry_hash
from auction.audit.tables import Chain, Entry
from auction.kernel.world import World


def draft(world: World, chain: str = "lot-1", **facts: object) -> EntryDraft:
    return EntryDraft(chain, "lot.opened", world.clock.now(), facts, lot_id=chain)


def entries_of(world: World, chain: str) -> list[Entry]:
    with world.database.reading() as tx:
        return list(tx.scalars(select(Entry).where(Entry.chain == chain).order_by(Entry.position)))


def test_each_entry_names_the_hash_of_the_one_before(world: World) -> None:
    for facts in ({"n": 1}, {"n": 2}, {"n": 3}):
        with world.database.transaction() as tx:
            log.append(tx, [draft(world, **facts)])

    entries = entries_of(world, "lot-1")
    bodies = [orjson.loads(entry.body) for entry in entries]
    assert [body["number"] for body in bodies] == [1, 2, 3]
    assert [body["lot_prev"] for body in bodies] == [FIRST_PREVIOUS, *(entry.hash for entry in entries[:2])]
    assert [entry.hash for entry in entries] == [entry_hash(entry.body) for entry in entries]


def test_many_at_once_keep_their_order_in_every_chain(world: World) -> None:
    drafts = [draft(world, chain, n=n) for n in range(3) for chain in ("lot-b", "lot-a")]

    with world.database.transaction() as tx:
        hashes = log.append(tx, drafts)

    for chain, told in (("lot-a", hashes[1::2]), ("lot-b", hashes[::2])):
        entries = entries_of(world, chain)
        assert [entry.hash for entry in entries] == told
        assert [orjson.loads(entry.body)["n"] for entry in entries] == [0, 1, 2]


def test_the_head_is_the_last_entry(world: World) -> None:
    with world.database.transaction() as tx:
        hashes = log.append(tx, [draft(world), draft(world)])
    with world.database.reading() as tx:
        head = tx.scalars(select(Chain)).one()

    assert (head.number, head.head_hash) == (2, hashes[-1])


def test_time_never_runs_back_in_a_chain(world: World) -> None:
    noon = world.clock.now()
    for seconds in (3, 1, 5):
        with world.database.transaction() as tx:
            log.append(tx, [draft(world), replace(draft(world), at=noon + timedelta(seconds=seconds))])
    with world.database.transaction() as tx:
        log.append(tx, [draft(world, "lot-2")])

    told = [orjson.loads(entry.body)["at"] for entry in entries_of(world, "lot-1")]
    assert [entry.at - noon for entry in entries_of(world, "lot-1")] == [
        timedelta(seconds=seconds) for seconds in (0, 3, 3, 3, 3, 5)
    ]
    assert told == sorted(told)
    assert [entry.at for entry in entries_of(world, "lot-2")] == [noon]


def test_an_act_that_fails_leaves_no_entry(world: World) -> None:
    with pytest.raises(ZeroDivisionError), world.database.transaction() as tx:
        log.append(tx, [draft(world)])
        raise ZeroDivisionError

    assert entries_of(world, "lot-1") == []


def test_nothing_to_append_appends_nothing(world: World) -> None:
    with world.database.transaction() as tx:
        assert log.append(tx, []) == []


def test_racing_appenders_leave_no_gap(world: World) -> None:
    def append_ten(first: str, second: str) -> None:
        for _ in range(10):
            with world.database.transaction() as tx:
                log.append(tx, [draft(world, first), draft(world, second)])

    threads = [
        threading.Thread(target=append_ten, args=chains)
        for chains in (("lot-a", "lot-b"), ("lot-b", "lot-a")) * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for chain in ("lot-a", "lot-b"):
        assert [entry.number for entry in entries_of(world, chain)] == list(range(1, 41))
