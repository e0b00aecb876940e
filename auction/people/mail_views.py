"""Sends letters to people: into files by default, and never before the commit they speak of."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, after_this_request, current_app, has_request_context, render_template
from flask_babel import gettext
from flask_mailman import EmailMessage, Mail
from flask_mailman.backends.smtp import EmailBackend as SmtpBackend
from flask_security import MailUtil
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy.orm import Session

from auction.kernel.web_views import this_world
from auction.kernel.world import World
from auction.people.mail_server import parse_mail_server
from auction.people.sign_in_words import INVITATION_SUBJECT
from auction.people.tables import Account

# A mail server that does not answer by then is away; nobody's page and no job waits longer.
SERVER_WAIT_S_MAX = 10


class _CheckedSmtp(smtplib.SMTP):
    """A connection that turns to TLS only with whom the certificate names."""

    def starttls(  # type: ignore[override]  # key and certificate of our own are no way here
        self, *, context: ssl.SSLContext | None = None
    ) -> tuple[int, bytes]:
        """Turn to TLS; without a context Python would check nothing."""
        return super().starttls(context=context or ssl.create_default_context())


class Relay(SmtpBackend):  # type: ignore[misc]  # the library has no types
    """The court's own mail server; both ways of TLS check who it is."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return what speaks to the server."""
        return smtplib.SMTP_SSL if self.use_ssl else _CheckedSmtp


class Letters(MailUtil):
    """Reads addresses in their one form, and hands the library's letters over after its commit."""

    def normalize(self, email: str) -> str:
        """Return an address as it is kept; a database may not know the capitals of all scripts."""
        whole: str = super().normalize(email)
        return whole.lower()

    def validate(self, email: str) -> str:
        """Return an address as it is kept, if a letter can reach it."""
        whole: str = super().validate(email)
        return whole.lower()

    def send_mail(  # type: ignore[override]  # always called by position
        self, _template: str, subject: str, recipient: Any, *others: Any, **_context: Any
    ) -> None:
        """Send the letter when the view is done; the commit was asked for earlier."""
        _sender, body, _html = others
        after_this_request(lambda response: _send_then_answer(str(recipient), subject, body, response))


def attach(app: Flask, world: World) -> None:
    """Give an application its mail; the embedded default writes files."""
    app.config.setdefault("MAIL_BACKEND", Relay if world.settings.mail_server else "file")
    app.config.setdefault("MAIL_FILE_PATH", str(world.settings.instance_dir / "mail"))
    app.config.setdefault("MAIL_DEFAULT_SENDER", world.settings.mail_sender)
    app.config.setdefault("MAIL_TIMEOUT", SERVER_WAIT_S_MAX)
    if world.settings.mail_server:
        app.config.update(parse_mail_server(world.settings.mail_server).config())
    Mail(app)
    app.jinja_env.globals["outside_address_of"] = outside_address_of


def outside_address_of(endpoint: str, **values: Any) -> str:
    """Return an address for a letter: by the settings, never by what a request says our name is."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{this_world().settings.public_url.rstrip('/')}{path}"


def first_password_link(account: Account) -> str:
    """Return the address at which somebody sets a password; it works once, for a day."""
    return outside_address_of("security.reset_password", token=generate_reset_password_token(account))


def send_invitation(account: Account) -> None:
    """Send a member of the staff the link with which to set the first password, once."""
    body = render_template("security/email/invitation.txt", link=first_password_link(account))
    send(account.email, gettext(INVITATION_SUBJECT), body)


def send(recipient: str, subject: str, body: str, *, message_id: str = "") -> bool:
    """Send a letter and say whether it left; one that cannot be sent is logged, and can be asked for again.

    A letter that may be sent twice has a name of its own, by which a mailbox knows it again.
    """
    host = urlsplit(this_world().settings.public_url).hostname
    headers = {"Message-ID": f"<{message_id}@{host}>"} if message_id else {}
    try:
        EmailMessage(subject, body, None, [recipient], headers=headers).send()
    except (OSError, smtplib.SMTPException):
        current_app.logger.exception("a letter was not sent")
        return False
    return True


class Claimed(Protocol):
    """A letter that somebody claimed to send: to whom, its own name, and since when it is claimed."""

    @property
    def email(self) -> str:
        """Return to whom it goes."""

    @property
    def name(self) -> str:
        """Return what a mailbox knows it by."""

    @property
    def claimed_at(self) -> datetime:
        """Return since when it is claimed."""


L = TypeVar("L", bound=Claimed)


def send_claimed(
    world: World,
    *,
    claim: Callable[[Session, datetime], L | None],
    write: Callable[[L], tuple[str, str]],
    mark: Callable[[Session, L, datetime], None],
) -> int:
    """Send a due letter, at least once: claimed before it leaves, marked after; return how many left."""
    with world.database.transaction() as tx:
        letter = claim(tx, world.clock.now())
    if letter is None:
        return 0
    subject, body = write(letter)
    if not send(letter.email, subject, body, message_id=letter.name):
        return 0
    with world.database.transaction() as tx:
        mark(tx, letter, world.clock.now())
    return 1


def _send_then_answer(recipient: str, subject: str, body: str, response: Response) -> Response:
    assert has_request_context(), "letters of the library belong to a request"
    if response.status_code < 400:
        send(recipient, subject, body)
    return response
