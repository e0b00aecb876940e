"""A letter reaches a real mail server, and one that is away is told, not hidden."""

from __future__ import annotations

import email
import socket
import ssl
from datetime import datetime

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from auction.people import mail_views
from tests.support.people_app import make_app


class Postbox:
    """Keeps what a mail server is handed."""

    def __init__(self) -> None:
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  # the library calls it so
        """Take a letter."""
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def postbox():
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


def _app(world, address):
    settings = world.settings.model_copy(update={"mail_server": address, "mail_sender": "court@a.example"})
    return make_app(type(world)(world.clock, world.database, settings))


def test_a_letter_is_handed_over(sqlite_world, postbox):
    box, port = postbox
    app = _app(sqlite_world, f"smtp://127.0.0.1:{port}")

    with app.test_request_context("/"):
        mail_views.send("lin@b.example", "竞价提醒", "Bidding opens tomorrow. 明天开拍。")

    ((sender, recipients, content),) = box.letters
    letter = email.message_from_bytes(content)
    assert (sender, recipients) == ("court@a.example", ["lin@b.example"])
    assert "明天开拍" in letter.get_payload(decode=True).decode()


@pytest.fixture
def impostor(tmp_path):
    """Give the port of a mail server that nobody vouches for, and what it was handed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1))  # noqa: DTZ001  # certificates write UTC without saying so
        .not_valid_after(datetime(2046, 1, 1))  # noqa: DTZ001  # certificates write UTC without saying so
        .sign(key, hashes.SHA256())
    )
    paper, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    paper.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper, secret)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True)
    server.start()
    yield box, port
    server.stop()


def test_a_server_that_nobody_vouches_for_gets_nothing(sqlite_world, impostor, caplog):
    box, port = impostor
    app = _app(sqlite_world, f"smtp+starttls://name:word@127.0.0.1:{port}")

    with app.test_request_context("/"):
        left = mail_views.send("lin@b.example", "Subject", "Words")

    assert (left, box.letters) == (False, [])
    assert "CERTIFICATE_VERIFY_FAILED" in caplog.text


def test_a_server_that_is_away_is_logged(sqlite_world, caplog):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        app = _app(sqlite_world, f"smtp://127.0.0.1:{closed.getsockname()[1]}")

        with app.test_request_context("/"):
            mail_views.send("lin@b.example", "Subject", "Words")

    assert "a letter was not sent" in caplog.text
