"""A whole file is surveyed before anything of it is taken."""

from __future__ import annotations

import hashlib
import io

import pytest

from listings.imports.mapping import HOUSE_LIST
from listings.imports.reader import Place
from listings.imports.survey import survey_file
from tests.support.imports import HOUSE, make_house_list

EAST = HOUSE_LIST.settled(currency="CNY", time_zone="Asia/Shanghai", own_court="East Court")


def _survey(body: bytes, **more: int):
    return survey_file(io.BytesIO(body), name="list.csv", mapping=EAST, **more)


def test_a_file_is_known_by_its_hash_and_its_header():
    body = b"\xef\xbb\xbf" + make_house_list({}, {})

    found = _survey(body)

    assert (found.name, found.hash) == ("list.csv", hashlib.sha256(body).hexdigest())
    assert (found.byte_count, found.line_count, found.columns) == (len(body), 3, tuple(HOUSE))
    assert found.first_row == Place(0, 2, body.index(b"\n") + 1)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "file_empty"),
        (make_house_list(), "file_empty"),
        (b"title\nA flat\n", "file_columns_missing"),
        (make_house_list({}).replace(b",", b";"), "file_wrong_separator"),
        (b"PK\x03\x04\x00\x00", "file_not_text"),
        (make_house_list({"title": "房产"}).decode().encode("gb18030"), "file_wrong_encoding"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_by_name(body, reason):
    assert _survey(body).reason == reason


def test_a_file_may_have_its_last_byte_and_no_more():
    body = make_house_list({})

    assert _survey(body, bytes_max=len(body)).line_count == 2
    assert _survey(body, bytes_max=len(body) - 1).reason == "file_too_large"
