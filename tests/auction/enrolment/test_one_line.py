"""One line of text."""

from __future__ import annotations

from auction.enrolment.one_line import TEXT_LENGTH_MAX, clean


def test_a_text_is_one_line_that_can_be_read():
    assert clean(" a\n\x00 b ") == "a b"
    assert len(clean("x" * 10_000)) == TEXT_LENGTH_MAX
