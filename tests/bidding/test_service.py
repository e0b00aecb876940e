"""Bids are placed in one commit: bids, boards and the record agree, on both databases."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from auction.audit.tables import Entry
from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store
from auction.rounds.lifecycle import State
from auction.rounds.standing import Answer, Bid
from bidding import engine, service
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_round

SECOND = timedelta(seconds=1)
NOON = OPENS_AT + timedelta(hours=2)


def place(world: World, *bids: Bid, at=None) -> list[Answer]:
    with world.database.transaction() as tx:
        return service.place_bids(tx, bids=bids, at=at or max(bid.received_at for bid in bids))


def read_board(world: World, round_id: str):
    with world.database.reading() as tx:
        return store.read_board(tx, round_id)


def entries(world: World, round_id: str) -> list[dict]:
    with world.database.reading() as tx:
        bodies = tx.execute(select(Entry.body).where(Entry.round_id == round_id).order_by(Entry.position))
        return [orjson.loads(body) for (body,) in bodies]


@pytest.fixture
def round_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_round(tx, codes={"A1": None, "B2": None, "P1": 1, "P2": 2})


def test_an_accepted_bid_is_on_the_board_among_the_bids_and_in_the_record(world, round_id):
    [answer] = place(world, make_bid("A1", 714_000, NOON, round_id=round_id))

    board = read_board(world, round_id)
    with world.database.reading() as tx:
        bids = store.read_bids(tx, round_id)
    entry = entries(world, round_id)[-1]
    assert answer.accepted and answer.number == 1
    assert board.leader.bidder_code == "A1" and board.leader.amount == cny(714_000)
    assert bids == [answer]
    assert (entry["type"], entry["bid_number"], entry["amount_minor"]) == ("bid.accepted", 1, "71400000")


def test_a_refused_bid_of_an_admitted_bidder_is_recorded_with_its_reason(world, round_id):
    [answer] = place(world, make_bid("A1", 719_000, NOON, round_id=round_id))

    entry = entries(world, round_id)[-1]
    assert (answer.verdict, answer.number) == (engine.Reason.OFF_GRID, 1)
    assert (entry["type"], entry["reason"], entry["rule"]) == ("bid.refused", "off_grid", "R-41")
    assert read_board(world, round_id).leader is None


def test_a_stranger_is_answered_and_leaves_no_trace(world, round_id):
    before = entries(world, round_id)

    answers = place(
        world,
        make_bid("ZZ", 714_000, NOON, round_id=round_id),
        make_bid("A1", 714_000, NOON, round_id="nowhere"),
    )

    verdicts = [(answer.verdict, answer.number) for answer in answers]
    assert verdicts == [("not_admitted", 0), ("unknown_round", 0)]
    assert entries(world, round_id)[: len(before)] == before
    assert [e["type"] for e in entries(world, round_id)[len(before) :]] == ["lot.opened"]


def test_a_repeated_key_gets_the_first_answer_word_by_word(world, round_id):
    bid = make_bid("A1", 714_000, NOON, round_id=round_id)
    [first] = place(world, bid)
    place(world, make_bid("B2", 724_000, NOON + SECOND, round_id=round_id))

    again = place(world, bid._replace(received_at=NOON + 9 * SECOND), at=NOON + 9 * SECOND)

    assert again == [first]
    assert read_board(world, round_id).bid_number == 2


def test_a_repeated_key_within_one_batch_is_judged_once(world, round_id):
    bid = make_bid("A1", 714_000, NOON, round_id=round_id)

    first, second = place(world, bid, bid)

    assert first == second
    assert read_board(world, round_id).bid_number == 1


def test_a_repeated_key_with_another_amount_is_refused(world, round_id):
    place(world, make_bid("A1", 714_000, NOON, round_id=round_id, key="k"))

    [answer] = place(world, make_bid("A1", 724_000, NOON + SECOND, round_id=round_id, key="k"))

    assert (answer.verdict, answer.number) == ("idempotency_conflict", 0)
    assert read_board(world, round_id).bid_number == 1


def test_two_boards_are_judged_in_one_batch_and_answered_in_order(world, round_id):
    with world.database.transaction() as tx:
        other = make_round(tx, codes=["A1", "C3"], case_id=None)

    answers = place(
        world,
        make_bid("C3", 714_000, NOON, round_id=other),
        make_bid("A1", 714_000, NOON, round_id=round_id),
        make_bid("A1", 724_000, NOON, round_id=other),
    )

    assert [(a.round_id, a.number) for a in answers] == [(other, 1), (round_id, 1), (other, 2)]
    assert read_board(world, other).leader.bidder_code == "A1"
    assert read_board(world, round_id).leader.amount == cny(714_000)


def test_an_excluded_bidder_is_refused_at_once(world, round_id):
    with world.database.transaction() as tx:
        assert rounds.exclude(tx, round_id=round_id, bidder_code="A1", at=NOON)

    [answer] = place(world, make_bid("A1", 714_000, NOON, round_id=round_id))

    assert (answer.verdict, answer.number) == ("excluded", 1)


def test_a_due_round_is_opened_by_its_first_bid_when_the_clock_is_late(world, round_id):
    early, first = place(
        world,
        make_bid("B2", 714_000, OPENS_AT - timedelta(microseconds=1), round_id=round_id),
        make_bid("A1", 714_000, OPENS_AT, round_id=round_id),
    )

    types = [entry["type"] for entry in entries(world, round_id)]
    assert (early.verdict, first.verdict) == ("before_start", "accepted")
    assert types[-3:] == ["lot.opened", "bid.refused", "bid.accepted"]


def test_before_the_start_nothing_opens(world, round_id):
    at = OPENS_AT - SECOND

    [answer] = place(world, make_bid("A1", 714_000, at, round_id=round_id))

    assert answer.verdict == "before_start"
    assert read_board(world, round_id).state is State.SCHEDULED


def test_a_suspended_round_keeps_its_bids_and_its_time(world, round_id):
    place(world, make_bid("A1", 714_000, NOON, round_id=round_id))
    court_id = read_board(world, round_id).court_id
    stop = {"reason": "An objection is heard.", "legal_basis": "L1 art. 28", "actor": "judge"}
    stopped_at = CLOSES_AT - timedelta(hours=2, minutes=10)
    resumed_at = stopped_at + timedelta(days=3)

    with world.database.transaction() as tx:
        assert rounds.suspend(tx, round_id=round_id, court_id=court_id, at=stopped_at, **stop) is None
    [refused] = place(world, make_bid("B2", 724_000, stopped_at + SECOND, round_id=round_id))
    with world.database.transaction() as tx:
        assert rounds.resume(tx, round_id=round_id, court_id=court_id, actor="judge", at=resumed_at) is None
    [accepted] = place(world, make_bid("B2", 724_000, resumed_at + SECOND, round_id=round_id))

    board = read_board(world, round_id)
    assert refused.verdict == "suspended"
    assert accepted.accepted
    assert board.closes_at == resumed_at + timedelta(hours=2, minutes=10)
    assert board.bid_count == 2


def test_a_bid_stamped_in_time_is_late_once_the_hammer_has_fallen(world, round_id):
    place(world, make_bid("A1", 714_000, NOON, round_id=round_id))
    with world.database.transaction() as tx:
        assert service.close_due(tx, at=CLOSES_AT + engine.GRACE) == 1

    just_in_time = make_bid("B2", 724_000, CLOSES_AT - timedelta(microseconds=1), round_id=round_id)
    [answer] = place(world, just_in_time, at=CLOSES_AT + engine.GRACE)

    assert answer.verdict == "after_end"
    with world.database.reading() as tx:
        view = store.read_round(tx, round_id)
    assert (view.board.state, view.buyer_code) == (State.SOLD, "A1")
    assert (view.hammer_price, view.closed_at) == (cny(714_000), CLOSES_AT)


def test_the_hammer_waits_for_bids_in_flight(world, round_id):
    place(world, make_bid("A1", 714_000, NOON, round_id=round_id))

    with world.database.transaction() as tx:
        assert service.close_due(tx, at=CLOSES_AT + engine.GRACE - timedelta(microseconds=1)) == 0
    in_flight = make_bid("B2", 724_000, CLOSES_AT - timedelta(microseconds=1), round_id=round_id)
    [answer] = place(world, in_flight, at=CLOSES_AT + SECOND)

    assert answer.accepted and answer.extended
    with world.database.transaction() as tx:
        assert service.close_due(tx, at=CLOSES_AT + engine.GRACE) == 0


def test_a_round_without_bids_ends_unsold(world, round_id):
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)

    with world.database.transaction() as tx:
        assert service.close_due(tx, at=CLOSES_AT + engine.GRACE) == 1

    assert read_board(world, round_id).state is State.UNSOLD
    assert [entry["type"] for entry in entries(world, round_id)][-2:] == ["lot.closing", "lot.closed"]


def test_bids_that_waited_too_long_before_the_end_stop_the_round_instead(world, round_id):
    place(world, make_bid("A1", 714_000, NOON, round_id=round_id))
    honest = make_bid("B2", 724_000, CLOSES_AT - SECOND, round_id=round_id)

    [answer] = place(world, honest, at=CLOSES_AT + engine.GRACE + SECOND)
    with world.database.transaction() as tx:
        assert service.close_due(tx, at=CLOSES_AT + timedelta(seconds=5)) == 1

    board = read_board(world, round_id)
    assert answer.verdict == "after_end"
    assert board.state is State.SUSPENDED
    resumed_at = CLOSES_AT + timedelta(hours=1)
    with world.database.transaction() as tx:
        rounds.resume(tx, round_id=round_id, court_id=board.court_id, actor="judge", at=resumed_at)
    assert read_board(world, round_id).closes_at == resumed_at + timedelta(hours=1)


def test_the_unique_key_refuses_what_the_code_would_let_through(world, round_id):
    bid = make_bid("A1", 714_000, NOON, round_id=round_id)
    [answer] = place(world, bid)

    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        store.record_bids(tx, [answer._replace(number=2)])


def test_a_closed_round_can_be_closed_again_without_harm(world, round_id):
    place(world, make_bid("A1", 714_000, NOON, round_id=round_id))
    with world.database.transaction() as tx:
        service.close_due(tx, at=CLOSES_AT + engine.GRACE)
    told = entries(world, round_id)

    with world.database.transaction() as tx:
        assert service.close_due(tx, at=CLOSES_AT + timedelta(days=1)) == 0

    assert entries(world, round_id) == told
    with world.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM bids")).scalar_one() == 1
