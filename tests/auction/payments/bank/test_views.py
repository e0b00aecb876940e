"""Finance names the account with a judge, takes statements in and gives files to the bank."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from auction.audit.tables import Entry as Record
from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.bank import jobs, service, store
from auction.payments.bank.order import Order, end_to_end_of
from auction.payments.bank.statement import STATEMENT_BYTES_MAX, Party
from auction.people.vault import vault_of
from tests.support.bank import ACCOUNT, Entry, name_account, statement
from tests.support.cases import make_court
from tests.support.people import form_token, make_staff, sign_in

# What no database changes; the stores' own tests run on both.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
FORM = {
    "holder": "Court of the East",
    "number": "6222 0202 0011 2233 445",
    "bank": "ICBC",
    "code": "ICBKCNBJ",
    "currency": "CNY",
    "stripe_account": "",
}
PAID = Entry("71400.00", "deposit", name="王芳", account="6217000010012345678", reference="B-1")
Browse = Callable[[Role], FlaskClient]


@pytest.fixture
def court_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_court(tx)


@pytest.fixture
def browse(app: Flask, world: World, court_id: str) -> Browse:
    """Sign one of the court's officers in."""

    def signed_in(role: Role) -> FlaskClient:
        email = f"{role}@bank.example"
        with world.database.transaction() as tx:
            make_staff(world, tx, role, court_id=court_id, email=email)
        client = app.test_client()
        sign_in(client, email)
        return client

    return signed_in


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    return client.post(path, data={"csrf_token": form_token(client), **fields})


def upload(client: FlaskClient, body: bytes) -> TestResponse:
    return send(client, "/court/bank/statements", statement=(io.BytesIO(body), "statement.xml"))


def test_r_90_finance_proposes_the_account_and_a_judge_puts_it_into_force(
    world: World, court_id: str, browse: Browse
) -> None:
    finance, judge = browse(Role.FINANCE), browse(Role.JUDGE)
    assert "named no account yet" in finance.get("/court/bank").text

    proposed = send(finance, "/court/bank", **FORM)
    again = send(finance, "/court/bank", **FORM)

    assert (proposed.status_code, again.status_code) == (303, 409)
    page = judge.get("/court/bank").text
    (address,) = re.findall(r'href="(/court/approvals/\w+)"', page)
    read = judge.get(address).text
    assert "6222 0202 0011 2233 445" in read
    (content_hash,) = re.findall(r'name="hash" value="(\w+)"', read)
    send(judge, f"{address}/approve", hash=content_hash)
    with world.database.reading() as tx:
        version = store.account_of(tx, court_id)
    assert version is not None
    assert (version.account.holder, version.account.number) == ("Court of the East", "6222020200112233445")
    assert send(finance, "/court/bank", **FORM).status_code == 409


def test_r_90_two_courts_name_no_account_together_and_neither_learns_of_the_other(
    world: World, court_id: str, browse: Browse
) -> None:
    with world.database.transaction() as tx:
        west = make_court(tx, name="West")
    finance, judge = browse(Role.FINANCE), browse(Role.JUDGE)
    assert send(finance, "/court/bank", **FORM).status_code == 303
    (address,) = re.findall(r'href="(/court/approvals/\w+)"', judge.get("/court/bank").text)
    (content_hash,) = re.findall(r'name="hash" value="(\w+)"', judge.get(address).text)
    # While the judge reads, the other court is faster.
    name_account(world, west)

    late = send(judge, f"{address}/approve", hash=content_hash)
    send(judge, f"{address}/return", because="Another account, please.")
    asked = send(finance, "/court/bank", **FORM)

    assert (late.status_code, asked.status_code) == (409, 409)
    for page in (late.text, asked.text):
        assert page.count("This is the account of another court.") >= 1
        assert "West" not in page
    with world.database.reading() as tx:
        assert store.account_of(tx, court_id) is None


def test_a_wrong_form_is_told_at_each_field_and_keeps_what_was_typed(browse: Browse) -> None:
    answer = send(
        browse(Role.FINANCE), "/court/bank", **{**FORM, "number": "DE89 3704 0044 0532 0130 01", "code": "?"}
    )

    assert answer.status_code == 422
    assert 'value="DE89 3704 0044 0532 0130 01"' in answer.text
    assert answer.text.count('class="invalid-feedback') == 2


def test_a_statement_is_taken_in_and_told_line_by_line(world: World, court_id: str, browse: Browse) -> None:
    name_account(world, court_id)
    finance = browse(Role.FINANCE)
    fee = Entry("-5.00", fee=True)

    answer = upload(finance, statement(PAID, fee))
    again = upload(finance, statement(PAID, fee))
    page = finance.get(answer.location).text

    assert (answer.status_code, again.location) == (303, answer.location)
    assert all(
        words in page for words in ("王芳", "6217 0000 1001 2345 678", "Fee of the bank", "¥71,400.00")
    )
    assert "S-230" in finance.get("/court/bank/statements").text
    assert finance.get(f"{answer.location}?after=99999999999").status_code == 200
    assert finance.get("/court/bank/statements/" + "0" * 32).status_code == 404


def test_r_33_whoever_is_shown_a_statement_stands_in_the_record(
    world: World, court_id: str, browse: Browse
) -> None:
    name_account(world, court_id)
    finance = browse(Role.FINANCE)
    location = upload(finance, statement(PAID, Entry("-5.00", fee=True))).location

    assert finance.get("/court/bank/statements").status_code == finance.get(location).status_code == 200
    assert finance.get(f"{location}?after=99999999999").status_code == 200

    with world.database.reading() as tx:
        (kept,) = tx.scalars(select(Record).where(Record.kind == "access.identity"))
    told = json.loads(kept.body)
    assert (told["door"], told["subject"]) == ("bank.statement", location.rsplit("/", 1)[1])
    # The fee names nobody.
    assert len(told["shown"]) == 1
    assert kept.court_id == court_id
    assert not any(words in kept.body.decode() for words in ("王芳", "6217"))


REFUSED = (
    (b"", "Choose a file"),
    (b"%PDF-1.7\n", "no bank statement in this file"),
    (statement(PAID, closing="1.00"), "does not add up"),
    (statement(PAID, account="6222020200112233999"), "another account, which ends in 3999"),
    (b"x" * (STATEMENT_BYTES_MAX + 1), "more than 5 megabytes"),
)


def test_what_is_refused_is_said_and_nothing_is_taken(world: World, court_id: str, browse: Browse) -> None:
    finance = browse(Role.FINANCE)
    assert "named no account yet" in upload(finance, statement(PAID)).text
    name_account(world, court_id)

    for body, words in REFUSED:
        answer = upload(finance, body)

        assert answer.status_code == 422, words
        assert words in answer.text
        assert "No statement has been taken in yet" in answer.text


def test_r_33_who_paid_is_told_to_finance_alone(browse: Browse) -> None:
    for role in (Role.CLERK, Role.JUDGE):
        officer = browse(role)
        assert officer.get("/court/bank").status_code == 200
        for path in ("/court/bank/statements", "/court/bank/files", "/court/bank/statements/template.csv"):
            assert officer.get(path).status_code == 403


def test_the_table_to_fill_in_is_downloaded(browse: Browse) -> None:
    answer = browse(Role.FINANCE).get("/court/bank/statements/template.csv")

    assert answer.mimetype == "text/csv"
    assert answer.text.startswith("\ufeffaccount,currency,date,amount,balance")


def test_orders_are_collected_after_a_while_and_the_file_is_the_same_each_time(
    app: Flask, world: World, court_id: str, browse: Browse
) -> None:
    name_account(world, court_id)
    order = Order("a", end_to_end_of("a"), court_id, "REFUND", Money(500, "CNY"), Party("Li", "123456"), "a")
    with world.database.transaction() as tx:
        vault, at = vault_of(world.settings), world.clock.now()
        service.order_payment(tx, order, vault=vault, at=at)
    finance = browse(Role.FINANCE)
    assert "1 payment of CN¥5.00 waits" in finance.get("/court/bank/files").text

    world.clock.set(at + jobs.COLLECT_AFTER - timedelta(microseconds=1))  # type: ignore[attr-defined]  # set by hand
    early = jobs.write_files(world)
    world.clock.set(at + jobs.COLLECT_AFTER)  # type: ignore[attr-defined]  # set by hand
    written, again = jobs.write_files(world), jobs.write_files(world)

    assert (early, written, again) == (0, 1, 0)
    (address,) = re.findall(r'href="(/court/bank/files/\w+\.xml)"', finance.get("/court/bank/files").text)
    first, second = finance.get(address), finance.get(address)
    assert first.data == second.data
    assert ACCOUNT.encode() in first.data
    with world.database.transaction() as tx:
        make_staff(world, tx, Role.FINANCE, court_id=make_court(tx), email="other@bank.example")
    other = app.test_client()
    sign_in(other, "other@bank.example")
    assert other.get(address).status_code == 404


def test_every_line_of_a_long_batch_is_reached(world: World, court_id: str, browse: Browse):
    name_account(world, court_id)
    batches = [
        Entry("5.00", details=[("0.01", f"{letter} {number}") for number in range(500)], reference=letter)
        for letter in "ABCDE"
    ]
    client = browse(Role.FINANCE)
    path = upload(client, statement(*batches)).headers["Location"]

    last = client.get(f"{path}?after=2450")

    assert "E 499" in last.text
    assert "after=2500" not in last.text
