"""What could not wait for two people is reported: by the platform in the same act, by a judge at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.audit.entry import canonical
from auction.kernel.refusal import Refusal
from auction.rounds import incidents
from auction.rounds.lifecycle import State
from auction.rounds.standing import RoundView
from auction.rules.grounds import StayKind
from tests.support.rounds import OPENS_AT, SNAPSHOT, make_board, make_terms

WINDOW = timedelta(minutes=15)
NOON = OPENS_AT + timedelta(hours=2)
US = timedelta(microseconds=1)


def view(due_at=NOON + WINDOW) -> RoundView:
    return RoundView(
        round_id="r1", lot_id="l1", case_id="k1", court_id="c1", terms=make_terms(), notice_hash="0" * 64,
        snapshot=SNAPSHOT, published_at=OPENS_AT, board=make_board(state=State.SUSPENDED), state_reason="-",
        hammer_price=None, buyer_code=None, closed_at=None, stay_kind="emergency", report_due_at=due_at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        pytest.param(StayKind.EMERGENCY, WINDOW, id="R-54/1"),
        pytest.param(StayKind.PLATFORM, None, id="R-54/2"),
        pytest.param(StayKind.STAY, None, id="R-54/3"),
        pytest.param(StayKind.SUSPENSION, None, id="R-54/4"),
    ],
)
def test_what_one_judge_stops_is_reported_within_a_quarter_of_an_hour(kind, due):
    assert incidents.report_due_at(kind, WINDOW, NOON) == (due and NOON + due)


@pytest.mark.parametrize(
    ("at", "in_time"),
    [
        pytest.param(NOON, True, id="R-54/5"),
        pytest.param(NOON + WINDOW - US, True, id="R-54/6"),
        pytest.param(NOON + WINDOW, False, id="R-54/7"),
    ],
)
def test_a_late_report_is_taken_and_says_that_it_is_late(at, in_time):
    entry = incidents.of_report(view(), what="Smoke in the hall.", actor="judge", at=at)

    assert (entry.type, entry.chain, entry.facts["in_time"]) == ("incident.reported", "l1", in_time)
    assert canonical(entry.facts)


@pytest.mark.parametrize(
    ("due_at", "what", "reason"),
    [
        pytest.param(NOON, "Smoke.", None, id="R-54/8"),
        pytest.param(None, "Smoke.", "incident_nothing_to_report", id="R-54/9"),
        pytest.param(NOON, "", "incident_without_what_happened", id="R-54/10"),
        pytest.param(NOON, "x" * 2_000, None, id="R-54/11"),
        pytest.param(NOON, "x" * 2_001, "incident_text_too_long", id="R-54/12"),
    ],
)
def test_a_report_says_what_happened_once(due_at, what, reason):
    found = incidents.judge_report(view(due_at), what)

    assert (str(found.reason) if isinstance(found, Refusal) else found) == reason


@pytest.mark.parametrize(
    ("courts", "reports"),
    [
        pytest.param(["c1"], {"c1": ["r0"]}, id="R-54/13"),
        pytest.param(["c1", "c1", "c1"], {"c1": ["r0", "r1", "r2"]}, id="R-54/14"),
        pytest.param(["c1", "c2", "c1"], {"c1": ["r0", "r2"], "c2": ["r1"]}, id="R-54/15"),
    ],
)
def test_one_fault_is_one_incident_with_an_entry_for_each_lot_and_a_report_for_each_court(courts, reports):
    stopped = [
        make_board(round_id=f"r{number}", lot_id=f"l{number}", court_id=court_id, state=State.SUSPENDED)
        for number, court_id in enumerate(courts)
    ]

    drafts = incidents.of_stops(stopped, reason="The database failed over.", actor="platform", at=NOON)

    stops = [draft for draft in drafts if draft.type == "lot.suspended"]
    assert [draft.chain for draft in stops] == [board.lot_id for board in stopped]
    assert {d.court_id: d.facts["rounds"] for d in drafts if d.type == "incident.reported"} == reports
    assert len({draft.facts["incident_id"] for draft in drafts}) == 1


def test_two_faults_are_two_incidents():
    ids = {incidents.incident_id(reason, at) for reason in ("a", "b") for at in (NOON, NOON + US)}

    assert len(ids) == 4
