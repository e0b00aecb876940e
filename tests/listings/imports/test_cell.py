"""Cells that a spreadsheet may open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.imports import cell as cells


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("＝1+1", "'＝1+1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("plain", "plain"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text, cell):
    assert cells.safe_cell(text) == cell


@given(st.text() | st.text(alphabet="'=+-@x"))
def test_a_cell_comes_back_as_it_was(text):
    # A text that somebody wrote with the apostrophe is taken for one of ours.
    if not (text.startswith("'") and cells.plain_cell(text) != text):
        assert cells.plain_cell(cells.safe_cell(text)) == text
