"""One normal form for what is stored and what is asked."""

from __future__ import annotations

import pytest

from listings import search


@pytest.mark.parametrize(
    ("texts", "normal"),
    [
        (("Ｆlat  No.３",), "flat no.3"),
        (("江南大道", "湖滨区"), "江南大道 湖滨区"),
        (("서울\x00특별시",), "서울 특별시"),
        (("Straße",), "strasse"),
        (("",), ""),
    ],
)
def test_width_case_and_spaces_do_not_matter(texts: tuple[str, ...], normal: str) -> None:
    assert search.normalise(*texts) == normal


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("房产", ("%房产%",)),
        ("아파트 서울", ("%아파트%", "%서울%")),
        ("50% off_set", ("%50\\%%", "%off\\_set%")),
        ("a\\b", ("%a\\\\b%",)),
        ("same same", ("%same%",)),
        ("   ", ()),
    ],
)
def test_each_word_becomes_one_escaped_pattern(query: str, found: tuple[str, ...]) -> None:
    assert search.patterns(query) == found


def test_a_long_query_is_cut() -> None:
    assert len(search.patterns(" ".join(str(number) for number in range(1000)))) == search.WORDS_MAX
