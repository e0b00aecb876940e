"""Our account at Stripe: whose messages are believed, what unclear answers are called, no key told."""

from __future__ import annotations

import ast
import logging
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import stripe
from pydantic import SecretStr

from auction.kernel.money import Money
from auction.kernel.settings import Settings
from auction.payments import stripe_gateway
from auction.payments.gateway import GatewayUnavailable
from auction.payments.payout import Payout, PayoutKind
from auction.payments.stripe_gateway import StripeGateway, stripe_gateway_of
from auction.payments.webhook import TOLERANCE
from auction.payments.words import Reason

AT = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
BODY = b'{\n  "id": "evt_1",\n  "object": "event"\n}'
REFUND = Payout("back:pi_1", PayoutKind.REFUND, "payment:pi_1", Money(5, "EUR"), AT)
CREDIT = Payout("deposit-out:e1", PayoutKind.CASE_ACCOUNT, "account:1", Money(5, "EUR"), AT, court_id="c1")


def gateway(account: str = "acct_1", url: str = "http://127.0.0.1:9") -> StripeGateway:
    settings = Settings(
        secret_key="s" * 40,
        stripe_secret_key=SecretStr("sk_test_hidden"),
        stripe_webhook_secret=SecretStr("whsec_new whsec_old"),
        stripe_api_url=url,
    )
    made = stripe_gateway_of(settings, lambda _court_id: account)
    assert made is not None
    return made


def header(secret: str, at: datetime = AT, body: bytes = BODY) -> str:
    signed: str = stripe.WebhookSignature.generate_signature_header(
        body.decode(), secret, timestamp=int(at.timestamp())
    )
    return signed


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (header("whsec_new"), None),
        (header("whsec_old"), None),
        (header("whsec_new", AT - TOLERANCE), None),
        (header("whsec_new", AT - TOLERANCE - timedelta(seconds=1)), Reason.SIGNATURE_OLD),
        (header("whsec_old", AT - TOLERANCE - timedelta(seconds=1)), Reason.SIGNATURE_OLD),
        (header("whsec_other"), Reason.SIGNATURE_FORGED),
        (header("whsec_new").replace("v1=", "v0="), Reason.SIGNATURE_MISSING),
        ("", Reason.SIGNATURE_MISSING),
    ],
)
def test_only_what_stripe_signed_is_believed(given: str, reason: Reason | None):
    refusal = gateway().check(given, BODY, at=AT)

    assert (None if refusal is None else refusal.reason) == reason


def test_no_byte_of_a_signed_message_may_change():
    signed = header("whsec_new")

    for place in range(len(BODY)):
        changed = BODY[:place] + bytes([BODY[place] ^ 1]) + BODY[place + 1 :]
        assert gateway().check(signed, changed, at=AT) is not None


def test_a_message_that_names_nothing_of_ours_asks_nobody():
    (nothing,) = gateway().read('{"livemode": true}')

    assert nothing.reason == "other_mode"


def test_an_account_that_does_not_answer_leaves_everything_open():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        nobody = gateway(url=f"http://127.0.0.1:{silent.getsockname()[1]}")

        for ask in (
            lambda: nobody.pay_out(REFUND, at=AT),
            lambda: nobody.find(CREDIT),
            lambda: nobody.begin_checkout("k", {}),
            lambda: list(nobody.statement(since=AT, until=AT + timedelta(hours=1))),
            lambda: nobody.read('{"livemode":false,"data":{"object":{"object":"refund","id":"re_1"}}}'),
        ):
            with pytest.raises(GatewayUnavailable):
                ask()


@pytest.mark.parametrize(
    ("payout", "account", "reason"),
    [
        (REFUND, "", None),
        (Payout("b", PayoutKind.REFUND, "payment:pay_1", Money(5, "EUR"), AT), "", Reason.NOT_CAME_THIS_WAY),
        (CREDIT, "acct_1", None),
        (CREDIT, "", Reason.NO_CONNECTED_ACCOUNT),
    ],
)
def test_only_what_came_over_stripe_goes_back_and_only_a_connected_court_is_credited(
    payout: Payout, account: str, reason: Reason | None
):
    refusal = gateway(account).takes(payout)

    assert (None if refusal is None else refusal.reason) == reason


def test_nobody_pays_over_stripe_without_a_key():
    assert stripe_gateway_of(Settings(secret_key="s" * 40), str) is None


def test_no_key_is_in_a_log_or_a_message(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)

    with pytest.raises(GatewayUnavailable) as failure:
        gateway().find(REFUND)

    assert "hidden" not in caplog.text + str(failure.value) + repr(failure.value.__cause__)


def test_the_form_of_stripes_answers_is_the_one_this_library_was_made_for():
    assert stripe.api_version == stripe_gateway.API_VERSION


def test_every_call_has_one_attempt():
    tree = ast.parse(Path(stripe_gateway.__file__).read_text())
    given = {word.arg: ast.unparse(word.value) for word in ast.walk(tree) if isinstance(word, ast.keyword)}

    assert given["max_network_retries"] == "0"
    assert given["timeout"] == "(CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S)"
