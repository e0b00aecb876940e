"""Writers take their turn, readers never wait for them, and rows go in in bulk."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from auction.audit.tables import Chain, Entry
from auction.kernel import database as databases
from auction.kernel.database import Database, insert_rows
from auction.kernel.tables import Lease, table_of
from auction.kernel.world import World


def make_lease(name: str = "a", epoch: int = 1) -> Lease:
    return Lease(name=name, epoch=epoch, holder="h", taken_at=datetime(2026, 3, 1, tzinfo=UTC))


def names_in(world: World) -> list[str]:
    with world.database.reading() as tx:
        return list(tx.scalars(select(Lease.name).order_by(Lease.name)))


def test_a_transaction_is_whole_or_nothing(world: World) -> None:
    with pytest.raises(ZeroDivisionError), world.database.transaction() as tx:
        tx.add(make_lease())
        tx.flush()
        raise ZeroDivisionError

    assert names_in(world) == []


def test_what_is_written_while_reading_is_thrown_away(world: World) -> None:
    with world.database.reading() as tx:
        tx.add(make_lease())
        tx.flush()

    assert names_in(world) == []


def test_a_reader_does_not_wait_for_a_writer(world: World) -> None:
    with world.database.transaction() as tx:
        tx.add(make_lease())
        tx.flush()

        assert names_in(world) == []

    assert names_in(world) == ["a"]


def test_all_that_a_reader_reads_is_of_one_moment(world: World) -> None:
    with world.database.reading() as tx:
        before = tx.scalars(select(Lease.name)).all()
        with world.database.transaction() as writing:
            writing.add(make_lease())

        assert tx.scalars(select(Lease.name)).all() == before

    assert names_in(world) == ["a"]


def test_a_writer_that_was_stopped_in_the_middle_loses_its_locks(
    postgresql_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql_world.database.transaction() as tx:
        tx.add(make_lease(epoch=0))
    monkeypatch.setattr(databases, "SILENT_WRITER_S_MAX", 1)
    stopped = Database(postgresql_world.settings.sqlalchemy_url)

    with pytest.raises(DatabaseError), stopped.transaction() as held:
        held.scalars(select(Lease).with_for_update()).one().epoch = 7
        held.flush()
        with postgresql_world.database.transaction() as tx:
            tx.scalars(select(Lease).with_for_update()).one().epoch = 1
        held.flush()

    stopped.dispose()
    with postgresql_world.database.reading() as tx:
        assert tx.scalar(select(Lease.epoch)) == 1


def test_who_reads_slowly_is_not_taken_for_stopped(
    postgresql_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "SILENT_WRITER_S_MAX", 1)
    database = Database(postgresql_world.settings.sqlalchemy_url)

    with database.streaming() as tx:
        assert tx.scalar(text("SHOW idle_in_transaction_session_timeout")) == "0"
    with database.reading() as tx:
        assert tx.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1s"
    database.dispose()


def test_the_clock_never_waits_for_requests(postgresql_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "POOL_SIZE", 1)
    monkeypatch.setattr(databases, "POOL_OVERFLOW_MAX", 0)
    database = Database(postgresql_world.settings.sqlalchemy_url)

    with database.reading() as tx:
        tx.connection()
        assert database.clock_timestamp().tzinfo is not None
    database.dispose()


def test_writers_of_one_row_take_turns(world: World) -> None:
    with world.database.transaction() as tx:
        tx.add(make_lease(epoch=0))

    def raise_epoch() -> None:
        for _ in range(10):
            with world.database.transaction() as tx:
                lease = tx.scalars(select(Lease).with_for_update()).one()
                lease.epoch += 1

    threads = [threading.Thread(target=raise_epoch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with world.database.reading() as tx:
        assert tx.scalar(select(Lease.epoch)) == 40


def test_times_come_back_aware(world: World) -> None:
    with world.database.transaction() as tx:
        tx.add(make_lease())
    with world.database.reading() as tx:
        assert tx.scalar(select(Lease.taken_at)) == datetime(2026, 3, 1, tzinfo=UTC)


def test_a_naive_time_is_our_mistake(world: World) -> None:
    lease = make_lease()
    lease.taken_at = datetime(2026, 3, 1)  # noqa: DTZ001  # naive is the point

    with pytest.raises(Exception, match="aware"), world.database.transaction() as tx:
        tx.add(lease)


def test_rows_go_in_in_bulk_and_in_order(world: World) -> None:
    at = datetime(2026, 3, 1, 1, 2, 3, 456_789, tzinfo=UTC)
    rows = [
        ("c", n, "kind", at, None, None, "lot", None, f'{{"n":{n},"名":"拍"}}'.encode(), "h") for n in (1, 2)
    ]

    with world.database.transaction() as tx:
        insert_rows(tx, table_of(Entry), rows)
        insert_rows(tx, table_of(Entry), [])

    with world.database.reading() as tx:
        found = tx.scalars(select(Entry).order_by(Entry.position)).all()
    assert [(entry.number, entry.at, entry.court_id, entry.lot_id) for entry in found] == [
        (1, at, None, "lot"),
        (2, at, None, "lot"),
    ]
    assert found[1].body.decode() == '{"n":2,"名":"拍"}'


@pytest.mark.parametrize("statement", ["UPDATE entries SET kind = 'x'", "DELETE FROM entries"])
def test_what_is_recorded_cannot_be_changed_or_removed(world: World, statement: str) -> None:
    row = ("c", 1, "kind", world.clock.now(), None, None, None, None, b"{}", "h")
    with world.database.transaction() as tx:
        insert_rows(tx, table_of(Entry), [row])

    with pytest.raises(DatabaseError, match="never changed"), world.database.transaction() as tx:
        tx.execute(text(statement))


def test_foreign_keys_hold_on_both_databases(world: World) -> None:
    with pytest.raises(DatabaseError), world.database.transaction() as tx:
        tx.execute(
            text("INSERT INTO case_accounts (case_id, account_number, holder) VALUES ('no', '1', 'x')")
        )


def test_an_error_names_no_parameter(world: World) -> None:
    with pytest.raises(DatabaseError) as trouble, world.database.transaction() as tx:
        tx.execute(text("INSERT INTO chains VALUES (:secret, 1, NULL)"), {"secret": "ann@people.example"})

    assert "ann@people.example" not in str(trouble.value).partition("DETAIL")[0]


def test_a_session_of_ones_own_commits_by_hand(world: World) -> None:
    session = world.database.session(writing=True)
    session.add(Chain(chain="c", number=0, head_hash="0"))
    session.commit()
    session.close()

    with world.database.session(writing=False) as reading:
        assert reading.scalar(select(Chain.chain)) == "c"
