"""Findings are kept as text and come back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listings.diligence.finding import Finding, format_findings, parse_findings

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.dictionaries(WORDS, st.builds(Finding, WORDS, st.booleans()), max_size=8))
def test_what_is_written_is_read_again(findings):
    assert parse_findings(format_findings(findings)) == findings


def test_the_order_of_writing_does_not_change_the_text():
    one, other = Finding("48,210 km"), Finding("Asked the register.", established=False)

    first = format_findings({"mileage": one, "registration": other})

    assert first == format_findings({"registration": other, "mileage": one})
