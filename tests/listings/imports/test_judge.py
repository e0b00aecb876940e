"""Judging rows: draft, draft that breaks rules, or refused."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from auction.rounds.terms import Reason as TermsReason
from auction.rules.rule_sets import rule_set
from listings.imports import judge
from listings.imports.judge import CourtTerms, Result
from listings.imports.mapping import HOUSE_LIST, KR_COURT_LIST
from listings.imports.reader import Row
from listings.imports.reason import FileReason, MendingReason, RowReason, Violation
from listings.imports.words import NAMES, WORDS
from tests.support.imports import make_house_cells, make_row

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

    assert (judged.result, _reasons(judged)[0]) == (Result.REFUSED, reason)


def test_every_wrong_column_of_a_row_is_named_once():
    judged = _judge(item_no="", minimum_price_krw="x" * 401, failed_rounds="?", property_type="spaceship")

    assert [(str(refusal.reason), refusal.numbers["column"]) for refusal in judged.refusals] == [
        ("row_field_missing", "item_no"),
        ("row_field_too_long", "minimum_price_krw"),
        ("row_count_malformed", "failed_rounds"),
        ("row_property_type_unknown", "property_type"),
    ]


def test_of_rows_with_one_key_the_first_that_can_stand_does():
    rows = [
        make_row(1, minimum_price_krw="NaN"),
        make_row(2),
        make_row(3, minimum_price_krw="800000"),
        make_row(4, item_no="2"),
        make_row(5, item_no="3"),
    ]
    chunk = list(judge.judge_rows(rows, mapping=KR_COURT_LIST, rules=RULES))
    earlier = {chunk[4].facts.source_key: 7}

    judged = judge.check_once(chunk, earlier, KR_COURT_LIST)

    assert [one.result for one in judged] == [
        Result.REFUSED,
        Result.DRAFT,
        Result.REFUSED,
        Result.DRAFT,
        Result.REFUSED,
    ]
    assert judged[2].refusals[0].reason == "row_key_repeated"
    assert judged[2].refusals[0].numbers == {"column": "court + case_number + item_no", "first": 2}
    assert judged[4].refusals[0].numbers["first"] == 7


def test_a_court_that_sells_in_another_currency_takes_no_row():
    judged = _judge()

    assert judge.check_court(judged, CourtTerms("KRW", "Europe/Paris"), KR_COURT_LIST) is judged
    assert judge.check_court(judged, None, KR_COURT_LIST) is judged
    refused = judge.check_court(judged, CourtTerms("CNY", "Asia/Seoul"), KR_COURT_LIST)
    assert _reasons(refused) == ["row_currency_differs"]


def test_times_read_by_another_clock_than_the_courts_are_refused():
    mapping = HOUSE_LIST.settled(currency="CNY", time_zone="Asia/Shanghai")

    def check(time_zone, **cells):
        row = Row(1, 2, make_house_cells(court="East Court", **cells))
        judged = judge.judge(row, mapping=mapping, rules=RULES)
        return _reasons(judge.check_court(judged, CourtTerms("CNY", time_zone), mapping))

    assert check("Asia/Urumqi") == ["row_time_zone_differs"]
    assert check("Asia/Shanghai") == []
    assert check("Asia/Urumqi", opens_at="", closes_at="", balance_due_at="") == []


@pytest.mark.parametrize(
    ("cells", "reasons"),
    [
        ({}, []),
        ({"increment": "714000.01"}, ["increment_above_price"]),
        ({"deposit": "35699.99"}, ["deposit_too_small"]),
        ({"deposit": "142800.01"}, ["deposit_too_large"]),
        ({"deposit": "35700"}, []),
        ({"deposit": "142800"}, []),
        ({"increment": "", "deposit": ""}, []),
    ],
)
def test_increment_and_deposit_are_judged_where_the_list_names_them(cells, reasons):
    mapping = HOUSE_LIST.settled(currency="CNY", time_zone="Asia/Shanghai", own_court="East Court")

    judged = judge.judge(Row(1, 2, make_house_cells(**cells)), mapping=mapping, rules=RULES)

    assert _reasons(judged) == reasons


def test_every_reason_has_its_words():
    assert set(WORDS) == {*FileReason, *RowReason, *Violation, *MendingReason}
    assert {*RowReason, *Violation, TermsReason.PRICE_BELOW_FLOOR} <= set(NAMES)
