"""The public page of a lot's money and its files, through their doors."""

from __future__ import annotations

import csv
import io
import json

import pytest

from auction.reports.trail import views
from auction.reports.views import take_place
from tests.auction.reports.trail.test_service import pay_balance
from tests.auction.reports.trail.test_store import sold

__all__ = ["sold"]
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


def test_anybody_reads_where_the_money_went_and_no_name(world, client, sold):
    round_id, lot_id, ann, bo = sold
    pay_balance(world, round_id)

    page = client.get(f"/lots/{lot_id}/money")
    sheet = client.get(f"/lots/{lot_id}/money.csv")
    told = client.get(f"/lots/{lot_id}/money.json")

    assert [answer.status_code for answer in (page, sheet, told)] == [200] * 3
    assert "Sum in = sum out." in page.text
    assert ann.code in page.text and bo.code in page.text
    assert f"/audit/lots/{lot_id}?entry=" in page.text
    assert 'id="entry-1"' in client.get(f"/audit/lots/{lot_id}?entry=1").text
    assert json.loads(told.data)["proof"]["holds"] is True
    assert len(list(csv.DictReader(io.StringIO(sheet.data.decode("utf-8-sig"))))) == len(
        json.loads(told.data)["lines"]
    )
    secrets = ("Canary", ann.account_id, bo.account_id, ann.enrolment_id, bo.enrolment_id, "pay_")
    said = page.text + sheet.text + told.text
    assert [secret for secret in secrets if secret in said] == []


def test_an_odd_page_shows_one_that_there_is_and_what_is_not_there_is_not_found(client, sold):
    for page in ("0", "-1", "x", "99999", "２", ""):
        answer = client.get(f"/lots/{sold[1]}/money", query_string={"page": page})
        assert answer.status_code == 200, page
        assert "Every movement" in answer.text, page

    for path in (f"/lots/{sold[1]}/money.xml", "/lots/none/money", "/lots/none/money.csv"):
        assert client.get(path).status_code == 404, path


def test_trails_at_once_are_bounded(client, sold):
    places = [take_place(views.trails) for _ in range(views.TRAILS_AT_ONCE_MAX)]

    busy = [client.get(f"/lots/{sold[1]}/{path}").status_code for path in ("money", "money.csv")]
    for place in places:
        place.close()

    assert busy == [429, 429]
    assert client.get(f"/lots/{sold[1]}/money").status_code == 200
