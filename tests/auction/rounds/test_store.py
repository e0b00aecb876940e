"""What is written comes back as it was, and what must not change cannot, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import ACCEPTED, Answer, Board
from auction.rounds.tables import Bid
from tests.support.rounds import CLOSES_AT, OPENS_AT, SNAPSHOT, cny, make_leader, make_round, make_terms

NOON = OPENS_AT + timedelta(hours=2, microseconds=1)


def make_answer(round_id: str, number: int, **changes: object) -> Answer:
    answer = Answer(
        round_id=round_id,
        number=number,
        bidder_code="A1",
        bid_key=f"key-{number}",
        amount_minor=71_400_000,
        rank=None,
        received_at=NOON,
        sequenced_at=NOON + timedelta(microseconds=number),
        verdict=ACCEPTED,
        rule="R-41",
        extended=False,
        closes_before=CLOSES_AT,
        closes_at=CLOSES_AT,
        bid_count=number,
        extension_count=0,
        current_minor=71_400_000,
        needed_minor=72_400_000,
        currency="CNY",
    )
    return answer._replace(**changes)


@pytest.fixture
def round_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_round(tx, codes={"A1": None, "P1": 1})


def read(world: World, round_id: str) -> Board:
    with world.database.reading() as tx:
        return store.read_board(tx, round_id)


def test_an_answer_is_its_row_and_the_currency():
    assert Answer._fields == (*(column.name for column in Bid.__table__.columns), "currency")


def test_a_published_round_comes_back_as_it_was(world, round_id):
    with world.database.reading() as tx:
        view = store.read_round(tx, round_id)

    assert view.terms == make_terms()
    assert view.snapshot == SNAPSHOT
    assert (view.board.state, view.board.leader, view.board.bid_number) == (State.SCHEDULED, None, 0)
    assert (view.hammer_price, view.buyer_code, view.closed_at, view.state_reason) == (None, None, None, "")


def test_a_board_comes_back_as_it_was_one_version_on(world, round_id):
    with world.database.transaction() as tx:
        board = store.lock_boards(tx, [round_id])[round_id]
        moved = replace(
            board,
            state=State.SUSPENDED,
            closes_at=CLOSES_AT + timedelta(microseconds=1),
            bid_number=7,
            bid_count=5,
            extension_count=1,
            leader=make_leader("P1", 734_000, 1, number=6),
            sequenced_at=NOON,
            overloaded_at=NOON,
            remaining=timedelta(minutes=3),
        )
        store.save_boards(tx, [moved])

    assert read(world, round_id) == replace(moved, version=board.version + 1)


def test_only_boards_that_moved_are_told(world, round_id):
    with world.database.transaction() as tx:
        still = make_round(tx)
    versions = {round_id: read(world, round_id).version, still: read(world, still).version}
    with world.database.transaction() as tx:
        store.save_boards(tx, store.lock_boards(tx, [round_id]).values())

    with world.database.reading() as tx:
        moved = store.boards_moved_since(tx, versions)

    assert [board.round_id for board in moved] == [round_id]


def test_bids_come_back_in_order_and_only_the_accepted_ones(world, round_id):
    answers = [make_answer(round_id, number) for number in range(1, 6)]
    answers[2] = answers[2]._replace(verdict="too_low", extended=True, rank=1)
    with world.database.transaction() as tx:
        store.record_bids(tx, answers)

    with world.database.reading() as tx:
        since_one = store.read_bids(tx, round_id, since=1)
        first_two = store.read_bids(tx, round_id, limit=2)
        newest = store.latest_bids(tx, round_id, limit=2)

    assert since_one == [answers[1], answers[3], answers[4]]
    assert first_two == answers[:2]
    assert newest == [answers[4], answers[3]]


def test_first_answers_are_found_by_round_code_and_key(world, round_id):
    with world.database.transaction() as tx:
        other = make_round(tx)
        refused = make_answer(round_id, 2, verdict="off_grid", needed_minor=None, current_minor=None)
        store.record_bids(tx, [make_answer(round_id, 1), refused, make_answer(other, 1)])

    keys = [
        (round_id, "A1", "key-2"),
        (round_id, "B2", "key-1"),
        (other, "A1", "key-1"),
        ("x", "A1", "key-1"),
    ]
    with world.database.reading() as tx:
        found = store.answers_to(tx, keys)

    assert found == {keys[0]: refused, keys[2]: make_answer(other, 1)}


def test_the_roster_tells_rank_and_exclusion(world, round_id):
    with world.database.transaction() as tx:
        assert store.exclude_from_roster(tx, round_id=round_id, bidder_code="A1", at=NOON)
        assert not store.exclude_from_roster(tx, round_id=round_id, bidder_code="A1", at=CLOSES_AT)
        assert not store.exclude_from_roster(tx, round_id=round_id, bidder_code="ZZ", at=NOON)

    with world.database.reading() as tx:
        lines = store.roster_of(tx, [(round_id, "A1"), (round_id, "P1"), (round_id, "ZZ")])

    assert {code: (line.rank, line.excluded_at) for (_, code), line in lines.items()} == {
        "A1": (None, NOON),
        "P1": (1, None),
    }


def test_the_outcome_is_kept_with_price_and_code(world, round_id):
    with world.database.transaction() as tx:
        unsold = make_round(tx)
        boards = store.lock_boards(tx, [round_id, unsold])
        store.save_outcomes(
            tx,
            [
                (replace(boards[round_id], state=State.SOLD), Sold("A1", cny(734_000), CLOSES_AT)),
                (replace(boards[unsold], state=State.UNSOLD), Unsold(CLOSES_AT)),
            ],
        )

    with world.database.reading() as tx:
        sold_view, unsold_view = store.read_round(tx, round_id), store.read_round(tx, unsold)
    assert (sold_view.buyer_code, sold_view.hammer_price, sold_view.closed_at) == (
        "A1",
        cny(734_000),
        CLOSES_AT,
    )
    assert (unsold_view.buyer_code, unsold_view.hammer_price) == (None, None)


def test_rounds_of_lots_are_told_first_published_first(world):
    lot_id = new_id()
    with world.database.transaction() as tx:
        first = make_round(tx, lot_id=lot_id)
        board = store.lock_board(tx, first)
        store.save_outcomes(tx, [(replace(board, state=State.UNSOLD), Unsold(CLOSES_AT))])
        second = make_round(tx, lot_id=lot_id, at=CLOSES_AT, terms=make_terms())

    with world.database.reading() as tx:
        found = store.rounds_of_lots(tx, [lot_id, "nowhere"])

    assert [view.round_id for view in found[lot_id]] == [first, second]
    assert found["nowhere"] == []


def test_a_lot_has_one_live_round(world):
    lot_id = new_id()
    with world.database.transaction() as tx:
        make_round(tx, lot_id=lot_id)

    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        make_round(tx, lot_id=lot_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 1, "bid_key": "other"},
        {"number": 2},
        {"number": 0, "bid_key": "other"},
        {"number": 2, "bid_key": "other", "amount_minor": 0},
        {"number": 2, "bid_key": "other", "closes_at": CLOSES_AT - timedelta(microseconds=1)},
    ],
    ids=["number twice", "key twice", "number zero", "no amount", "the end nearer"],
)
def test_the_table_refuses_what_the_code_should_never_write(world, round_id, changes):
    with world.database.transaction() as tx:
        store.record_bids(tx, [make_answer(round_id, 1)])

    again = make_answer(round_id, 1)._replace(**changes)
    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        store.record_bids(tx, [again])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bids SET amount_minor = 1",
        "DELETE FROM bids",
        "UPDATE rounds SET lot_id = 'x'",
        "DELETE FROM rounds",
    ],
)
def test_bids_and_terms_are_never_changed(world, round_id, statement):
    with world.database.transaction() as tx:
        store.record_bids(tx, [make_answer(round_id, 1)])

    with pytest.raises(DatabaseError, match="never changed"), world.database.transaction() as tx:
        tx.execute(text(statement))


def test_a_board_of_another_court_is_not_found(world, round_id):
    court_id = read(world, round_id).court_id
    with world.database.transaction() as tx:
        assert store.lock_board(tx, round_id, court_id="another") is None
        assert store.lock_board(tx, round_id, court_id=court_id) is not None
        assert store.lock_board(tx, "nowhere") is None
