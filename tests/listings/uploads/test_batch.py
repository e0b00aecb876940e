"""Names of files come from strangers' machines; ids of files are the same for the same form."""

from __future__ import annotations

import pytest

from listings.uploads.batch import NAME_LENGTH_MAX, id_of, shown_name, title_of


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("house.jpg", "house.jpg"),
        ("C:\\photos\\客厅 1.jpg", "客厅 1.jpg"),
        ('../../"><script>alert(1)</script>\r\n.jpg', "script.jpg"),
        ("", "3"),
        ("...", "3"),
        ("x" * 500, "x" * NAME_LENGTH_MAX),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(name: str, shown: str) -> None:
    assert shown_name(name, 3) == shown


@pytest.mark.parametrize(
    ("name", "title"), [("估价报告.pdf", "估价报告"), ("Report.PDF", "Report"), ("", ""), ("a.b", "a.b")]
)
def test_a_document_is_called_by_its_file(name: str, title: str) -> None:
    assert title_of(name) == title


def test_every_file_of_a_form_has_an_id_of_its_own_that_stays() -> None:
    form = "a" * 32
    ids = [id_of(form, place) for place in range(10)]

    assert ids[0] == form
    assert len(set(ids)) == 10
    assert {len(each) for each in ids} == {32}
    assert ids == [id_of(form, place) for place in range(10)]
