"""A letter reaches a real mail server, and one that is away is told, not hidden."""

from __future__ import annotations

import email
import socket

import pytest
from aiosmtpd.controller import Controller

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


def test_a_server_that_is_away_is_logged(sqlite_world, caplog):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        app = _app(sqlite_world, f"smtp://127.0.0.1:{closed.getsockname()[1]}")

        with app.test_request_context("/"):
            mail_views.send("lin@b.example", "Subject", "Words")

    assert "a letter was not sent" in caplog.text
