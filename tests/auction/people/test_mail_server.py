"""A mail server is read from one address, and a wrong one is named without its password."""

from __future__ import annotations

import pytest

from auction.people.mail_server import BadMailServer, MailServer, parse_mail_server


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("smtp://localhost", MailServer("localhost", 25, None, None, "smtp")),
        ("smtps://a%40b:p%2Fw@m.example/", MailServer("m.example", 465, "a@b", "p/w", "smtps")),
        ("smtp+starttls://n@m.example:2525", MailServer("m.example", 2525, "n", None, "smtp+starttls")),
    ],
)
def test_an_address_is_read(text, server):
    assert parse_mail_server(text) == server


@pytest.mark.parametrize(
    "text",
    [
        "m.example",
        "http://m.example",
        "smtp://",
        "smtp://m.example:x",
        "smtp://u:secret@m/path",
        "smtp://m?x=1",
    ],
)
def test_what_is_no_server_is_refused_without_its_password(text):
    with pytest.raises(BadMailServer) as refused:
        parse_mail_server(text)

    assert "secret" not in str(refused.value)
