"""Reading rows out of dirty lines."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.imports import reader
from listings.imports.mapping import KR_COURT_LIST
from listings.imports.reader import FILE_BYTES_MAX, LINE_BYTES_MAX, LINES_PER_ROW_MAX
from tests.support.imports import COLUMNS, HEADER

ABC = ("a", "b", "c")


def _pieces(body: bytes) -> list[bytes]:
    return body.splitlines(keepends=True)


def _read(body: str | bytes) -> list[reader.Row]:
    given = body.encode() if isinstance(body, str) else body
    return list(reader.read_rows(_pieces(given), ABC, encoding="utf-8"))


def _answers(body: str | bytes) -> list[str]:
    return [str(row.refusal.reason) if row.refusal else "|".join(row.cells.values()) for row in _read(body)]


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        ("1,2,3\n4,5,6", ["1|2|3", "4|5|6"]),
        ("1,2,3\r\n4,5,6\r\n", ["1|2|3", "4|5|6"]),
        ("\n1,2,3\n\n  \n4,5,6\n\n", ["1|2|3", "4|5|6"]),
        ('"1,1","2""2",3\n', ['1,1|2"2|3']),
        ('1,"two\nlines",3\n4,5,6\n', ["1|two lines|3", "4|5|6"]),
        (" 1 ,  2   2 ,3\n", ["1|2 2|3"]),
        ("1,Cafe\u0301,3\n", ["1|Café|3"]),
        ('1,5" pipe,3\n', ['1|5" pipe|3']),
        ("'=1,'plain,'\n", ["=1|'plain|'"]),
        ("1,2\n4,5,6\n", ["row_column_count", "4|5|6"]),
        ("1,2,3,4\n4,5,6\n", ["row_column_count", "4|5|6"]),
        ('"1,2,3\n4,5,6\n7,8,9\n', ["row_not_csv", "4|5|6", "7|8|9"]),
        ('"1,2,3\n4,"5",6\n7,8,9\n', ["row_not_csv", "4|5|6", "7|8|9"]),
        ('1,2,3\n4,5,"6', ["1|2|3", "row_not_csv"]),
        ('1,"2"x,3\n4,5,6\n', ["row_not_csv", "4|5|6"]),
        ('1,"2\n3",4,5,6\n7,8,9\n', ["row_column_count", "row_column_count", "7|8|9"]),
        ("1,2,3\n4,\xff,6\n7,8,9\n".encode("latin-1"), ["1|2|3", "row_not_in_encoding", "7|8|9"]),
        ('1,"2\n4,\xff,6\n7,8,9\n'.encode("latin-1"), ["row_not_csv", "row_not_in_encoding", "7|8|9"]),
    ],
)
def test_a_bad_line_never_costs_the_next(body, answers):
    assert _answers(body) == answers


def test_an_open_quotation_costs_one_line_of_many():
    body = '"1,2,3\n' + "4,5,6\n" * (LINES_PER_ROW_MAX * 3)

    answers = _answers(body)

    assert answers == ["row_not_csv"] + ["4|5|6"] * (LINES_PER_ROW_MAX * 3)


def test_a_line_beyond_the_bound_is_refused_once_however_long():
    long = b"1," + b"x" * (LINE_BYTES_MAX * 3) + b",3\n"
    pieces = [long[start : start + LINE_BYTES_MAX + 1] for start in range(0, len(long), LINE_BYTES_MAX + 1)]

    rows = list(reader.read_rows([*pieces, b"4,5,6\n"], ABC, encoding="utf-8"))

    assert [str(row.refusal.reason) if row.refusal else "" for row in rows] == ["row_too_long", ""]
    assert len(rows[0].excerpt) <= reader.EXCERPT_LENGTH


def test_rows_are_numbered_and_know_their_line():
    rows = _read('1,2,3\n\n"4\n4",5,6\n7,8,9\n')

    assert [(row.number, row.line) for row in rows] == [(1, 2), (2, 4), (3, 6)]


BODIES = (
    "1,2,3\n4,5,6\n7,8,9",
    '\n1,2,3\r\n\n"4\n4",5,6\n"7\n8,9,0\n  \n1,2\n3,2,1\n',
    "1," + "x" * (LINE_BYTES_MAX * 2) + ",3\n4,5,6\n",
    '"' + "x" * (LINE_BYTES_MAX * 2) + "\n4,5,6\n",
    "é,\udcff,ü\n4,5,6\n",
)


@pytest.mark.parametrize("body", BODIES)
def test_reading_goes_on_behind_any_row_as_if_it_had_never_stopped(body):
    given = body.encode("utf-8", "surrogateescape")
    whole = list(reader.read_rows(reader.lines_of([given]), ABC, encoding="utf-8"))

    for row in whole:
        rest = reader.lines_of([given[row.after.offset :]])
        later = list(reader.read_rows(rest, ABC, encoding="utf-8", start=row.after))
        assert later == whole[row.number :]
    assert len(whole) > 1


@given(st.lists(st.binary(max_size=40).map(lambda body: body.replace(b"\x01", b"\n"))))
def test_blocks_are_cut_into_the_lines_of_the_file(blocks):
    file = io.BytesIO(b"".join(blocks))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "LINE_BYTES_MAX", 7)
        cut = list(reader.lines_of(blocks))

    assert cut == list(iter(lambda: file.readline(8), b""))


def test_a_row_of_too_many_columns_keeps_what_it_has():
    (row,) = _read("1,2,3,4\n")

    assert (row.cells, row.excerpt) == ({"a": "1", "b": "2", "c": "3"}, "1,2,3,4")


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (HEADER, None),
        ("\ufeff" + HEADER, None),
        ('"' + '","'.join(COLUMNS) + '"', None),
        (HEADER + ",more", None),
        (" , ".join(COLUMNS), None),
        (HEADER.replace("court,", ""), "file_columns_missing"),
        (HEADER.replace(",", ";"), "file_wrong_separator"),
        (HEADER.replace(",", "\t"), "file_wrong_separator"),
        (HEADER.upper(), "file_columns_missing"),
        (HEADER + ",court", "file_column_repeated"),
        ('"' + HEADER, "file_not_csv"),
        ("%PDF-1.7", "file_columns_missing"),
        ("", "file_columns_missing"),
    ],
)
def test_a_header_names_every_column_once(header, reason):
    read = reader.read_header(f"{header}\n".encode(), KR_COURT_LIST)

    assert (str(read.reason) if hasattr(read, "reason") else None) == reason


@pytest.mark.parametrize(
    ("pieces", "answer"),
    [
        ([], "file_empty"),
        ([b"\n", b"  \n"], "file_empty"),
        ([b"a,b,c\n"], "file_empty"),
        ([b"a,b,c\n", b"1,2,3\n"], 2),
        ([b"a,b,c\n", b"\n", b"1,2,3"], 2),
        ([b"a,b,c\n", b"1,\x002,3\n"], "file_not_text"),
        (["a,b\n".encode("utf-16")], "file_not_text"),
        ([b"a,b,c\n", "가,나,다\n".encode("cp949")], "file_wrong_encoding"),
        ([b"a,b,c\n", b"1,2,3\n", b"4,\xff,6\n"], 3),
        ([b"x" * 65_536] * (FILE_BYTES_MAX // 65_536 + 1), "file_too_large"),
    ],
)
def test_a_file_is_surveyed_before_anything_is_taken(pieces, answer):
    found = reader.survey(pieces, encoding="utf-8")

    assert (found if isinstance(found, int) else str(found.reason)) == answer


def test_a_survey_names_the_first_line_that_is_wrong():
    bad = reader.survey([b"a,b\n", b"\xff,1\n", b"\xff,2\n"], encoding="utf-8")
    binary = reader.survey([b"a,b\n", b"1,\x00\n"], encoding="utf-8")

    assert bad.numbers == {"encoding": "utf-8", "bad": 2, "lines": 3, "line": 2}
    assert binary.numbers == {"line": 2}


def test_a_file_of_too_many_lines_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "LINES_MAX", 3)

    assert reader.survey([b"a\n"] * 3, encoding="utf-8") == 3
    assert reader.survey([b"a\n"] * 4, encoding="utf-8").reason == "file_too_many_rows"
