"""What a panel has to decide, and that it decided these very values (R-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from auction.kernel.money import Money
from auction.rules.rule_sets import rule_set
from listings.lot import Draft, PriorityPlace
from listings.valuation import panel
from listings.valuation.panel import Decision, Field, Minutes
from listings.valuation.reason import MISSING, PanelReason

RULES = rule_set("cn-2016-18", 1)
TODAY = date(2026, 3, 1)
MINUTES = Minutes("(2026) Panel 3", TODAY, 3)
PLACE = PriorityPlace("e" * 64, 1, "Co-owner")


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


DRAFT = Draft(
    "Flat",
    "CNY",
    (),
    {},
    starting_price=yuan(714_000),
    increment=yuan(10_000),
    deposit=yuan(71_400),
    priorities=(PLACE,),
)
DECIDED = panel.values_of(DRAFT, None)


def reasons(draft: Draft, decided: dict[str, str], failed_at: Money | None = None) -> list[str]:
    decision = Decision(1, MINUTES, decided, panel.hash_of(MINUTES, decided))
    return [str(no.reason) for no in panel.check_panel(decision, panel.values_of(draft, failed_at), RULES)]


def without(name: str) -> dict[str, str]:
    return {field: value for field, value in DECIDED.items() if field != name}


@pytest.mark.parametrize(
    ("draft", "decided", "failed_at", "expected"),
    [
        pytest.param(DRAFT, DECIDED, None, [], id="R-08/1"),
        # The example of the rulebook: no record for the increment.
        pytest.param(DRAFT, without("increment"), None, [PanelReason.INCREMENT], id="R-08/2"),
        pytest.param(DRAFT, without("start_price"), None, [PanelReason.START_PRICE], id="R-08/3"),
        pytest.param(DRAFT, without("deposit"), None, [PanelReason.DEPOSIT], id="R-08/4"),
        pytest.param(DRAFT, without("cut"), None, [PanelReason.CUT], id="R-08/5"),
        pytest.param(DRAFT, without("priority_list"), None, [PanelReason.PRIORITY_LIST], id="R-08/6"),
        # One minor unit more is another value.
        pytest.param(
            replace(DRAFT, deposit=Money(7_140_001, "CNY")), DECIDED, None, [PanelReason.DEPOSIT], id="R-08/7"
        ),
        pytest.param(replace(DRAFT, priorities=()), DECIDED, None, [PanelReason.PRIORITY_LIST], id="R-08/8"),
        pytest.param(
            replace(DRAFT, priorities=(replace(PLACE, rank=2),)),
            DECIDED,
            None,
            [PanelReason.PRIORITY_LIST],
            id="R-08/9",
        ),
        # In a second round the panel decides how far the price is cut.
        pytest.param(DRAFT, DECIDED, yuan(800_000), [PanelReason.CUT], id="R-08/10"),
        pytest.param(DRAFT, panel.values_of(DRAFT, yuan(800_000)), yuan(800_000), [], id="R-08/11"),
    ],
)
def test_a_panel_decided_these_very_values(draft, decided, failed_at, expected):
    assert reasons(draft, decided, failed_at) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        pytest.param(MINUTES, None, id="R-08/12"),
        pytest.param(replace(MINUTES, members=2), PanelReason.TOO_FEW_MEMBERS, id="R-08/13"),
        pytest.param(replace(MINUTES, members=5), None, id="R-08/14"),
        pytest.param(replace(MINUTES, document=""), PanelReason.NO_DOCUMENT, id="R-08/15"),
        pytest.param(replace(MINUTES, decided_on=date(2026, 3, 2)), PanelReason.DECIDED_LATER, id="R-08/16"),
    ],
)
def test_minutes_are_of_a_panel(minutes, expected):
    refusal = panel.judge_minutes(minutes, DECIDED, rules=RULES, today=TODAY)

    assert (refusal and refusal.reason) == expected


def test_nothing_is_decided_about_an_empty_draft():
    needed = panel.values_of(replace(DRAFT, starting_price=None), None)
    refusal = panel.judge_minutes(MINUTES, needed, rules=RULES, today=TODAY)

    assert refusal is not None
    assert refusal.reason == PanelReason.NOTHING_DECIDED
    # A missing amount is said once, by the notice.
    assert reasons(replace(DRAFT, starting_price=None), DECIDED) == []


def test_without_a_record_one_no_says_so():
    assert [str(no.reason) for no in panel.check_panel(None, DECIDED, RULES)] == ["missing_decision"]


def test_the_fields_are_those_of_the_rule_set():
    assert set(RULES.listed("panel_fields")) == set(Field) == set(MISSING)


def test_a_hash_is_of_every_part():
    hashes = {
        panel.hash_of(MINUTES, DECIDED),
        panel.hash_of(replace(MINUTES, document="(2026) Panel 4"), DECIDED),
        panel.hash_of(replace(MINUTES, decided_on=date(2026, 2, 28)), DECIDED),
        panel.hash_of(replace(MINUTES, members=5), DECIDED),
        panel.hash_of(MINUTES, without("cut")),
    }

    assert len(hashes) == 5


def test_a_notice_names_the_decision():
    decision = Decision(2, MINUTES, DECIDED, "a" * 64)

    assert panel.as_noticed(decision) == {
        "document": "(2026) Panel 3",
        "decided_on": "2026-03-01",
        "members": 3,
        "hash": "a" * 64,
    }
    assert panel.as_noticed(None) == {}
