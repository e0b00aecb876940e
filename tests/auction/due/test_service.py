"""Deadlines of real rounds are found from the record, kept, ended, and courts are told what is overdue."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, event, select, update

from auction.audit.tables import Entry
from auction.due import jobs, service, store
from auction.due.deadline import State
from auction.due.tables import CourtAlert, DueLine
from auction.kernel.refusal import Refusal
from auction.payments import jobs as payments_jobs
from auction.payments.tables import Payout
from auction.rounds import service as rounds
from auction.settlement import jobs as settlement_jobs
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round, make_terms

HOUR = timedelta(hours=1)


@pytest.fixture
def sale(world):
    """Give a round that is published, with two bidders whose deposits are here."""
    world.clock.set(OPENS_AT - HOUR)
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    return world, court_id, round_id, money.enrol_paid(world, round_id, ("王伟", "Li Na"))


def follow(world, at):
    world.clock.set(at)
    jobs.follow_the_record(world)


def states(world, court_id, at):
    with world.database.reading() as tx:
        lines = [store._read(row) for row in tx.scalars(select(DueLine).where(DueLine.court_id == court_id))]
    return {line.name: line.state(at) for line in lines}


def open_round(world, round_id):
    world.clock.set(OPENS_AT)
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)


def pay_out(world):
    settlement_jobs.settle_closed_rounds(world)
    for job in payments_jobs.JOBS:
        job(world)


def test_deadlines_of_a_sale_begin_and_end_as_the_record_says(sale):
    world, court_id, round_id, bidders = sale
    follow(world, OPENS_AT - HOUR)
    assert states(world, court_id, OPENS_AT - HOUR) == {"opening": State.DUE}

    open_round(world, round_id)
    follow(world, OPENS_AT)
    assert states(world, court_id, OPENS_AT) == {"opening": State.DONE, "closing": State.DUE}

    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=bidders[0], price=cny(744_000))
    follow(world, CLOSES_AT)
    running = states(world, court_id, CLOSES_AT)
    assert running["closing"] is State.DONE
    assert {running[name] for name in ("deposits_back", "deposit_to_case", "balance")} == {State.DUE}

    world.clock.set(CLOSES_AT + HOUR)
    pay_out(world)
    follow(world, CLOSES_AT + HOUR)
    later = states(world, court_id, CLOSES_AT + HOUR)
    assert (later["deposits_back"], later["deposit_to_case"]) == (State.DONE, State.DONE)
    assert later["balance"] is State.DUE


def test_lines_that_were_thrown_away_are_found_again_just_so(sale):
    world, _, round_id, bidders = sale
    open_round(world, round_id)
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=bidders[0], price=cny(744_000))
    follow(world, CLOSES_AT)
    with world.database.transaction() as tx:
        before = set(store._lines(tx, select(DueLine)))
        tx.execute(delete(DueLine))
        store.save_position(tx, 0)

    follow(world, CLOSES_AT)

    with world.database.reading() as tx:
        assert set(store._lines(tx, select(DueLine))) == before


def test_a_quiet_tick_writes_nothing(sale):
    world, *_ = sale
    follow(world, OPENS_AT - HOUR)
    follow(world, OPENS_AT - HOUR / 2)
    said = []
    event.listen(
        world.database.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement)
    )

    assert jobs.follow_the_record(world) == 0
    assert jobs.raise_alarms(world) == 0

    assert said
    assert not [each for each in said if each.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_court_is_told_once_what_is_overdue_and_somebody_sees_it(sale):
    world, court_id, round_id, bidders = sale
    open_round(world, round_id)
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=bidders[0], price=cny(744_000))
    pay_out(world)
    late = CLOSES_AT + timedelta(days=15)
    follow(world, late - timedelta(seconds=1))
    assert jobs.raise_alarms(world) == 0

    world.clock.set(late)
    assert jobs.raise_alarms(world) == 1
    assert jobs.raise_alarms(world) == 0

    with world.database.transaction() as tx:
        (alert,) = store.alerts(tx, court_id)
        assert (alert.name, alert.rule, alert.since_at) == ("balance", "R-63", late)
        assert store.unseen_count(tx, court_id) == 1
        assert service.see_alarm(tx, alert_id=alert.id, court_id=court_id, by="judge", at=late) is None
        assert service.see_alarm(tx, alert_id=alert.id, court_id=court_id, by="clerk", at=late + HOUR) is None
    with world.database.reading() as tx:
        assert store.unseen_count(tx, court_id) == 0
        assert tx.scalars(select(CourtAlert.seen_by)).all() == ["judge"]
        entries = tx.scalars(select(Entry.body).where(Entry.kind == "court.alerted").order_by(Entry.position))
        raised, seen = (json.loads(body) for body in entries)
    assert (raised["alert"], seen["seen_by"]) == ("balance", "judge")


def test_a_line_that_lags_behind_the_record_is_no_alarm(sale):
    world, court_id, round_id, _ = sale
    follow(world, OPENS_AT - HOUR)
    open_round(world, round_id)

    world.clock.set(OPENS_AT + HOUR)
    assert jobs.raise_alarms(world) == 0

    with world.database.reading() as tx:
        assert store.alerts(tx, court_id) == []


def test_another_court_has_no_such_alarm(sale):
    world, *_ = sale
    with world.database.transaction() as tx:
        refused = service.see_alarm(tx, alert_id="x", court_id="other", by="judge", at=OPENS_AT)

    assert isinstance(refused, Refusal)


@pytest.mark.parametrize(
    ("state", "is_done"),
    [("PENDING", False), ("UNKNOWN", False), ("UNDER_WAY", False), ("REFUSED", False), ("SENT", True)],
)
@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_deposit_is_back_only_when_it_was_sent(sale, state, is_done):
    world, court_id, round_id, bidders = sale
    open_round(world, round_id)
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=bidders[0], price=cny(744_000))
    settlement_jobs.settle_closed_rounds(world)
    receipt = {"receipt": "r1", "sent_at": CLOSES_AT} if is_done else {}
    with world.database.transaction() as tx:
        tx.execute(update(Payout).where(Payout.kind == "REFUND").values(state=state, **receipt))

    follow(world, CLOSES_AT + HOUR)

    assert states(world, court_id, CLOSES_AT + HOUR)["deposits_back"] is (
        State.DONE if is_done else State.DUE
    )
