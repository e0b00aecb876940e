"""Judging rows: draft, draft that breaks rules, or refused."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from auction.rounds.terms import Reason as TermsReason
from auction.rules.asset_class import AssetClass
from auction.rules.rule_sets import rule_set
from listings.imports import judge
from listings.imports.judge import Result
from listings.imports.mapping import KR_COURT_LIST
from listings.imports.reason import FileReason, RowReason, Violation
from listings.imports.words import NAMES, WORDS
from tests.support.imports import make_row

RULES = rule_set("cn-2016-18")


def _judge(**cells):
    return judge.judge(make_row(**cells), mapping=KR_COURT_LIST, rules=RULES)


def _reasons(judged):
    return [str(refusal.reason) for refusal in judged.refusals]


@pytest.mark.parametrize(
    ("failed", "price", "reasons"),
    [
        ("0", "700000", []),
        ("0", "699999", ["price_below_floor"]),
        ("0", "1000000", []),
        ("0", "1000001", ["price_above_reference"]),
        ("1", "560000", []),
        ("1", "559999", ["price_below_later_floor"]),
        ("2", "560000", []),
        ("3", "560000", ["rounds_exhausted"]),
        ("9", "100000", ["price_below_later_floor", "rounds_exhausted"]),
        ("9", "1000001", ["price_above_reference", "rounds_exhausted"]),
    ],
)
def test_a_draft_names_the_rules_it_breaks(failed, price, reasons):
    judged = _judge(failed_rounds=failed, minimum_price_krw=price)

    assert _reasons(judged) == reasons
    assert judged.result is (Result.DRAFT_WITH_VIOLATIONS if reasons else Result.DRAFT)


def test_a_violation_carries_its_rule_and_numbers():
    (violation,) = _judge(failed_rounds="1", minimum_price_krw="559999").refusals

    assert violation.rule == "R-69"
    assert violation.numbers == {
        "price": Money(559_999, "KRW"),
        "floor": Money(560_000, "KRW"),
        "reference": Money(1_000_000, "KRW"),
    }


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        # Every row also deserves the refusals below it: the order is tested too.
        ({"address": "a\x07b", "item_no": "", "property_type": "?"}, "row_not_printable"),
        ({"item_no": "", "address": "x" * 401}, "row_field_missing"),
        ({"court": ""}, "row_field_missing"),
        ({"case_number": ""}, "row_field_missing"),
        ({"address": "x" * 401, "court": "미정"}, "row_field_too_long"),
        ({"case_number": "9" * 81}, "row_field_too_long"),
        ({"court": "c" * 201}, "row_field_too_long"),
        ({"court": "c" * 150, "item_no": "9" * 50}, "row_field_too_long"),
        ({"court": "미정", "appraisal_krw": ""}, "row_court_not_named"),
        ({"appraisal_krw": "", "failed_rounds": "x"}, "row_price_malformed"),
        ({"minimum_price_krw": "0"}, "row_price_malformed"),
        ({"minimum_price_krw": "-700000"}, "row_price_malformed"),
        ({"minimum_price_krw": "NaN"}, "row_price_malformed"),
        ({"minimum_price_krw": "1e9"}, "row_price_malformed"),
        ({"minimum_price_krw": "700000.5"}, "row_price_malformed"),
        ({"minimum_price_krw": "７０００００"}, "row_price_malformed"),
        ({"minimum_price_krw": "=700000"}, "row_price_malformed"),
        ({"minimum_price_krw": "₩700000"}, "row_price_malformed"),
        ({"minimum_price_krw": "9" * 17}, "row_price_malformed"),
        ({"minimum_price_krw": "100000000000001"}, "row_price_beyond_bound"),
        ({"failed_rounds": "-1", "property_type": "?"}, "row_count_malformed"),
        ({"failed_rounds": ""}, "row_count_malformed"),
        ({"failed_rounds": "1.0"}, "row_count_malformed"),
        ({"property_type": "spaceship"}, "row_property_type_unknown"),
        ({"property_type": ""}, "row_property_type_unknown"),
    ],
)
def test_a_row_is_refused_with_the_first_reason_that_applies(cells, reason):
    judged = _judge(**cells)

    assert (judged.result, _reasons(judged)) == (Result.REFUSED, [reason])


@pytest.mark.parametrize("text", ["700,000", " 700 000 ", "700000.00"])
def test_digits_may_be_grouped(text):
    assert _judge(minimum_price_krw=text).facts.starting_price == Money(700_000, "KRW")


def test_facts_are_what_the_row_says():
    facts = _judge(tags="유찰1회|유치권|지분매각", failed_rounds="1").facts

    assert facts.title == "아파트 · 12 Quay Road"
    assert facts.place == "12 Quay Road"
    assert facts.known_defects == "유치권; 지분매각"
    assert "비고: 유찰1회|유치권|지분매각" in facts.description
    assert facts.asset_class is AssetClass.IMMOVABLE
    assert facts.source_key == "kr-court-list|Harbour Court|2026-1|1"


def test_keys_of_different_rows_differ_even_with_separators_inside():
    first = _judge(case_number="1|2", item_no="3").facts.source_key
    second = _judge(case_number="1", item_no="2|3").facts.source_key

    assert first != second


def test_of_rows_with_one_key_the_first_that_can_stand_does():
    rows = [
        make_row(1, minimum_price_krw="NaN"),
        make_row(2),
        make_row(3, minimum_price_krw="800000"),
        make_row(4, item_no="2"),
    ]

    judged = list(judge.judge_rows(rows, mapping=KR_COURT_LIST, rules=RULES))

    assert [one.result for one in judged] == [Result.REFUSED, Result.DRAFT, Result.REFUSED, Result.DRAFT]
    assert judged[2].refusals[0].reason == "row_key_repeated"
    assert judged[2].refusals[0].numbers == {"first": 2}


def test_a_court_that_sells_in_another_currency_takes_no_row():
    judged = _judge()

    assert judge.check_currency(judged, "KRW", "KRW") is judged
    assert _reasons(judge.check_currency(judged, "CNY", "KRW")) == ["row_currency_differs"]


def test_every_reason_has_its_words():
    assert set(WORDS) == {*FileReason, *RowReason, *Violation}
    assert set(NAMES) == {*RowReason, *Violation, TermsReason.PRICE_BELOW_FLOOR}
