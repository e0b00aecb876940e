"""One normal form for what is stored and what is asked, and the tokens by which it is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings import search
from tests.support.catalogue import is_found


@pytest.mark.parametrize(
    ("texts", "normal"),
    [
        (("Ｆlat  No.３",), "flat no.3"),
        (("江南大道", "湖滨区"), "江南大道 湖滨区"),
        (("서울\x00특별시\x1b\ud800",), "서울 특별시"),
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
    assert len(search.words_of(" ".join(str(number) for number in range(1000)))) == search.WORDS_MAX


def test_a_word_may_begin_at_every_letter_without_case_and_behind_what_is_none() -> None:
    assert search.tokens("2021타경15 (flat)") == {
        "2021타경15", "타", "타경", "타경15", "경", "경1", "경15", "15", "(flat)", "flat)",
    }  # fmt: skip


def test_a_token_is_long_enough_for_words_that_people_type() -> None:
    text = "浙江省杭州市西湖区文三路" + " " + "x" * 50

    assert {"浙江省杭州市西湖", "西湖区文三路", "路", "x" * 40} <= search.tokens(text)
    assert max(map(len, search.tokens(text))) == 40


SIGNS = st.sampled_from("房产不动杭州市區東カ서울특별시아é1２(%_'\"\\·-ab ")
TEXTS = st.text(SIGNS, max_size=60)


@given(TEXTS, st.text(SIGNS, min_size=1, max_size=6))
def test_what_is_asked_is_found_by_its_token_exactly_where_it_stands(written: str, asked: str) -> None:
    text = search.normalise(written)
    for word in search.words_of(asked):
        token, begins = search.token_of(word)
        found = {
            each for each in search.tokens(text) if (each.startswith(token) if begins else each == token)
        }

        assert not search.is_longer_than_its_token(word)
        assert bool(found) == is_found(word, text)


@given(st.text(max_size=200))
def test_whatever_is_written_every_word_of_it_is_found(written: str) -> None:
    text = search.normalise(written)

    assert all(" " not in token and token for token in search.tokens(text))
    assert all(
        is_found(word, text) for word in search.words_of(text[: search.QUERY_LENGTH_MAX].rpartition(" ")[0])
    )
