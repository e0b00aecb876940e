"""Acts on a round are recorded with their grounds, once, within the own court."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.world import World
from auction.rounds import course, service, store
from auction.rounds.lifecycle import Reason as MoveReason
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold
from auction.rules.grounds import StayKind
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round

NOON = OPENS_AT + timedelta(hours=2)
GROUNDS = {"reason": "An objection is heard.", "legal_basis": "L1 art. 28", "actor": "acc1"}


@pytest.fixture
def round_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_round(tx)


def court_of(world: World, round_id: str) -> str:
    with world.database.reading() as tx:
        return store.read_board(tx, round_id).court_id


def told(world: World, round_id: str) -> list[dict]:
    with world.database.reading() as tx:
        bodies = tx.scalars(select(Entry.body).where(Entry.round_id == round_id).order_by(Entry.position))
        return [orjson.loads(body) for body in bodies]


def act(world: World, name: str, round_id: str, *, at=NOON, court_id: str = "", **grounds: str):
    with world.database.transaction() as tx:
        return getattr(service, name)(
            tx,
            round_id=round_id,
            court_id=court_id or court_of(world, round_id),
            at=at,
            **{**GROUNDS, **grounds},
        )


def view(world: World, round_id: str):
    with world.database.reading() as tx:
        return store.read_round(tx, round_id)


def test_publication_is_recorded_with_terms_and_rule_set(world, round_id):
    [entry] = told(world, round_id)

    assert entry["type"] == "lot.published"
    assert (entry["rule_set"], entry["rule_set_version"]) == ("cn-2016-18", 1)
    assert (entry["starting_price_minor"], entry["currency"]) == ("71400000", "CNY")
    assert entry["extension_window_s"] == 300


def test_due_rounds_open_once(world, round_id):
    with world.database.transaction() as tx:
        assert service.open_due(tx, at=OPENS_AT) == 1
        assert service.open_due(tx, at=OPENS_AT) == 0

    assert [entry["type"] for entry in told(world, round_id)] == ["lot.published", "lot.opened"]


def test_a_stay_is_public_with_reason_basis_and_actor(world, round_id):
    assert act(world, "suspend", round_id) is None

    entry = told(world, round_id)[-1]
    assert (entry["type"], entry["reason"], entry["legal_basis"], entry["actor"]) == (
        "lot.suspended",
        *GROUNDS.values(),
    )
    assert view(world, round_id).state_reason == GROUNDS["reason"]
    assert entry["remaining_ms"] == 22 * 3_600_000


def test_a_resumed_round_shows_no_old_reason(world, round_id):
    act(world, "suspend", round_id)

    assert act(world, "resume", round_id, at=NOON + timedelta(days=1), reason="") is None

    after = view(world, round_id)
    assert (after.board.state, after.state_reason) == (State.OPEN, "")
    assert after.board.closes_at == CLOSES_AT + timedelta(days=1)
    assert told(world, round_id)[-1]["type"] == "lot.resumed"


def test_a_set_moment_lets_the_round_go_on_whoever_comes_first(world, round_id):
    act(world, "suspend", round_id, kind=StayKind.SUSPENSION)
    stopped = view(world, round_id)
    resumes_at = NOON + timedelta(days=2)

    assert act(world, "set_resumption", round_id, at=NOON + timedelta(days=1), resumes_at=resumes_at) is None

    assert stopped.stay_kind == "suspension"
    assert stopped.board.stopped_at == stopped.board.sequenced_at
    waiting = view(world, round_id)
    assert (waiting.board.resumes_at, waiting.state_reason) == (resumes_at, GROUNDS["reason"])
    with world.database.transaction() as tx:
        assert service.open_due(tx, at=resumes_at - timedelta(microseconds=1)) == 0
        assert service.open_due(tx, at=resumes_at + timedelta(seconds=1)) == 1
        assert service.open_due(tx, at=resumes_at + timedelta(seconds=2)) == 0
    after = view(world, round_id)
    assert (after.board.state, after.board.closes_at) == (State.OPEN, resumes_at + timedelta(hours=22))
    assert (after.state_reason, after.stay_kind, after.board.resumes_at) == ("", "", None)
    suspended, is_set, resumed = told(world, round_id)[-3:]
    assert [suspended["type"], is_set["type"], resumed["type"]] == [
        "lot.suspended",
        "lot.resumption_set",
        "lot.resumed",
    ]
    assert suspended["kind"] == "suspension"
    assert is_set["resumes_at"] == resumed["resumes_at"]


def test_a_round_due_but_not_yet_opened_is_suspended_as_the_open_round_it_is(world, round_id):
    assert act(world, "suspend", round_id, at=OPENS_AT) is None

    assert [entry["type"] for entry in told(world, round_id)][-2:] == ["lot.opened", "lot.suspended"]


@pytest.mark.parametrize(
    ("name", "at", "grounds", "reason"),
    [
        ("suspend", OPENS_AT - timedelta(microseconds=1), {}, MoveReason.MOVE_NOT_PERMITTED),
        ("suspend", NOON, {"reason": " "}, course.Reason.GROUNDS_MISSING),
        ("suspend", NOON, {"legal_basis": ""}, course.Reason.GROUNDS_MISSING),
        ("suspend", NOON, {"court_id": "another"}, course.Reason.ROUND_UNKNOWN),
        ("resume", NOON, {}, course.Reason.NOT_SUSPENDED),
        ("resume", NOON, {"court_id": "another"}, course.Reason.ROUND_UNKNOWN),
        ("set_resumption", NOON, {"resumes_at": CLOSES_AT}, course.Reason.NOT_SUSPENDED),
        ("set_resumption", NOON, {"resumes_at": NOON, "court_id": "b"}, course.Reason.ROUND_UNKNOWN),
        ("withdraw", OPENS_AT, {}, course.Reason.BIDDING_HAS_BEGUN),
        ("withdraw", OPENS_AT - timedelta(days=1), {"reason": ""}, course.Reason.GROUNDS_MISSING),
        ("withdraw", OPENS_AT - timedelta(days=1), {"court_id": "another"}, course.Reason.ROUND_UNKNOWN),
    ],
)
def test_a_refused_act_says_why_and_leaves_no_entry_of_itself(world, round_id, name, at, grounds, reason):
    refusal = act(world, name, round_id, at=at, **grounds)

    assert refusal.reason == reason
    assert {entry["type"] for entry in told(world, round_id)} <= {"lot.published", "lot.opened"}


def test_a_round_is_withdrawn_before_its_start(world, round_id):
    assert act(world, "withdraw", round_id, at=OPENS_AT - timedelta(days=1)) is None

    assert view(world, round_id).board.state is State.WITHDRAWN
    assert told(world, round_id)[-1]["type"] == "lot.withdrawn"


def test_codes_are_admitted_with_their_rank_and_excluded_once(world, round_id):
    with world.database.transaction() as tx:
        service.admit(tx, round_id=round_id, bidder_code="P1", rank=1, at=NOON)
        assert service.exclude(tx, round_id=round_id, bidder_code="P1", at=NOON, reason="R-36")
        assert not service.exclude(tx, round_id=round_id, bidder_code="P1", at=NOON)

    admitted, excluded = told(world, round_id)[-2:]
    assert (admitted["type"], admitted["bidder_code"], admitted["rank"]) == ("bidder.admitted", "P1", 1)
    assert (excluded["type"], excluded["reason"]) == ("bidder.excluded", "R-36")


def test_a_rank_that_came_later_counts_and_is_recorded(world, round_id):
    with world.database.transaction() as tx:
        service.admit(tx, round_id=round_id, bidder_code="B7K2M", rank=None, at=NOON)
        service.give_rank(tx, round_id=round_id, bidder_code="B7K2M", rank=1, at=NOON)
        line = store.roster_line(tx, round_id, "B7K2M")

    assert line is not None and line.rank == 1
    last = told(world, round_id)[-1]
    assert (last["type"], last["bidder_code"], last["rank"]) == ("priority.applied", "B7K2M", 1)


def test_a_sold_round_is_paid_late_and_settled_once(world, round_id):
    with world.database.transaction() as tx:
        service.open_due(tx, at=OPENS_AT)
        board = store.lock_board(tx, round_id)
        service.record_outcomes(tx, ended=[(board, Sold("A1", cny(714_000), CLOSES_AT))], at=CLOSES_AT)
        marks = [
            service.mark_settled(tx, round_id=round_id, at=CLOSES_AT),
            service.mark_overdue(tx, round_id=round_id, at=CLOSES_AT),
            service.mark_paid(tx, round_id=round_id, at=CLOSES_AT),
            service.mark_paid(tx, round_id=round_id, at=CLOSES_AT),
            service.mark_settled(tx, round_id=round_id, at=CLOSES_AT),
        ]

    assert [refusal is None for refusal in marks] == [False, True, True, False, True]
    after = view(world, round_id)
    assert (after.board.state, after.hammer_price) == (State.SETTLED, cny(714_000))
