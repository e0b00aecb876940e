"""Every parameter and every choice of every rule set has its words."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from auction.enrolment.prompts import PROMPTS
from auction.rules.meanings import CHOICES, MEANINGS, NOT_HELD
from auction.rules.rule_sets import RULE_SETS, rule_set
from auction.settlement.plan import REFUND_WINDOW

ROOT = Path(__file__).parents[3]
_READ = re.compile(r'\.(?:days|months|share|count|span|parameter|choice|listed)\(\s*"([a-z_0-9]+)"')
# What the platform keeps to without reading the number, and how.
HELD_OTHERWISE = {
    "notice_first_movable": "read by its class in auction/rules/lead_times.py",
    "notice_first_immovable": "read by its class in auction/rules/lead_times.py",
    "notice_first_other_right": "read by its class in auction/rules/lead_times.py",
    "notice_second_movable": "read by its class in auction/rules/lead_times.py",
    "notice_second_immovable": "read by its class in auction/rules/lead_times.py",
    "notice_second_other_right": "read by its class in auction/rules/lead_times.py",
    "dd_home": "read by its kind in auction/rules/asset_kind.py",
    "dd_premises": "read by its kind in auction/rules/asset_kind.py",
    "dd_land": "read by its kind in auction/rules/asset_kind.py",
    "dd_vehicle": "read by its kind in auction/rules/asset_kind.py",
    "dd_food": "read by its kind in auction/rules/asset_kind.py",
    "dd_shares": "read by its kind in auction/rules/asset_kind.py",
    "tenant_notice": "read by its name in listings/parties/notified.py",
    "shareholder_period": "read by its name in listings/parties/notified.py",
    "hidden_reserve": "there is no reserve beside the starting price",
    "first_day_counted": "auction/rules/days.py counts from the day after",
    "channel_default": "every lot is sold online",
    "notice_fields": "listings/disclosure.py",
    "disclosure_items": "listings/public/disclosed.py",
    "prompts": "auction/enrolment/prompts.py",
    "deposit_base": "auction/rounds/terms.py measures by the starting price",
    "deposit_deadline": "auction/enrolment/eligibility.py takes deposits until the end that moves",
    "operator_bid_visibility": "no door of an operator shows a bidder",
    "max_bidders": "nothing counts bidders",
    "min_bidders": "bidding/engine.py sells to a single bidder",
    "increment": "the court writes it",
    "bids_visible": "the hall shows all bids",
    "tie_order": "bidding/engine.py",
    "bid_withdrawal": "no door takes a bid back",
    "runner_up_fallback": "nothing asks the second bidder",
    "resume_mode": "auction/rounds/course.py",
    "refund_losers": "auction/settlement/plan.py",
    "winner_deposit_transfer": "auction/settlement/plan.py",
    "balance_due": "the notice names the day",
    "commission": "there is no account that could receive one",
    "retention": "nothing deletes the record",
}


def test_no_parameter_is_without_words_and_no_words_without_a_parameter():
    assert {each.name for rules in RULE_SETS for each in rules.parameters} == set(MEANINGS)


def test_no_choice_is_without_words():
    values = [each.value for rules in RULE_SETS for each in rules.parameters]
    words = {word for value in values for word in (value if isinstance(value, tuple) else (value,))}

    assert {word for word in words if isinstance(word, str)} <= set(CHOICES)


def test_what_the_page_calls_kept_is_kept_and_nothing_else():
    sources = [path for room in ("auction", "bidding", "listings") for path in (ROOT / room).rglob("*.py")]
    read = {name for path in sources for name in _READ.findall(path.read_text())}

    names = {each.name for rules in RULE_SETS for each in rules.parameters}
    assert NOT_HELD | set(HELD_OTHERWISE) <= names
    assert NOT_HELD & (read | set(HELD_OTHERWISE)) == set()
    assert names - NOT_HELD == (read & names) | set(HELD_OTHERWISE)


@pytest.mark.parametrize("name", ["refund_losers", "winner_deposit_transfer"])
def test_deposits_leave_within_the_time_of_the_rule_set(name):
    assert REFUND_WINDOW == rule_set("cn-2016-18").span(name) == timedelta(hours=24)


def test_there_are_as_many_prompts_as_the_rule_set_says():
    assert len(PROMPTS) == rule_set("cn-2016-18").count("prompts")
