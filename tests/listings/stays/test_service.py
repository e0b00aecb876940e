"""What two people decide about a running sale happens, or is refused before anything is written."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from auction.approvals import service as approvals
from auction.approvals import store as proposals
from auction.approvals.proposal import Subject
from auction.audit.tables import Entry
from auction.cases.tables import Claim
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.lifecycle import State
from listings.grounds import Grounds
from listings.stays import service
from listings.stays.acts import ACTS
from tests.support.listings import AT, CLERK, JUDGE, MadeLot, make_published_lot

OPENS_AT = AT + timedelta(days=30)
CLOSES_AT = OPENS_AT + timedelta(days=1)
NOON = OPENS_AT + timedelta(hours=2)
DAY = timedelta(days=1)
WHY = {"reason": "A third party objects.", "legal_basis": "CPL art. 267"}
STOP = {"kind": "suspension", "ground": "third_party_claim", **WHY}
BY_NAME = {act.name: act for act in ACTS}


@pytest.fixture
def lot(sqlite_world: World) -> MadeLot:
    with sqlite_world.database.transaction() as tx:
        return make_published_lot(tx, opens_at=OPENS_AT, closes_at=CLOSES_AT)


def subject_of(lot: MadeLot) -> Subject:
    return Subject(lot.court_id, lot.case_id, lot.lot_id, lot.round_id)


def decide(world: World, lot: MadeLot, name: str, content: dict, at) -> tuple:
    """Let the clerk propose and the judge approve; return what stood against it."""
    act, subject, proposal_id = BY_NAME[name], subject_of(lot), new_id()
    with world.database.transaction() as tx:
        noes = act.check(tx, subject, content, at)
        if noes:
            return noes
        asked = approvals.propose(
            tx, proposal_id=proposal_id, act=name, subject=subject, content=content, by=CLERK, at=at
        )
        assert asked is None
        found = proposals.proposal(tx, proposal_id, lot.court_id)
        return approvals.approve(
            tx, act=act, proposal_id=proposal_id, court_id=lot.court_id, hash_read=found.content_hash,
            by=JUDGE, at=at,
        )  # fmt: skip


def board(world: World, lot: MadeLot):
    with world.database.reading() as tx:
        return store.read_round(tx, lot.round_id)


def entries(world: World, lot: MadeLot) -> list[dict]:
    with world.database.reading() as tx:
        query = select(Entry.body).where(Entry.lot_id == lot.lot_id).order_by(Entry.number)
        return [orjson.loads(body) for body in tx.scalars(query)]


def resumption(resumes_at) -> dict:
    told = {"resumes_at": resumes_at.isoformat(), "ended_on": "2026-02-04", "last_day": "2026-02-09"}
    return {**told, "is_late": False, **WHY}


def test_two_people_stop_a_round_and_set_when_it_goes_on(sqlite_world, lot):
    resumes_at = NOON + 3 * DAY

    assert decide(sqlite_world, lot, "round.suspend", STOP, NOON) == ()
    stopped = board(sqlite_world, lot)
    too_soon = decide(sqlite_world, lot, "round.resume", resumption(NOON + DAY), NOON + timedelta(seconds=1))
    assert decide(sqlite_world, lot, "round.resume", resumption(resumes_at), NOON + DAY) == ()

    assert (stopped.board.state, stopped.stay_kind, stopped.state_ground) == (
        State.SUSPENDED,
        "suspension",
        "third_party_claim",
    )
    assert [refusal.rule for refusal in too_soon] == ["R-55"]
    assert board(sqlite_world, lot).board.resumes_at == resumes_at
    told = entries(sqlite_world, lot)
    assert [entry["type"] for entry in told][-7:] == [
        "proposal.made",
        "lot.opened",
        "lot.suspended",
        "approval",
        "proposal.made",
        "lot.resumption_set",
        "approval",
    ]
    (is_set,) = [entry for entry in told if entry["type"] == "lot.resumption_set"]
    assert (is_set["ended_on"], is_set["last_day"], is_set["actor"]) == ("2026-02-04", "2026-02-09", JUDGE)


@pytest.mark.parametrize(
    ("name", "content", "at", "rule"),
    [
        pytest.param("round.suspend", STOP, OPENS_AT - DAY, "R-53", id="R-53/70"),
        pytest.param("round.suspend", STOP, CLOSES_AT, "R-53", id="R-53/71"),
        pytest.param("round.resume", resumption(NOON + 2 * DAY), NOON, "R-55", id="R-55/40"),
        pytest.param("round.withdraw", {"ground": "settled", **WHY}, OPENS_AT, "R-56", id="R-56/40"),
        pytest.param("round.withdraw", {"ground": "terminated", **WHY}, AT, "R-56", id="R-56/41"),
    ],
)
def test_what_the_law_does_not_allow_is_not_even_proposed(sqlite_world, lot, name, content, at, rule):
    before = entries(sqlite_world, lot)

    noes = decide(sqlite_world, lot, name, content, at)

    assert [refusal.rule for refusal in noes] == [rule]
    assert entries(sqlite_world, lot) == before


def test_a_stop_that_came_too_late_is_refused_when_it_is_approved(sqlite_world, lot):
    with sqlite_world.database.transaction() as tx:
        approvals.propose(
            tx, proposal_id="p" * 32, act="round.suspend", subject=subject_of(lot), content=STOP,
            by=CLERK, at=CLOSES_AT - timedelta(hours=1),
        )  # fmt: skip
        found = proposals.proposal(tx, "p" * 32, lot.court_id)
        noes = approvals.approve(
            tx, act=BY_NAME["round.suspend"], proposal_id=found.id, court_id=lot.court_id,
            hash_read=found.content_hash, by=JUDGE, at=CLOSES_AT,
        )  # fmt: skip

    assert [refusal.rule for refusal in noes] == ["R-53"]
    assert board(sqlite_world, lot).board.state is State.OPEN


def test_a_round_of_another_court_is_not_there(sqlite_world, lot):
    other = Subject("x" * 32, lot.case_id, lot.lot_id, lot.round_id)

    with sqlite_world.database.transaction() as tx:
        for act, content in (("round.suspend", STOP), ("round.resume", resumption(NOON + 2 * DAY))):
            (refusal,) = BY_NAME[act].check(tx, other, content, NOON)
            assert str(refusal.reason) == "round_unknown"


def claim(world: World, lot: MadeLot, kind: str, amount_minor: int) -> None:
    with world.database.transaction() as tx:
        told = {"kind": kind, "subject": kind, "amount_minor": amount_minor, "currency": "CNY"}
        tx.add(Claim(id=new_id(), case_id=lot.case_id, **told))


def paid(received_minor: int) -> dict:
    return {
        "ground": "debt_paid", **WHY, "received_minor": str(received_minor), "interest_minor": "0",
        "currency": "CNY", "received_on": "2026-02-03", "is_duty": True, "other_lots": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("received_minor", "rules"),
    [
        pytest.param(30_260_000, [], id="R-57/40"),
        pytest.param(30_259_999, ["R-57/NOT_ENOUGH"], id="R-57/41"),
        pytest.param(30_000_000, ["R-57/NOT_ENOUGH"], id="R-57/42"),
    ],
)
def test_a_paid_debt_frees_the_property_and_is_in_the_record(sqlite_world, lot, received_minor, rules):
    claim(sqlite_world, lot, "CLAIM", 30_000_000)
    claim(sqlite_world, lot, "COST", 260_000)

    noes = decide(sqlite_world, lot, "round.withdraw", paid(received_minor), OPENS_AT - DAY)

    assert [refusal.rule for refusal in noes] == rules
    state = board(sqlite_world, lot).board.state
    found = [entry for entry in entries(sqlite_world, lot) if entry["type"] in ("debt.paid", "lot.withdrawn")]
    if rules:
        assert (state, found) == (State.SCHEDULED, [])
        return
    assert state is State.WITHDRAWN
    assert [entry["type"] for entry in found] == ["debt.paid", "lot.withdrawn"]
    assert (found[0]["received_minor"], found[0]["owed_minor"], found[0]["received_on"]) == (
        "30260000",
        "30260000",
        "2026-02-03",
    )


def test_the_other_lots_of_the_case_are_named(sqlite_world, lot):
    with sqlite_world.database.transaction() as tx:
        make_published_lot(
            tx,
            opens_at=OPENS_AT,
            closes_at=CLOSES_AT + timedelta(hours=1),
            case_id=lot.case_id,
            title="A press",
        )

    with sqlite_world.database.reading() as tx:
        found = service.other_live_lots(tx, court_id=lot.court_id, case_id=lot.case_id, lot_id=lot.lot_id)
        assert found == ("A press",)


def test_one_judge_stops_a_round_at_once_and_reports_it_once(sqlite_world, lot):
    grounds = Grounds("Bids are made for others.", "L1 §28", "bidding_suspect")
    subject, later = subject_of(lot), NOON + timedelta(minutes=14)
    told = {"subject": subject, "actor": JUDGE}

    with sqlite_world.database.transaction() as tx:
        assert service.report(tx, **told, what="Early.", at=NOON).rule == "R-54"
        assert service.stop_at_once(tx, **told, grounds=grounds, at=NOON) is None
    stopped = board(sqlite_world, lot)
    with sqlite_world.database.transaction() as tx:
        assert service.report(tx, **told, what="", at=later).rule == "R-54"
        assert service.report(tx, **told, what="Five codes bid in turns.", at=later) is None
        again = service.report(tx, **told, what="Five codes bid in turns.", at=later)

    assert (stopped.stay_kind, stopped.report_due_at) == ("emergency", NOON + timedelta(minutes=15))
    assert str(again.reason) == "incident_nothing_to_report"
    assert board(sqlite_world, lot).report_due_at is None
    (entry,) = [entry for entry in entries(sqlite_world, lot) if entry["type"] == "incident.reported"]
    assert (entry["reason"], entry["in_time"], entry["rounds"]) == (
        "Five codes bid in turns.",
        True,
        [lot.round_id],
    )
