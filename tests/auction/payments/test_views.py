"""Through the doors of payments: the webhook keeps only signed messages; the pay page tells the truth."""

from __future__ import annotations

import re
from datetime import timedelta

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import jobs, paper_gateway, service, store, webhook
from auction.payments.received import RequestPurpose
from auction.payments.tables import WebhookEvent
from auction.payments.webhook import Message
from auction.people.vault import vault_of
from tests.support import money, people

ASKED = Money(7_140_000, "CNY")
REFERENCE = "K7F3K-9XQ2M"
HEADER = paper_gateway.SIGNATURE_HEADER
MESSAGE = Message("pay_1", REFERENCE, ASKED, "王伟")


@pytest.fixture
def asking(world: World) -> World:
    """Give a world in which a deposit was asked of somebody."""
    with world.database.transaction() as tx:
        service.ask(
            tx,
            request_id=new_id(),
            reference=REFERENCE,
            purpose=RequestPurpose.DEPOSIT,
            subject_id="e1",
            account_id=people.make_bidder(world, tx),
            round_id="r1",
            amount=ASKED,
            at=world.clock.now(),
        )
    return world


def inbox(world: World) -> int:
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(WebhookEvent)) or 0


def waiting(world: World) -> int:
    with world.database.reading() as tx:
        return len(store.received_for(tx, RequestPurpose.DEPOSIT, 9))


def test_a_signed_message_is_kept_sealed_and_its_copies_change_nothing(asking: World, client: FlaskClient):
    body, headers = money.paper_bank(asking).message(MESSAGE, event_id="evt_1", at=asking.clock.now())

    statuses = {client.post("/webhooks/paper", data=body, headers=headers).status_code for _ in range(10)}

    assert statuses == {200}
    assert inbox(asking) == 1
    with asking.database.reading() as tx:
        sealed = tx.scalars(select(WebhookEvent.sealed_body)).one()
    assert "王伟".encode() not in sealed
    assert vault_of(asking.settings).unseal(sealed).encode() == body
    jobs.take_in(asking)
    assert waiting(asking) == 1


def guessed(signature: str) -> str:
    """Return a signature that is wrong in its last digit."""
    return signature[:-1] + ("1" if signature.endswith("0") else "0")


def rewritten(body: bytes) -> bytes:
    """Return the same object, written in another way."""
    return orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2)


# Each is given the bank's body and signature and its way to sign, and returns what is sent.
NOT_THE_BANKS = {
    "no header": lambda body, signature, sign: (body, {}),
    "empty header": lambda body, signature, sign: (body, {HEADER: ""}),
    "guessed secret": lambda body, signature, sign: (body, {HEADER: guessed(signature)}),
    "other body": lambda body, signature, sign: (body.replace(b"7140000", b"1"), {HEADER: signature}),
    "body written again": lambda body, signature, sign: (rewritten(body), {HEADER: signature}),
    "older scheme only": lambda body, signature, sign: (body, {HEADER: signature.replace("v1=", "v0=")}),
    "header of another gateway": lambda body, signature, sign: (body, {"Stripe-Signature": signature}),
    "signed without an id": lambda body, signature, sign: sign(b'{"type":"payment.received"}'),
    "signed but not json": lambda body, signature, sign: sign(b"\xff\xfe not json"),
    "signed but too large": lambda body, signature, sign: sign(b'{"id":"e","x":"' + b"x" * 70_000 + b'"}'),
}


def test_what_is_not_the_banks_is_refused_and_nothing_kept(asking: World, client: FlaskClient):
    bank, at = money.paper_bank(asking), asking.clock.now()
    told, headers = bank.message(MESSAGE, event_id="evt_1", at=at)

    def sign(body: bytes) -> tuple[bytes, dict[str, str]]:
        return body, {HEADER: webhook.sign(bank._secret, body, at=at)}

    for name, forge in NOT_THE_BANKS.items():
        body, sent = forge(told, headers[HEADER], sign)
        answer = client.post("/webhooks/paper", data=body, headers=sent)
        assert (answer.status_code, inbox(asking)) == (400, 0), name


def test_an_old_message_is_refused(asking: World, client: FlaskClient):
    signed_at = asking.clock.now()
    body, headers = money.paper_bank(asking).message(MESSAGE, event_id="evt_1", at=signed_at)

    for seconds, status in ((-301, 400), (301, 400), (-300, 200), (300, 200)):
        asking.clock.set(signed_at + timedelta(seconds=seconds))
        assert client.post("/webhooks/paper", data=body, headers=headers).status_code == status
        assert inbox(asking) == (status == 200)


def test_a_gateway_that_is_not_there_is_not_found(asking: World, client: FlaskClient):
    body, headers = money.paper_bank(asking).message(MESSAGE, event_id="evt_1", at=asking.clock.now())

    # Stripe is turned off here, and a bank sends no messages: its statements are brought by finance.
    for name in ("stripe", "bank", "nobody"):
        assert client.post(f"/webhooks/{name}", data=body, headers=headers).status_code == 404
    assert client.get("/webhooks/paper").status_code == 405


def pay(client: FlaskClient, **changes: str):
    page = client.get(f"/pay/{REFERENCE}").get_data(as_text=True)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    form = {"amount": "71400.00", "payer_name": "王伟", **fields, **changes}
    return client.post(f"/pay/{REFERENCE}", data=form)


def test_the_pay_page_tells_the_platform_over_its_own_webhook(asking: World, app: Flask, client: FlaskClient):
    money.bring_letters(app)

    page = client.get(f"/pay/{REFERENCE}").get_data(as_text=True)
    answer = pay(client)

    assert "Demonstration" in page
    assert "71400.00" in page
    assert answer.status_code == 303
    assert inbox(asking) == 1
    jobs.take_in(asking)
    assert waiting(asking) == 1


def test_a_form_sent_twice_is_one_payment(asking: World, app: Flask, client: FlaskClient):
    money.bring_letters(app)

    statuses = {pay(client, payment="a" * 32).status_code for _ in range(3)}
    jobs.take_in(asking)

    assert statuses == {303}
    assert waiting(asking) == 1


CANNOT_BE = (
    {"amount": ""},
    {"amount": "NaN"},
    {"amount": "-1"},
    {"amount": "1e9"},
    {"amount": "71400.001"},
    {"amount": "9" * 30},
    {"amount": "1000000000000.01"},
    {"payer_name": "  "},
    {"payer_name": "n" * 201},
    {"payer_name": "a\x00b"},
)


def test_a_form_that_cannot_be_is_shown_again_with_its_values(asking: World, app: Flask, client: FlaskClient):
    money.bring_letters(app)

    for changes in CANNOT_BE:
        answer = pay(client, **changes)
        page = answer.get_data(as_text=True)
        assert (answer.status_code, inbox(asking)) == (422, 0), changes
        assert 'role="alert"' in page
        assert "王伟" in page or "payer_name" in changes


def test_a_bank_that_cannot_reach_us_says_so_and_nothing_is_paid(
    asking: World, app: Flask, client: FlaskClient
):
    app.extensions["payments.deliver"] = lambda url, body, headers: 503

    answer = pay(client)

    assert answer.status_code == 502
    assert "could not reach" in answer.get_data(as_text=True)
    assert inbox(asking) == 0


def test_an_unknown_reference_has_no_page(world: World, client: FlaskClient):
    assert client.get("/pay/NOBOD-YKNOW").status_code == 404
    assert client.get("/pay/" + "x" * 3000).status_code == 404
