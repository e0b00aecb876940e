"""How bidding is conducted: the switches that a rule set throws, as the engine reads them.

No rule of one country stands in the engine: where the end moves from, how often it may, who may
raise and who may match are values of the rule set to which the round is bound (R-100).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import rule_set

# The anchors of an extension: the bid that caused it (China), or the end that it moves (others).
BID_TIME, OLD_END = "bid_time", "old_end"


@dataclass(frozen=True)
class Conduct:
    """The switches of one rule set; an ``ext_cap`` of None bounds nothing."""

    ext_trigger: timedelta
    ext_anchor: str
    ext_cap: int | None
    self_raise: bool
    priority_equal_bid: bool
    confirm_increments: int
    resume_min_remaining: timedelta
    resume_notice_min: timedelta
    emergency_report: timedelta

    def end_after(
        self, closes_at: datetime, *, received_at: datetime, window: timedelta, extension_count: int
    ) -> datetime:
        """Return the end after an accepted bid: moved on if it came within the trigger (R-43).

        Counted from the bid, the last bidder always leaves the others a full window to answer.  The
        end never comes nearer, and never moves more often than the cap says.
        """
        if closes_at - received_at > self.ext_trigger:
            return closes_at
        if self.ext_cap is not None and extension_count >= self.ext_cap:
            return closes_at
        anchor = received_at if self.ext_anchor == BID_TIME else closes_at
        return max(closes_at, anchor + window)


def conduct_of(rules: RuleSet) -> Conduct:
    """Return the switches of a rule set."""
    _check_held(rules)
    anchor, cap = rules.choice("ext_anchor"), rules.choice("ext_cap")
    assert anchor in (BID_TIME, OLD_END), "an extension is counted from the bid or from the end"
    assert cap is None or type(cap) is int, "extensions are counted"
    return Conduct(
        ext_trigger=rules.span("ext_trigger"),
        ext_anchor=str(anchor),
        ext_cap=cap,
        self_raise=bool(rules.choice("self_raise")),
        priority_equal_bid=bool(rules.choice("priority_equal_bid")),
        confirm_increments=rules.count("confirm_increments"),
        resume_min_remaining=rules.span("resume_min_remaining"),
        resume_notice_min=rules.span("resume_notice_min"),
        emergency_report=rules.span("emergency_report"),
    )


def _check_held(rules: RuleSet) -> None:
    """Stop before a rule set is used that the hall could not keep to: none of these is a switch here."""
    assert rules.choice("bids_visible") == "all", "the hall and every public page show all bids (R-45)"
    assert rules.choice("bid_withdrawal") is False, "no bid is taken back here (R-52)"
    assert rules.choice("runner_up_fallback") is False, "nobody is asked after the buyer (R-52)"
    assert rules.parameter("tie_order").value == ("rank", "number"), "equal prices are ordered so (R-47)"


@cache
def conduct_by(rule_set_id: str, version: int) -> Conduct:
    """Return the switches of the rule set that a round is bound to."""
    return conduct_of(rule_set(rule_set_id, version))
