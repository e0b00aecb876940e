"""When parties count as notified, which days that leaves, and what it forbids (R-26)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from auction.rules.rule_sets import CURRENT, rule_set
from listings.parties import notified
from listings.parties.notified import Bounds, Mode, Notification, Person, Plan
from listings.parties.words import WORDS

RULES = rule_set(CURRENT)
TODAY = date(2026, 3, 1)


def _day(text):
    return date.fromisoformat(text) if text else None


def _person(role, on, mode=Mode.SERVED):
    return Person(f"{role}{on}", role, Notification(mode, _day(on), "Moved away.") if on else None)


@pytest.mark.parametrize(
    ("role", "on", "mode", "plan", "reasons"),
    [
        # The rulebook's own: a publication on 1 March needs service on 26 February.
        pytest.param("CO_OWNER", "2026-02-26", Mode.SERVED, ("2026-03-01",), [], id="R-26/20"),
        pytest.param(
            "CO_OWNER", "2026-02-27", Mode.SERVED, ("2026-03-01",), ["party_notified_late"], id="R-26/21"
        ),
        pytest.param("CREDITOR", "", Mode.SERVED, ("2026-03-01",), ["party_not_notified"], id="R-26/22"),
        pytest.param("DEBTOR", "2026-03-01", Mode.WAIVED, ("2026-03-01",), [], id="R-26/23"),
        # Deemed notified after five full days: said on 21 February, notified on the 26th.
        pytest.param("DEBTOR", "2026-02-21", Mode.UNREACHABLE, ("2026-03-01",), [], id="R-26/24"),
        pytest.param(
            "DEBTOR", "2026-02-22", Mode.UNREACHABLE, ("2026-03-01",), ["party_notified_late"], id="R-26/25"
        ),
        # A tenant knows five days before the auction.
        pytest.param("TENANT", "2026-02-26", Mode.SERVED, ("2026-03-01", "2026-03-03"), [], id="R-26/26"),
        pytest.param(
            "TENANT",
            "2026-02-26",
            Mode.SERVED,
            ("2026-03-01", "2026-03-02"),
            ["party_tenant_notified_late"],
            id="R-26/27",
        ),
        pytest.param("OTHER", "2026-02-26", Mode.SERVED, ("2026-03-01", "2026-03-02"), [], id="R-26/28"),
        # The rulebook's own: shareholders notified on 10 March lose their right with the end of the 30th.
        pytest.param(
            "SHAREHOLDER",
            "2026-03-10",
            Mode.SERVED,
            ("2026-03-13", "2026-03-29", "2026-03-31"),
            [],
            id="R-26/29",
        ),
        pytest.param(
            "SHAREHOLDER",
            "2026-03-10",
            Mode.SERVED,
            ("2026-03-13", "2026-03-29", "2026-03-30"),
            ["party_shareholder_time_runs"],
            id="R-26/30",
        ),
        pytest.param(
            "SHAREHOLDER",
            "2026-03-12",
            Mode.WAIVED,
            ("2026-03-13", "2026-03-29", "2026-03-30"),
            [],
            id="R-26/31",
        ),
    ],
)
def test_a_notice_waits_for_the_notifications(role, on, mode, plan, reasons):
    found = notified.check([_person(role, on, mode)], Plan(*map(_day, plan)), RULES)

    assert [str(refusal.reason) for refusal in found] == reasons
    assert all(WORDS[refusal.reason] % refusal.numbers and refusal.rule == "R-26" for refusal in found)


@pytest.mark.parametrize(
    ("persons", "days"),
    [
        pytest.param([], (None, None, None), id="R-26/40"),
        pytest.param([("CREDITOR", "2026-02-01")], ("2026-02-04", None, None), id="R-26/41"),
        # The latest of all bounds decides.
        pytest.param(
            [
                ("CREDITOR", "2026-02-01"),
                ("TENANT", "2026-02-10"),
                ("SHAREHOLDER", "2026-02-05"),
                ("TENANT", ""),
            ],
            ("2026-02-13", "2026-02-15", "2026-02-26"),
            id="R-26/42",
        ),
    ],
)
def test_the_latest_of_all_bounds_is_the_earliest_day(persons, days):
    found = notified.bounds([_person(*each) for each in persons], RULES)

    assert found == Bounds(*map(_day, days))


def test_all_who_do_not_know_are_counted_and_every_bound_is_named():
    persons = [
        _person("DEBTOR", ""),
        _person("OTHER", ""),
        _person("TENANT", "2026-02-28"),
        _person("SHAREHOLDER", "2026-02-28"),
    ]

    found = notified.check(persons, Plan(TODAY, TODAY, TODAY), RULES)

    assert [str(refusal.reason) for refusal in found] == [
        "party_not_notified",
        "party_notified_late",
        "party_tenant_notified_late",
        "party_shareholder_time_runs",
    ]
    assert found[0].numbers == {"count": 2}


@pytest.mark.parametrize(
    ("mode", "on", "reason", "refused"),
    [
        pytest.param(Mode.SERVED, "2026-03-01", "", None, id="R-26/50"),
        pytest.param(Mode.SERVED, "2026-03-02", "", "party_day_ahead", id="R-26/51"),
        pytest.param(Mode.WAIVED, "2026-02-01", "Statement 3", None, id="R-26/52"),
        pytest.param(Mode.WAIVED, "2026-02-01", "", "party_reason_missing", id="R-26/53"),
        pytest.param(Mode.UNREACHABLE, "2026-03-01", "Moved away.", None, id="R-26/54"),
        pytest.param(Mode.UNREACHABLE, "2026-03-01", "", "party_reason_missing", id="R-26/55"),
        # The platform cannot have said it before it says it.
        pytest.param(Mode.UNREACHABLE, "2026-02-28", "Moved away.", "party_said_from_today", id="R-26/56"),
    ],
)
def test_a_notification_says_why_somebody_was_not_served(mode, on, reason, refused):
    refusal = notified.judge(Notification(mode, _day(on), reason), today=TODAY)

    assert (str(refusal.reason) if refusal else None) == refused


def test_a_notice_names_nobody():
    persons = [
        Person("p1", "TENANT", Notification(Mode.UNREACHABLE, TODAY, "Moved away."), "Ann"),
        Person("p2", "DEBTOR", Notification(Mode.WAIVED, TODAY, "Statement of Ben"), "Ben"),
        Person("p3", "CREDITOR", None, "Bank"),
    ]

    assert notified.as_noticed(persons) == [
        {"role": "TENANT", "mode": "UNREACHABLE", "on": "2026-03-01", "reason": "Moved away."},
        {"role": "DEBTOR", "mode": "WAIVED", "on": "2026-03-01", "reason": ""},
    ]


def test_days_are_those_of_the_court():
    late = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)

    plan = notified.plan_of(at=late, opens_at=late, closes_at=None, time_zone="Asia/Shanghai")

    assert plan == Plan(TODAY, TODAY, None)
