"""What is asked is quoted for each database, so that it can say nothing but letters."""

from __future__ import annotations

import pytest

from listings.catalogue.match import format_match, format_query


@pytest.mark.parametrize(
    ("words", "sqlite", "postgresql"),
    [
        (("房产",), '"房产"', "'房产'"),
        (("土地使用权", "flat"), '"土地使用权" * AND "flat" *', "'土地使用权':* & 'flat':*"),
        (('a"b',), '"a""b" *', "'a\"b':*"),
        (("o'neill",), '"o\'neill" *', "'o''neill':*"),
        (("a\\b",), '"a\\b" *', "'a\\\\b':*"),
    ],
)
def test_words_are_written_for_each_database(words: tuple[str, ...], sqlite: str, postgresql: str) -> None:
    assert format_match(words) == sqlite
    assert format_query(words) == postgresql
