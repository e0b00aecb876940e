"""Says whether an agent may be confirmed for a bidder (R-39)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.refusal import Refusal
from auction.rules.rule_set import RuleSet


class AgentReason(enum.StrEnum):
    """Why an agent is not confirmed, or may not enrol.  The order is the order of judging."""

    TOO_LATE = "agent_too_late"
    SAME_PERSON = "agent_same_person"
    HAS_AN_AGENT = "agent_confirmed_already"
    OF_TWO = "agent_of_two"
    BARRED = "agent_barred"
    BIDS_FOR_ANOTHER = "agent_bids_for_another"


@dataclass(frozen=True)
class AgentFacts:
    """What is known of the two before an agent is confirmed."""

    is_same_person: bool = False
    has_an_agent: bool = False
    # Agent of another bidder of the round, or a bidder or principal in it.
    takes_part_already: bool = False
    is_barred: bool = False


def may_confirm(facts: AgentFacts, *, opens_at: datetime, at: datetime, rules: RuleSet) -> Refusal | None:
    """Say why the court cannot confirm this agent now; None when it can."""
    assert rules.choice("agent_confirm_before") == "start", "no other moment is known"
    if at >= opens_at:
        return Refusal(AgentReason.TOO_LATE, "R-39", {"opens_at": opens_at})
    if facts.is_same_person:
        return Refusal(AgentReason.SAME_PERSON, "R-39")
    if facts.has_an_agent:
        return Refusal(AgentReason.HAS_AN_AGENT, "R-39")
    if facts.takes_part_already:
        return Refusal(AgentReason.OF_TWO, "R-39")
    if facts.is_barred:
        return Refusal(AgentReason.BARRED, "R-35")
    return None
