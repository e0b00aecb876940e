"""Which platform sells: what creditors pick, or the court decides; it stays from the first publication on."""

from __future__ import annotations

import pytest

from auction.cases import platform
from auction.cases.platform import Choice
from auction.rules.rule_sets import CURRENT, rule_set

RULES = rule_set(CURRENT)
H, E = "HERE", "ELSEWHERE"


def _reason(refusal):
    return str(refusal.reason) if refusal else ""


@pytest.mark.parametrize(
    ("picks", "agreed"),
    [
        pytest.param((), "", id="R-04/1"),
        pytest.param((H,), H, id="R-04/2"),
        pytest.param((H, H, ""), H, id="R-04/3"),
        pytest.param(("", ""), "", id="R-04/4"),
        # The rulebook's own: A picks P1, B picks P2.
        pytest.param(("P1", "P2"), "", id="R-04/5"),
    ],
)
def test_creditors_agree_or_do_not(picks, agreed):
    assert Choice(picks).agreed == agreed


@pytest.mark.parametrize(
    ("choice", "wish", "decision", "published", "reason"),
    [
        # Several disagree, or none picks: only a decision of the court will do.
        pytest.param(Choice((H, E)), H, "", False, "platform_undecided", id="R-04/10"),
        pytest.param(Choice((H, E)), H, "Decision 4", False, "", id="R-04/11"),
        pytest.param(Choice(("",)), H, "", False, "platform_undecided", id="R-04/12"),
        pytest.param(Choice(("",)), E, "Decision 4", False, "", id="R-04/13"),
        # Where the creditors agree the court does not choose otherwise.
        pytest.param(Choice((E,)), H, "Decision 4", False, "platform_picked", id="R-04/14"),
        pytest.param(Choice((H,)), H, "", False, "", id="R-04/15"),
        # Locked from the first publication on, even by a new decision.
        pytest.param(Choice((H, E), H, "Decision 4"), E, "Decision 5", True, "platform_locked", id="R-04/16"),
        pytest.param(Choice((H, E), H, "Decision 4"), E, "Decision 5", False, "", id="R-04/17"),
        pytest.param(Choice((H, E), H, "Decision 4"), H, "Decision 5", True, "", id="R-04/18"),
        pytest.param(Choice((H,)), "MARS", "Decision 5", False, "platform_unknown", id="R-04/19"),
    ],
)
def test_the_court_decides_where_creditors_do_not_and_only_before_the_first_notice(
    choice, wish, decision, published, reason
):
    refusal = platform.judge_choice(choice, wish, decision, is_published=published, rules=RULES)

    assert _reason(refusal) == reason


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        pytest.param(platform.NO_CREDITORS, "", id="R-04/30"),
        pytest.param(Choice((H,)), "", id="R-04/31"),
        pytest.param(Choice((E,)), "platform_elsewhere", id="R-04/32"),
        pytest.param(Choice(("",)), "platform_undecided", id="R-04/33"),
        pytest.param(Choice((H, E)), "platform_undecided", id="R-04/34"),
        pytest.param(Choice((H, E), H, "Decision 4"), "", id="R-04/35"),
        # Creditors who come later do not reopen the choice.
        pytest.param(Choice((E, E), H, "Decision 4"), "", id="R-04/36"),
        pytest.param(Choice((), E, "Decision 4"), "platform_elsewhere", id="R-04/37"),
    ],
)
def test_nothing_is_published_here_before_this_platform_is_chosen(choice, reason):
    assert _reason(platform.judge_sale_here(choice)) == reason
