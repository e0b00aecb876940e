"""Finance sees what waits and who paid; with a judge it is taken, alone it is sent back."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.auction.settlement.resolving.conftest import Waiting
from tests.support import money
from tests.support.people import form_token, sign_in

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
LIST = "/court/bank/to-resolve"


def signed_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, f"{role}@wait.example")
    return client


def send(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": form_token(client), **fields})


def test_a_payment_in_another_name_is_taken_by_finance_and_a_judge(app: Flask, waiting: Waiting) -> None:
    finance, judge = signed_in(app, "finance"), signed_in(app, "judge")
    address = f"{LIST}/{waiting.payment_id}"

    shown, one = finance.get(LIST).text, finance.get(address).text
    wrong = send(finance, f"{address}/take", reference="?", because="His wife's account, as her letter says.")
    unknown = send(finance, f"{address}/take", reference="BBBBB-BBBBB", because="x")
    asked = send(finance, f"{address}/take", reference=waiting.reference.lower(), because="x")

    assert "Cy" in shown
    assert all(words in one for words in ("Cy", "6217000010012345673", f"deposit {waiting.reference}"))
    assert (wrong.status_code, unknown.status_code, asked.status_code) == (422, 409, 303)
    assert "as her letter says." in wrong.text
    assert "A judge decides on it." in finance.get(LIST).text
    (proposed,) = set(re.findall(r'href="(/court/approvals/\w{32})"', judge.get("/court/approvals/").text))
    read = judge.get(proposed).text
    assert "Cy" not in read
    (content_hash,) = re.findall(r'name="hash" value="(\w+)"', read)
    send(judge, f"{proposed}/approve", hash=content_hash)
    for _ in range(2):
        money.run_money_jobs(waiting.world)
    assert waiting.deposit == 7_140_000
    assert "Nothing waits" in finance.get(LIST).text
    assert finance.get(address).status_code == 404


def test_finance_sends_a_payment_back_and_nobody_else_sees_it(app: Flask, waiting: Waiting) -> None:
    finance, judge = signed_in(app, "finance"), signed_in(app, "judge")
    address = f"{LIST}/{waiting.payment_id}"

    shut = [judge.get(LIST).status_code, send(judge, f"{address}/send-back").status_code]
    done, again = (send(finance, f"{address}/send-back").status_code for _ in (1, 2))

    assert shut == [403, 403]
    assert (done, again) == (303, 404)
    assert money.held(waiting.world, f"payable:{waiting.payment_id}") == 7_140_000
