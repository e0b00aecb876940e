"""Deadlines are found from facts alone: when they begin, when they end, when nobody is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auction.due.deadline import Actor, Deadline, Fact, State, running
from auction.due.deadline_rows import ROW_OF, ROWS

SHANGHAI = "Asia/Shanghai"
SECOND = timedelta(seconds=1)


def cn(text: str) -> datetime:
    """Return a time of the court, as UTC."""
    return (datetime.fromisoformat(text) - timedelta(hours=8)).replace(tzinfo=UTC)


def iso(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def fact(kind: str, at: datetime, round_id: str = "r1", /, **told: object) -> Fact:
    ids = {"court_id": "c1", "case_id": "k1", "lot_id": "l1"}
    return Fact(kind, at, told, **ids, round_id=round_id)


def published(kind: str = "FIRST", round_id: str = "r1", /, **told: str) -> Fact:
    terms = {
        "rule_set": "cn-2016-18",
        "rule_set_version": 1,
        "opens_at": iso(cn("2026-03-31 10:00")),
        "closes_at": iso(cn("2026-04-01 10:00")),
        "balance_due_at": iso(cn("2026-04-11 10:00")),
    }
    return fact("lot.published", cn("2026-03-01 09:00"), round_id, kind=kind, **terms | told)


def step(name: str, on: str) -> Fact:
    return fact("valuation.noted", cn(f"{on} 11:00"), "", step=name, on=on)


def closed(outcome: str, at: datetime, round_id: str = "r1") -> Fact:
    return fact("lot.closed", at + SECOND, round_id, outcome=outcome, closed_at=iso(at))


def only(name: str, facts: list[Fact]) -> Deadline:
    (found,) = running(facts, [ROW_OF[name]], time_zone=SHANGHAI)
    return found


FAILED = [published(), closed("unsold", cn("2026-04-01 10:00"))]
SOLD = [published(), closed("sold", cn("2026-04-01 10:04:59"))]


@pytest.mark.parametrize(
    ("name", "facts", "last_on"),
    [
        # Seized on 5 January: begun by 4 February, overdue by one day on the 5th.
        pytest.param(
            "valuation_begins",
            [fact("asset.seized", cn("2026-01-06 08:00"), seized_on="2026-01-05")],
            "2026-02-04",
            id="R-10/81",
        ),
        pytest.param("inquiry_reports", [step("inquiry_asked", "2026-03-02")], "2026-03-05", id="R-12/81"),
        pytest.param(
            "inquiry_reports",
            [step("inquiry_asked", "2026-03-02"), step("inquiry_extended", "2026-03-05")],
            "2026-03-09",
            id="R-12/82",
        ),
        pytest.param(
            "appraisal_report", [step("appraisal_commissioned", "2026-03-01")], "2026-03-31", id="R-13/81"
        ),
        pytest.param(
            "appraisal_report",
            [
                step("appraisal_commissioned", "2026-03-01"),
                step("appraisal_extended", "2026-03-20"),
                step("appraisal_extended", "2026-04-08"),
            ],
            "2026-04-30",
            id="R-13/82",
        ),
        pytest.param("report_sent", [step("appraisal_delivered", "2026-03-30")], "2026-04-02", id="R-14/81"),
        # Posted on 1 April, it counts as received on the 16th.
        pytest.param("deemed_received", [step("report_posted", "2026-04-01")], "2026-04-16", id="R-14/84"),
        pytest.param("creditor_elects", [step("creditor_told", "2026-04-01")], "2026-04-07", id="R-19/81"),
        pytest.param("objection", [step("deemed_received", "2026-04-16")], "2026-04-21", id="R-14/82"),
        pytest.param("objection_answered", [step("objection", "2026-04-21")], "2026-04-27", id="R-14/83"),
        pytest.param(
            "price_valid",
            [fact("reference_price.fixed", cn("2025-07-01 09:00"), valid_until="2026-06-30")],
            "2026-06-30",
            id="R-15/81",
        ),
        pytest.param(
            "goes_on_in_time",
            [fact("lot.resumption_set", cn("2026-04-06 09:00"), resumes_at="", last_day="2026-04-10")],
            "2026-04-10",
            id="R-55/81",
        ),
        # Thirty days after 1 April is a holiday: one aims at it, and the law waits for the working day.
        pytest.param("second_round", FAILED, "2026-05-06", id="R-69/1"),
    ],
)
def test_a_time_in_days_ends_with_its_last_day(name, facts, last_on):
    found = only(name, facts)

    last = cn(f"{last_on} 00:00") + timedelta(days=1)
    assert found.due_at == last
    assert found.state(last - SECOND) is State.DUE
    assert found.state(last) is (State.VOID if found.lapses else State.OVERDUE)


def test_one_aims_at_the_day_before_it_moves():
    assert only("second_round", FAILED).aimed_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("name", "facts", "due_at"),
    [
        pytest.param("opening", [published()], cn("2026-03-31 10:00"), id="R-22/81"),
        pytest.param("deposits_back", SOLD, cn("2026-04-02 10:04:59"), id="R-61/1"),
        pytest.param("deposits_back", FAILED, cn("2026-04-02 10:00"), id="R-61/2"),
        pytest.param(
            "deposits_back",
            [published(), fact("lot.withdrawn", cn("2026-03-30 15:00"))],
            cn("2026-03-31 15:00"),
            id="R-56/81",
        ),
        pytest.param("deposit_to_case", SOLD, cn("2026-04-02 10:04:59"), id="R-62/1"),
        pytest.param("balance", SOLD, cn("2026-04-11 10:00"), id="R-63/1"),
        pytest.param(
            "second_person",
            [
                fact(
                    "proposal.made",
                    cn("2026-03-02 09:00"),
                    proposal_id="p1",
                    expires_at=iso(cn("2026-03-03 09:00")),
                )
            ],
            cn("2026-03-03 09:00"),
            id="R-05/81",
        ),
        pytest.param(
            "emergency_report",
            [fact("lot.suspended", cn("2026-03-31 10:31:07"), kind="emergency")],
            cn("2026-03-31 10:46:07"),
            id="R-54/81",
        ),
        pytest.param(
            "goes_on",
            [fact("lot.resumption_set", cn("2026-04-06 09:00"), resumes_at=iso(cn("2026-04-08 10:00")))],
            cn("2026-04-08 10:00"),
            id="R-55/82",
        ),
    ],
)
def test_a_time_by_the_clock_ends_to_the_second_and_never_moves_to_a_working_day(name, facts, due_at):
    found = only(name, facts)

    assert found.due_at == due_at
    assert found.state(due_at - SECOND) is State.DUE
    late = due_at + ROW_OF[name].grace
    assert found.state(late) is (State.VOID if found.lapses else State.OVERDUE)


@pytest.mark.parametrize(
    ("name", "facts", "done_by"),
    [
        pytest.param(
            "valuation_begins",
            [fact("asset.seized", cn("2026-01-05 08:00"), seized_on="2026-01-05")],
            step("begun", "2026-02-04"),
            id="R-10/82",
        ),
        pytest.param("deposits_back", SOLD, ("payouts.sent", "DEPOSIT_RETURNED"), id="R-61/3"),
        pytest.param("deposit_to_case", SOLD, ("payouts.sent", "DEPOSIT_APPLIED"), id="R-62/2"),
        pytest.param("balance", SOLD, ("settlement.posted", "BALANCE_APPLIED"), id="R-63/2"),
    ],
)
def test_what_is_done_is_done_from_then_on(name, facts, done_by):
    end = cn("2026-04-02 09:00")
    done = fact(done_by[0], end, purpose=done_by[1]) if isinstance(done_by, tuple) else done_by

    found = only(name, [*facts, done])

    assert found.state(done.at) is State.DONE
    assert found.state(done.at - SECOND) is State.DUE
    assert not found.was_late


def test_what_is_done_too_late_is_done_and_was_late():
    late = fact("payouts.sent", cn("2026-04-02 10:05:00"), purpose="DEPOSIT_RETURNED")

    found = only("deposits_back", [*SOLD, late])

    assert found.state(late.at) is State.DONE
    assert found.was_late


def test_a_first_round_without_a_buyer_calls_for_a_second_and_its_opening_ends_that():
    second = published("SECOND", "r2")
    opened = fact("lot.opened", cn("2026-04-30 10:00"), "r2", closes_at=iso(cn("2026-05-01 10:00")))

    assert only("second_round", FAILED).state(cn("2026-04-30 10:00")) is State.DUE
    assert only("second_round", [*FAILED, second, opened]).state(opened.at) is State.DONE


@pytest.mark.parametrize("kind", ["stay", "suspension", "platform"])
def test_only_a_stop_in_an_emergency_is_reported_within_minutes(kind):
    stopped = fact("lot.suspended", cn("2026-03-31 10:31:07"), kind=kind)

    assert running([stopped], [ROW_OF["emergency_report"]], time_zone=SHANGHAI) == ()


@pytest.mark.parametrize("facts", [SOLD, [published("SECOND"), closed("unsold", cn("2026-04-01 10:00"))]])
def test_no_other_end_calls_for_a_second_round(facts):
    assert running(facts, [ROW_OF["second_round"]], time_zone=SHANGHAI) == ()


def test_the_end_moves_with_the_bids_stops_with_a_stay_and_begins_anew():
    end, later, resumed = cn("2026-04-01 10:00"), cn("2026-04-01 10:04"), cn("2026-04-06 11:00")
    opened = fact("lot.opened", cn("2026-03-31 10:00"), closes_at=iso(end))
    bid = fact("bid.accepted", cn("2026-04-01 09:59"), closes_at=iso(later))
    stopped = fact("lot.suspended", cn("2026-04-01 10:01"))
    gone_on = fact("lot.resumed", cn("2026-04-06 10:00"), closes_at=iso(resumed))

    assert only("closing", [opened]).due_at == end
    assert only("closing", [opened, bid]).due_at == later
    assert only("closing", [opened, bid, stopped]).state(stopped.at) is State.VOID
    before, after = running([opened, bid, stopped, gone_on], [ROW_OF["closing"]], time_zone=SHANGHAI)
    assert (before.state(gone_on.at), after.due_at) == (State.VOID, resumed)


def test_what_must_be_done_by_somebody_names_an_article_or_is_told_in_a_notice():
    found = running([*SOLD, *FAILED], ROWS, time_zone=SHANGHAI)

    assert {each.article for each in found if each.name in ("deposits_back", "second_round")} == {
        "L1 §23",
        "L1 §26",
    }


KINDS = sorted(
    {when.kind for row in ROWS for when in (*(when for when, _ in row.begins), *row.done, *row.void)}
)
SAID = {
    "outcome": ("sold", "unsold"),
    "purpose": ("DEPOSIT_RETURNED", "DEPOSIT_APPLIED", "BALANCE_APPLIED"),
    "step": (
        *("begun", "inquiry_asked", "inquiry_extended", "appraisal_commissioned", "appraisal_extended"),
        *("inquiry_delivered", "appraisal_delivered", "received", "report_sent", "objection", "answered"),
    ),
    "proposal_id": ("p1", "p2"),
    "kind": ("FIRST", "SECOND"),
}
TIMES = st.integers(0, 400).map(lambda hours: cn("2026-03-01 00:00") + timedelta(hours=hours))


@st.composite
def some_facts(draw: st.DrawFn) -> list[Fact]:
    facts = []
    for number in range(draw(st.integers(0, 25))):
        told: dict[str, object] = {name: draw(st.sampled_from(values)) for name, values in SAID.items()}
        told |= {name: iso(draw(TIMES)) for name in ("opens_at", "closes_at", "balance_due_at", "resumes_at")}
        told |= {"expires_at": iso(draw(TIMES)), "last_day": "2026-04-10", "valid_until": "2026-06-30"}
        told |= {"rule_set": "cn-2016-18", "rule_set_version": 1}
        kind, round_id = draw(st.sampled_from(KINDS)), draw(st.sampled_from(("r1", "r2")))
        at = draw(TIMES)
        facts.append(Fact(kind, at, told, "c1", "k1", "l1", round_id, number))
    return facts


@settings(max_examples=40)
@given(some_facts(), TIMES, st.randoms())
def test_the_same_facts_give_the_same_deadlines_and_each_is_in_one_state(facts, at, chance):
    shuffled = list(facts)
    chance.shuffle(shuffled)

    found = running(facts, ROWS, time_zone=SHANGHAI)

    assert running(shuffled, ROWS, time_zone=SHANGHAI) == found
    assert all(each.state(at) in State for each in found)
    assert all(sum(time is not None for time in (each.done_at, each.void_at)) <= 1 for each in found)


@settings(max_examples=40)
@given(some_facts(), TIMES)
def test_no_deadline_is_lost_when_more_happens(facts, at):
    told = sorted((each for each in facts if each.at <= at), key=lambda each: (each.at, each.number))

    before = running(told, ROWS, time_zone=SHANGHAI)
    after = running(facts, ROWS, time_zone=SHANGHAI)

    begun = {(each.name, each.key, each.begun_at) for each in after}
    assert {(each.name, each.key, each.begun_at) for each in before} <= begun
    # What was ended stays ended, at the moment at which it was.
    ended = {(each.name, each.key, each.begun_at, each.done_at, each.void_at) for each in after}
    assert {
        (each.name, each.key, each.begun_at, each.done_at, each.void_at)
        for each in before
        if not each.is_open
    } <= ended


@settings(max_examples=40)
@given(some_facts())
def test_what_nobody_ended_is_due_first_and_over_at_last(facts):
    for each in running(facts, ROWS, time_zone=SHANGHAI):
        far = max(each.late_at, each.begun_at) + timedelta(days=10_000)
        state = each.state(far)
        assert each.is_open == (
            state is State.OVERDUE or (each.lapses and state is State.VOID and not each.void_at)
        )
        assert each.actor in Actor
