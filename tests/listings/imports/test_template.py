"""The file that a court fills in."""

from __future__ import annotations

import io

from auction.rules.rule_sets import rule_set
from listings.imports import reader
from listings.imports.judge import Result, judge_rows
from listings.imports.mapping import HOUSE_LIST
from listings.imports.survey import pieces_of, survey_file
from listings.imports.template import template


def test_its_examples_become_drafts_that_break_no_rule():
    mapping = HOUSE_LIST.settled(currency="CNY", time_zone="Asia/Shanghai", own_court="East Court")
    file = io.BytesIO(template().encode())

    found = survey_file(file, name="house-list.csv", mapping=mapping)
    rows = reader.read_rows(pieces_of(file), found.columns, encoding="utf-8", start=found.first_row)
    judged = list(judge_rows(rows, mapping=mapping, rules=rule_set("cn-2016-18")))

    assert found.columns == HOUSE_LIST.columns
    assert [one.result for one in judged] == [Result.DRAFT, Result.DRAFT], judged
