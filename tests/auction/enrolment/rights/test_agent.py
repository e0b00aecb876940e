"""Whether an agent may be confirmed for a bidder."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.enrolment.rights.agent import AgentFacts, may_confirm
from auction.rules.rule_sets import rule_set
from tests.support.rounds import OPENS_AT

RULES = rule_set("cn-2016-18", 1)
EVERYTHING = {"is_same_person": True, "has_an_agent": True, "takes_part_already": True, "is_barred": True}
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("facts", "at", "reason"),
    [
        # Confirmed at 10:00:01 while bidding opens at 10:00:00: too late.
        pytest.param(EVERYTHING, OPENS_AT + SECOND, "agent_too_late", id="R-39/1"),
        pytest.param({}, OPENS_AT, "agent_too_late", id="R-39/2"),
        pytest.param({}, OPENS_AT - timedelta(microseconds=1), "", id="R-39/3"),
        pytest.param(EVERYTHING, OPENS_AT - SECOND, "agent_same_person", id="R-39/4"),
        pytest.param(
            {**EVERYTHING, "is_same_person": False}, OPENS_AT - SECOND, "agent_confirmed_already", id="R-39/5"
        ),
        pytest.param(
            {"takes_part_already": True, "is_barred": True}, OPENS_AT - SECOND, "agent_of_two", id="R-39/6"
        ),
        pytest.param({"is_barred": True}, OPENS_AT - SECOND, "agent_barred", id="R-35/9"),
    ],
)
def test_an_agent_is_confirmed_before_the_start_and_bids_for_one(facts, at, reason):
    refusal = may_confirm(AgentFacts(**facts), opens_at=OPENS_AT, at=at, rules=RULES)

    assert (str(refusal.reason) if refusal else "") == reason
