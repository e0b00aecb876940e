"""Reads the address of the mail server from its setting.

``smtps://name:password@mail.court.example:465`` speaks TLS from the first byte,
``smtp+starttls://…:587`` turns to it, ``smtp://localhost:25`` is for a relay on the same machine.
Name and password are percent-encoded, as in any address.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class BadMailServer(ValueError):
    """The setting names no mail server; the application refuses to start."""


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over, and by which name."""

    host: str
    port: int
    name: str | None
    password: str | None
    scheme: str

    def config(self) -> dict[str, object]:
        """Return what the mail library calls these things."""
        return {
            "MAIL_SERVER": self.host,
            "MAIL_PORT": self.port,
            "MAIL_USERNAME": self.name,
            "MAIL_PASSWORD": self.password,
            "MAIL_USE_SSL": self.scheme == "smtps",
            "MAIL_USE_TLS": self.scheme == "smtp+starttls",
        }


def parse_mail_server(text: str) -> MailServer:
    """Return the server; raises BadMailServer, which never repeats the password."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise BadMailServer("the port of the mail server is no number") from None
    if parts.scheme not in PORTS:
        raise BadMailServer(f"a mail server begins with one of {', '.join(f'{name}://' for name in PORTS)}")
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadMailServer("a mail server is scheme://name:password@host:port, and nothing after it")
    return MailServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        name=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        scheme=parts.scheme,
    )
