"""What a court writes of a stop, of its end and of a withdrawal is read, or refused by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rules.grounds import STAYS, TERMINATIONS, WITHDRAWALS, Ground
from auction.rules.rule_sets import rule_set
from listings.stays import wish
from tests.support.rounds import CLOSES_AT, OPENS_AT, make_board

RULES = rule_set("cn-2016-18", 1)
US = timedelta(microseconds=1)
WHY = {"reason": "A third party objects.", "legal_basis": "CPL art. 267"}
# Tuesday 31 March 2026, 10:00 in Shanghai.
AT = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Shanghai:
    """Where the court sits, and in what it counts."""

    time_zone: str = "Asia/Shanghai"
    currency: str = "CNY"


def reason_of(found: object) -> str:
    return str(found.reason) if isinstance(found, Refusal) else ""


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        pytest.param({"kind": "stay", "ground": "security_given", **WHY}, "", id="R-53/50"),
        pytest.param({"kind": "suspension", "ground": "party_gone", **WHY}, "", id="R-53/51"),
        pytest.param({"ground": "party_gone", **WHY}, "stay_kind_not_named", id="R-53/52"),
        pytest.param({"kind": "platform", "ground": "other", **WHY}, "stay_kind_not_named", id="R-53/53"),
        pytest.param({"kind": "stay", **WHY}, "act_without_ground", id="R-53/54"),
        pytest.param({"kind": "stay", "ground": "collusion", **WHY}, "act_without_ground", id="R-53/55"),
        pytest.param(
            {"kind": "stay", "ground": "other", **WHY, "reason": ""},
            "act_without_reason_or_basis",
            id="R-53/56",
        ),
        pytest.param(
            {"kind": "stay", "ground": "other", "reason": "x"}, "act_without_reason_or_basis", id="R-53/57"
        ),
    ],
)
def test_a_stop_names_its_kind_its_ground_its_reason_and_its_basis(form, reason):
    found = wish.read_stop(form)

    assert reason_of(found) == reason
    assert isinstance(found, Refusal) or found.content == form


@pytest.mark.parametrize(
    "ground", [pytest.param(ground, id=f"R-53/{60 + i}") for i, ground in enumerate(STAYS)]
)
def test_each_ground_of_the_law_stops_a_round(ground):
    assert not reason_of(wish.read_stop({"kind": "suspension", "ground": ground.value, **WHY}))


@pytest.mark.parametrize(
    ("ended_on", "last"),
    [
        # The fifth day after 30 March is a holiday: the duty ends on the first working day after it.
        pytest.param(date(2026, 3, 30), date(2026, 4, 7), id="R-55/20"),
        pytest.param(date(2026, 3, 23), date(2026, 3, 30), id="R-55/21"),
        pytest.param(date(2026, 3, 25), date(2026, 3, 30), id="R-55/22"),
        pytest.param(date(2026, 3, 26), date(2026, 3, 31), id="R-55/23"),
    ],
)
def test_the_law_gives_five_days_from_the_end_of_the_cause(ended_on, last):
    assert wish.last_day_to_resume(ended_on, RULES) == last


@pytest.mark.parametrize(
    ("resumes_at", "is_late"),
    [
        pytest.param("2026-03-30T23:59", False, id="R-55/24"),
        pytest.param("2026-03-31T00:00", True, id="R-55/25"),
        pytest.param("2026-04-05T10:00", True, id="R-55/26"),
    ],
)
def test_a_late_resumption_is_said_and_not_refused(resumes_at, is_late):
    form = {"resumes_at": resumes_at, "ended_on": "2026-03-25", **WHY}

    found = wish.read_resumption(form, rules=RULES, time_zone="Asia/Shanghai", at=AT)

    assert not isinstance(found, Refusal)
    assert found.is_late is is_late
    assert found.content["last_day"] == "2026-03-30"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({}, "", id="R-55/30"),
        pytest.param({"resumes_at": ""}, "stay_moment_missing", id="R-55/31"),
        pytest.param({"resumes_at": "soon"}, "listing_time_unreadable", id="R-55/32"),
        pytest.param({"ended_on": ""}, "stay_day_missing", id="R-55/33"),
        pytest.param({"ended_on": "2026-04-01"}, "stay_day_ahead", id="R-55/34"),
        pytest.param({"ended_on": "2026-03-31"}, "", id="R-55/35"),
        pytest.param({"reason": ""}, "act_without_reason_or_basis", id="R-55/36"),
    ],
)
def test_a_resumption_names_its_moment_the_end_of_the_cause_and_why(changes, reason):
    form = {"resumes_at": "2026-04-05T10:00", "ended_on": "2026-03-30", **WHY, **changes}

    found = wish.read_resumption(form, rules=RULES, time_zone="Asia/Shanghai", at=AT)

    assert reason_of(found) == reason
    if not isinstance(found, Refusal):
        assert found.content["resumes_at"] == "2026-04-05T02:00:00.000000Z"


@pytest.mark.parametrize(
    ("state", "ground", "may"),
    [
        *(
            pytest.param(State.SCHEDULED, each, True, id=f"R-56/{20 + i}")
            for i, each in enumerate(WITHDRAWALS)
        ),
        pytest.param(State.SCHEDULED, Ground.TERMINATED, False, id="R-56/30"),
        pytest.param(State.SUSPENDED, Ground.TERMINATED, True, id="R-56/31"),
        pytest.param(State.SUSPENDED, Ground.SETTLED, True, id="R-56/32"),
        pytest.param(State.SCHEDULED, Ground.PARTY_GONE, False, id="R-56/33"),
    ],
)
def test_seven_grounds_withdraw_before_the_start_and_a_ruling_ends_a_stopped_round(state, ground, may):
    assert (ground in wish.grounds_to_withdraw(state)) is may
    assert wish.grounds_to_withdraw(state) in (WITHDRAWALS, TERMINATIONS)


def withdrawal(**changes: str) -> object:
    form = {"ground": "debt_paid", **WHY, "received": "302600", "interest": "0", "received_on": "2026-03-30"}
    opens_at = datetime(2026, 3, 31, 2, 30, tzinfo=UTC)
    return wish.read_withdrawal(
        {**form, **changes}, state=State.SCHEDULED, opens_at=opens_at, court=Shanghai(), at=AT
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"received_on": ""}, "stay_day_missing", id="R-57/20"),
        pytest.param({"received_on": "2026-04-01"}, "stay_day_ahead", id="R-57/21"),
        pytest.param({"received": "all"}, "listing_amount_unreadable", id="R-57/22"),
        pytest.param({"interest": ""}, "debt_interest_missing", id="R-57/23"),
        pytest.param({"ground": "settled", "received_on": ""}, "", id="R-57/24"),
        pytest.param({"ground": ""}, "act_without_ground", id="R-57/25"),
    ],
)
def test_who_says_that_a_debt_is_paid_says_what_came_and_when(changes, reason):
    assert reason_of(withdrawal(**changes)) == reason


@pytest.mark.parametrize(
    ("received_on", "is_duty"),
    [
        pytest.param("2026-03-30", True, id="R-57/30"),
        pytest.param("2026-03-31", False, id="R-57/31"),
    ],
)
def test_paid_before_the_day_of_the_sale_the_court_must_stop_it_and_from_that_day_on_it_may(
    received_on, is_duty
):
    found = withdrawal(received_on=received_on)

    assert isinstance(found, wish.Withdrawal)
    assert found.payment is not None
    assert found.payment.received == Money(30_260_000, "CNY")
    assert found.content["is_duty"] is is_duty


@pytest.mark.parametrize(
    ("state", "at", "stopped"),
    [
        pytest.param(State.OPEN, CLOSES_AT - US, True, id="R-54/30"),
        pytest.param(State.OPEN, CLOSES_AT, False, id="R-54/31"),
        pytest.param(State.SUSPENDED, OPENS_AT, False, id="R-54/32"),
        pytest.param(State.SOLD, CLOSES_AT, False, id="R-54/33"),
    ],
)
def test_a_fault_stops_only_what_runs(state, at, stopped):
    board = make_board(state=state)

    found = wish.judge_fault([board], "The database failed over.", at)

    assert (found == [board]) is stopped
    assert stopped or reason_of(found) == "stay_nothing_runs"


def test_a_fault_is_said_in_few_words():
    assert reason_of(wish.judge_fault([make_board()], "", OPENS_AT)) == "stay_fault_not_said"
    assert reason_of(wish.judge_fault([make_board()], "x" * 401, OPENS_AT)) == "listing_text_too_long"
