"""The bank on paper signs what it says, and says when it could not deliver."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import paper_gateway, webhook
from auction.payments.fact import Fact, Nothing, PaymentArrived
from auction.payments.gateway import GatewayUnavailable
from auction.payments.payout import Payout, PayoutKind
from auction.payments.webhook import Message
from tests.support.money import paper_bank

MESSAGE = Message("pay_1", "AAAAA-BBBBB", Money(5, "CNY"), "Ann")
ARRIVED = PaymentArrived("paper", "pay_1", "AAAAA-BBBBB", Money(5, "CNY"), "Ann")


def test_the_bank_signs_its_messages(sqlite_world: World):
    bank, at = paper_bank(sqlite_world), sqlite_world.clock.now()

    body, headers = bank.message(MESSAGE, event_id="evt_1", at=at)

    assert bank.check(headers[bank.signature_header], body, at=at) is None
    assert bank.check(headers[bank.signature_header], body + b" ", at=at) is not None


def test_another_installation_has_another_secret(sqlite_world: World):
    other = sqlite_world.settings.model_copy(update={"secret_key": "s" * 40})
    bank = paper_gateway.paper_gateway_of(sqlite_world.database, other)
    at = sqlite_world.clock.now()
    assert bank is not None

    body, headers = bank.message(MESSAGE, event_id="evt_1", at=at)

    assert paper_bank(sqlite_world).check(headers[bank.signature_header], body, at=at) is not None


@pytest.mark.parametrize("status", [200, 400, 503])
def test_the_answer_to_a_delivery_is_told(status: int):
    heard = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        answer = paper_gateway.deliver(f"http://127.0.0.1:{server.server_port}/", b"hello", {"X": "y"})
        thread.join()

    assert (answer, heard) == (status, [b"hello"])


def test_nobody_answering_is_named():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    with pytest.raises(GatewayUnavailable):
        paper_gateway.deliver(f"http://127.0.0.1:{port}/", b"", {})


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        (
            webhook.format_body(MESSAGE, event_id="evt_1"),
            PaymentArrived("paper", "pay_1", "AAAAA-BBBBB", Money(5, "CNY"), "Ann"),
        ),
        (b'{"id":"e1","type":"payment.disputed"}', Nothing("unknown_type")),
        (b'{"id":"e1","type":"payment.received"}', Nothing("unreadable")),
        (b"not json", Nothing("unknown_type")),
    ],
)
def test_a_message_tells_one_fact(sqlite_world: World, body: bytes, fact: Fact):
    assert paper_bank(sqlite_world).read(body.decode()) == (fact,)


@pytest.mark.parametrize(
    ("kind", "destination", "reason"),
    [
        (PayoutKind.REFUND, "payment:p1", None),
        (PayoutKind.CASE_ACCOUNT, "account:6222", None),
        (PayoutKind.CASE_ACCOUNT, "case:c1", "case_account_not_named"),
    ],
)
def test_a_case_is_reached_once_its_account_is_named(sqlite_world: World, kind, destination, reason):
    payout = Payout("t1", kind, destination, Money(5, "CNY"), sqlite_world.clock.now())

    refusal = paper_bank(sqlite_world).takes(payout)

    assert (refusal and refusal.reason) == reason
