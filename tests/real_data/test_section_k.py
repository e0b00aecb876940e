"""The parameter table of the rulebook against the code, value by value."""

from __future__ import annotations

import re

import pytest

from auction.rules.rule_set import Parameter, Unit
from auction.rules.rule_sets import rule_set
from tests.support.real_data import RULEBOOK

pytestmark = pytest.mark.real_data

RULES = rule_set("cn-2016-18", 1)
# Each row of the table, by its first word, with the parameters that it became, in the order of its numbers.
ROWS: dict[str, tuple[str, ...]] = {
    "refprice_start_max": ("refprice_start_max",),
    "ni_report": ("ni_report", "ni_extension"),
    "appraisal_days": ("appraisal_days", "appraisal_extension_max", "appraisal_extension"),
    "appraisal_agencies": ("appraisal_agencies",),
    "report_send": ("report_send", "deemed_receipt", "objection"),
    "ref_valid_max": ("ref_valid_max", "ref_grace"),
    "disposal_start": ("disposal_start",),
    "floor_round1": ("floor_round1",),
    "hidden_reserve": ("hidden_reserve",),
    "no_surplus_reply": ("no_surplus_reply",),
    "notice_r1_movable": ("notice_first_movable", "notice_first_immovable"),
    "notice_r2_movable": ("notice_second_movable", "notice_second_immovable"),
    "party_notice_lead": ("party_notice_lead",),
    "deemed_notice": ("deemed_notice",),
    "tenant_notice": ("tenant_notice", "shareholder_period"),
    "disclosure_items": ("disclosure_items", "prompts"),
    "deposit_min": ("deposit_min", "deposit_max"),
    "deposit_deadline": ("deposit_deadline",),
    "creditor_deposit": ("creditor_deposit",),
    "min_bidders": ("min_bidders",),
    "min_window": ("min_window",),
    "ext_trigger": ("ext_trigger", "ext_length", "ext_anchor", "ext_cap"),
    "increment": ("increment",),
    "panel_fields": ("panel_fields",),
    "resume_max": ("resume_max",),
    "refund_losers": ("refund_losers",),
    "winner_deposit_transfer": ("winner_deposit_transfer",),
    "balance_due": ("balance_due",),
    "ruling_service": ("ruling_service",),
    "title_at": ("title_at",),
    "handover": ("handover",),
    "round2_within": ("round2_within",),
    "cut_max": ("cut_max",),
    "max_auction_rounds": ("auction_rounds_max",),
    "sale_publish_max": ("sale_publish_max",),
    "sale_notice": ("sale_notice_movable", "sale_notice_immovable"),
    "sale_window": ("sale_window",),
    "sale_price": ("sale_price",),
    "sale_prepay": ("sale_prepay",),
    "sale_bidding_after_first_offer": ("sale_bidding_after_first_offer",),
    "direct_sale_floor": ("direct_sale_floor",),
    "defaulter_banned": ("defaulter_banned",),
    "deposit_waterfall": ("deposit_waterfall",),
    "shortfall_policy": ("shortfall_policy",),
    "commission": ("commission",),
    "retention": ("retention",),
    "provider_review": ("provider_review",),
    "objection": ("objection_decided", "review_filed", "third_party_suit"),
    "plan": ("plan_objection", "plan_counter", "plan_suit"),
    "payout_max": ("payout_max",),
    "delay_interest": ("delay_interest",),
    "fine": ("fine_person_max", "fine_entity_min", "fine_entity_max", "detention_max"),
    "ship:": ("ship_first_reserve", "ship_cut_max", "ship_sale_floor"),
}
# What the table says in words, and what that is in the code.
SAID: dict[str, tuple[str, object]] = {
    "hidden_reserve": ("false", False),
    "deposit_deadline": ("end of bidding", "end_of_bidding"),
    "creditor_deposit": ("max(0, deposit−claim)", "deposit_less_claim"),
    "increment": ("court decides; N×increment", "court_decides"),
    "panel_fields": (
        "start, cut, increment, deposit, priority",
        ("start_price", "cut", "increment", "deposit", "priority_list"),
    ),
    "balance_due": ("per notice", "per_notice"),
    "title_at": ("service of ruling", "service_of_ruling"),
    "sale_price": ("= round-2 start", "second_round_start"),
    "defaulter_banned": ("true", True),
    "deposit_waterfall": (
        "costs → gap → case debt → related debt",
        ("costs", "gap", "case_debt", "related_debt"),
    ),
    "shortfall_policy": ("contested; default court_order", "court_order"),
}
# The switches that stand beside the numbers of one row.
ANCHOR, CAP = "bid time", "none"
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(k|m)?(?![\d\w-])")
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


def _table() -> dict[str, list[str]]:
    text = RULEBOOK.read_text().split("## K. Parameter table")[1].split("### Article coverage")[0]
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in cells] for cells in lines if cells[0] != "name"]
    return {re.split(r"[ ;]", cells[0])[0]: cells for cells in rows}


def _numbers(said: str) -> list[float]:
    plain = said.replace("2×15", "2 15").replace("[MEM]", "")
    return [float(number) * _SCALES[scale] for number, scale in _NUMBER.findall(plain)]


def _spelled_out(span: re.Match[str]) -> str:
    return " ".join(str(number) for number in range(int(span[1]), int(span[2]) + 1))


def _scaled(parameter: Parameter) -> float:
    assert type(parameter.value) is int
    # A share a day is counted in millionths, the table writes per cent.
    return parameter.value / 10_000 if parameter.unit is Unit.MILLIONTHS_A_DAY else float(parameter.value)


def test_every_row_of_the_table_has_its_parameters():
    assert set(_table()) == set(ROWS)


@pytest.mark.parametrize("row", [row for row in ROWS if row not in SAID])
def test_every_number_of_the_table_is_the_number_of_the_code(row):
    counted = [RULES.parameter(name) for name in ROWS[row] if RULES.parameter(name).unit is not Unit.CHOICE]

    said = _table()[row][1]

    assert _numbers(said) == [_scaled(parameter) for parameter in counted]


@pytest.mark.parametrize("row", SAID)
def test_every_choice_of_the_table_is_known(row):
    said, value = SAID[row]

    assert _table()[row][1] == said
    assert RULES.parameter(row).value == value


def test_the_switches_of_the_extension_are_those_of_the_table():
    assert _table()["ext_trigger"][1].split(" / ")[2:] == [ANCHOR, CAP]
    assert RULES.parameter("ext_anchor").value == "bid_time"
    assert RULES.parameter("ext_cap").value is None


@pytest.mark.parametrize("row", [row for row in ROWS if row not in ("sale_publish_max", "sale_notice")])
def test_every_article_of_the_table_is_cited(row):
    said = re.sub(r"(\d+)–(\d+)", _spelled_out, _table()[row][3])
    for name in ROWS[row]:
        article = RULES.parameter(name).article
        place = article.partition("§")[2]
        assert not article or place in said, (name, article, said)
