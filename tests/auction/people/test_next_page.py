"""Whoever wishes a next page gets one of ours."""

from __future__ import annotations

import pytest

from auction.people.next_page import inside


@pytest.mark.parametrize("wish", ["/", "/enrol/0192f0", "/my/enrolments?page=2#one", "/%E6%88%BF"])
def test_our_own_pages_are_next(wish):
    assert inside(wish) == wish


@pytest.mark.parametrize(
    "wish",
    [
        "", "enrol", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
        "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "/\r//evil.example",
        "\t//evil.example", "/ /evil.example", "/\x00", "/\u3000/evil.example", "/\uff0fevil.example",
    ],
)  # fmt: skip
def test_nothing_else_is_next(wish):
    assert inside(wish) == ""
