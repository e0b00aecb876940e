"""Finance sees what waits and who paid; with a judge it is taken, alone it is sent back."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from auction.audit.tables import Entry
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.world import World
from auction.payments.bank import jobs as bank_jobs
from tests.auction.settlement.resolving.conftest import Waiting
from tests.support import bank, money
from tests.support.people import form_token, sign_in

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
LIST = "/court/bank/to-resolve"


def signed_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, f"{role}@wait.example")
    return client


def send(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": form_token(client), **fields})


def looks(world: World) -> list[dict[str, object]]:
    """Return what the record keeps of who was shown whose name."""
    query = select(Entry.body).where(Entry.kind == "access.identity").order_by(Entry.position)
    with world.database.reading() as tx:
        return [json.loads(body) for body in tx.scalars(query)]


def payments_of(page: str) -> list[str]:
    """Return the ids of the payments to which a list leads."""
    return re.findall(rf'href="{LIST}/(\w+)"', page)


def arrive_in_another_name(waiting: Waiting, count: int) -> None:
    """Let so many more payments come to the bank that nobody can place."""
    lines = [
        bank.Entry("5.00", "x", name="Li", account="6217000010012345673", reference=f"C-{number}")
        for number in range(count)
    ]
    body = bank.statement(*lines, opening="72400.00", day="2026-03-01")
    taken = bank.take_in(waiting.world, waiting.court_id, body, by=waiting.finance)
    assert isinstance(taken, tuple), taken
    for _ in range(2):
        money.run_money_jobs(waiting.world)


def test_a_payment_in_another_name_is_taken_by_finance_and_a_judge(app: Flask, waiting: Waiting) -> None:
    finance, judge = signed_in(app, "finance"), signed_in(app, "judge")
    address = f"{LIST}/{waiting.payment_id}"

    shown, one = finance.get(LIST).text, finance.get(address).text
    wrong = send(finance, f"{address}/take", reference="?", because="His wife's account, as her letter says.")
    unknown = send(finance, f"{address}/take", reference="BBBBB-BBBBB", because="x")
    asked = send(finance, f"{address}/take", reference=waiting.reference.lower(), because="x")

    assert "Cy" in shown
    assert all(words in one for words in ("Cy", "6217 0000 1001 2345 673", f"deposit {waiting.reference}"))
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


def test_the_line_of_a_statement_and_the_desk_lead_to_what_waits(app: Flask, waiting: Waiting) -> None:
    finance = signed_in(app, "finance")
    (statement,) = re.findall(
        r'href="(/court/bank/statements/\w{32})"', finance.get("/court/bank/statements").text
    )

    assert f'<a href="{LIST}/{waiting.payment_id}">waits for you</a>' in finance.get(statement).text
    desk = finance.get("/court/finance").text
    assert re.search(rf'href="{LIST}">payments to place or send back</a>: <span[^>]*>1</span>', desk)

    assert send(finance, f"{LIST}/{waiting.payment_id}/send-back").status_code == 303
    after = finance.get(statement).text
    assert f"{LIST}/{waiting.payment_id}" not in after and "goes back" in after


def test_the_desk_says_that_a_payment_file_is_to_be_handed_in(app: Flask, waiting: Waiting) -> None:
    assert send(signed_in(app, "finance"), f"{LIST}/{waiting.payment_id}/send-back").status_code == 303
    desks = []
    for _ in range(2):
        for job in (*[money.run_money_jobs] * 2, *bank_jobs.JOBS):
            job(waiting.world)
        desks.append(signed_in(app, "finance").get("/court/finance").text)
        waiting.world.clock.advance(minutes=4)

    ordered, filed = desks
    for words, here, gone in (
        ("payments for the next file to the bank", ordered, filed),
        ("payments in files for the bank that no statement shows yet", filed, ordered),
    ):
        assert re.search(rf'href="/court/bank/files">{words}</a>: <span[^>]*>1</span>', here)
        assert words not in gone
    assert "goes on by itself" in ordered and "goes on by itself" not in filed


def test_every_payment_that_waits_can_be_reached_and_resolved(
    app: Flask, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive_in_another_name(waiting, PAGE_ROWS_MAX)
    finance = signed_in(app, "finance")

    first = finance.get(LIST).text
    (further,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = finance.get(unescape(further)).text
    (last,) = set(payments_of(second))

    assert len(set(payments_of(first))) == PAGE_ROWS_MAX and last not in payments_of(first)
    assert 'rel="next"' not in second and "To the first page" in second and "To the first" not in first
    assert finance.get(f"{LIST}/{last}").status_code == 200
    assert send(finance, f"{LIST}/{last}/send-back").status_code == 303
    assert "Nothing waits" not in finance.get(unescape(further)).text
    assert finance.get(f"{LIST}?after=nowhere").status_code == 404


def test_whoever_is_shown_who_paid_stands_in_the_record(app: Flask, waiting: Waiting) -> None:
    finance, judge = signed_in(app, "finance"), signed_in(app, "judge")
    address, asked = f"{LIST}/{waiting.payment_id}", {"reference": "?", "because": "x"}

    assert finance.get(LIST).status_code == finance.get(address).status_code == 200
    assert send(finance, f"{address}/take", **asked).status_code == 422
    assert (judge.get(address).status_code, finance.get(f"{LIST}/x").status_code) == (403, 404)

    seen = looks(waiting.world)
    assert [(look["door"], look["subject"], look["shown"]) for look in seen] == [
        ("resolving.index", "", [waiting.payment_id]),
        ("resolving.payment", waiting.payment_id, [waiting.payment_id]),
        ("resolving.take", waiting.payment_id, [waiting.payment_id]),
    ]
    assert {look["role"] for look in seen} == {"finance"}
    assert not any("Cy" in str(look) for look in seen)


def test_finance_sends_a_payment_back_and_nobody_else_sees_it(app: Flask, waiting: Waiting) -> None:
    finance, judge = signed_in(app, "finance"), signed_in(app, "judge")
    address = f"{LIST}/{waiting.payment_id}"

    shut = [judge.get(LIST).status_code, send(judge, f"{address}/send-back").status_code]
    done, again = (send(finance, f"{address}/send-back").status_code for _ in (1, 2))

    assert shut == [403, 403]
    assert (done, again) == (303, 404)
    assert money.held(waiting.world, f"payable:{waiting.payment_id}") == 7_140_000
