"""Keeps the sessions of signed-in browsers in our table, where they can be listed and ended.

The browser of somebody signed in holds 256 bits of chance, and the table their hash.  A visitor
who has not signed in has a small signed cookie (form token, messages) and no row, so a page that
is read writes nothing.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from flask import Flask, Request, Response, current_app, g, request, session
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from auction.kernel.clock import ClockUnsure
from auction.kernel.doors import Role, Visitor
from auction.kernel.ids import new_token
from auction.kernel.world import World
from auction.people import service, session_time, store
from auction.people.limits import DEVICE_LENGTH_MAX
from auction.people.tables import Account, SignedInSession

# No signed cookie begins like this.
TOKEN_MARK = "~"
WHO = "_user_id"
FORM_TOKEN = "csrf_token"
_json = TaggedJSONSerializer()


class BrowserSession(SecureCookieSession):
    """What the doors put into a session, and where it came from."""

    token_hash = ""
    account_id = ""
    who = ""
    is_to_be_kept = False
    trouble: Exception | None = None


class Sessions(SecureCookieSessionInterface):
    """Opens a session at the beginning of a request and keeps it at its end."""

    session_class = BrowserSession

    def __init__(self, world: World) -> None:
        self._world = world

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """Return the session of this browser; a static file needs none."""
        g.visitor = Visitor()
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        if request.path.startswith(f"{app.static_url_path}/"):
            return BrowserSession()
        if cookie.startswith(TOKEN_MARK):
            return self._open_or_note(hash_of(cookie[len(TOKEN_MARK) :]))
        opened = super().open_session(app, request)
        # Only the table says who is signed in.
        return opened if isinstance(opened, BrowserSession) and WHO not in opened else BrowserSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed: a row for who is signed in, a signed cookie for who is not."""
        assert isinstance(session, BrowserSession), "this interface opened it"
        if session.trouble is not None:
            return
        if not session.get(WHO):
            if session.token_hash:
                self._end(session)
            super().save_session(app, session, response)
        elif session[WHO] != session.who:
            self._begin(app, session, response)
        elif session.modified or session.is_to_be_kept:
            self._keep_if_possible(session)

    def _open_or_note(self, token_hash: str) -> BrowserSession:
        try:
            return self._open_signed_in(token_hash)
        except (OperationalError, PoolTimeout, ClockUnsure) as trouble:
            # Here no page can be answered yet, and whoever is signed in stays so.
            session = BrowserSession()
            session.trouble = trouble
            return session

    def _open_signed_in(self, token_hash: str) -> BrowserSession:
        at = self._world.clock.now()
        with self._world.database.reading() as tx:
            found = store.session(tx, token_hash)
        if found is None or not _counts(*found, at=at):
            return _forgotten()
        row, account = found
        session = BrowserSession(_json.loads(row.content))
        session.token_hash, session.account_id = token_hash, account.id
        session.who = session.get(WHO, "")
        session.is_to_be_kept = session_time.is_to_be_seen_again(row.last_seen_at, at)
        if session.who != account.fs_uniquifier:
            return _forgotten()
        g.visitor = Visitor(Role(account.role), account.id, account.court_id or "")
        return session

    def _begin(self, app: Flask, session: BrowserSession, response: Response) -> None:
        # New tokens at every sign-in: what was planted before it is worth nothing after it.
        token, at = new_token(), self._world.clock.now()
        session.pop(FORM_TOKEN, None)
        with self._world.database.transaction() as tx:
            account = store.account_of_uniquifier(tx, session[WHO])
            if account is None:
                return
            if session.token_hash:
                service.end_session(tx, account_id=session.account_id, token_hash=session.token_hash)
            service.begin_session(
                tx,
                account_id=account.id,
                token_hash=hash_of(token),
                content=_json.dumps(dict(session)),
                device=request.user_agent.string[:DEVICE_LENGTH_MAX],
                at=at,
            )
        self._hand_out(app, response, TOKEN_MARK + token)

    def _keep_if_possible(self, session: BrowserSession) -> None:
        # The door has done its act; that a message to its visitor is lost does not undo it.
        try:
            with self._world.database.transaction() as tx:
                content, at = _json.dumps(dict(session)), self._world.clock.now()
                store.keep_session(tx, session.token_hash, content, at)
        except (OperationalError, PoolTimeout, ClockUnsure):
            current_app.logger.warning("a session was not kept: the database is busy")

    def _end(self, session: BrowserSession) -> None:
        with self._world.database.transaction() as tx:
            service.end_session(tx, account_id=session.account_id, token_hash=session.token_hash)

    def _hand_out(self, app: Flask, response: Response, value: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            value,
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite=self.get_cookie_samesite(app),
        )
        response.vary.add("Cookie")


def refuse_trouble() -> None:
    """Answer that the platform is busy, when it was too busy to say who comes.

    Goes before every other look at a request: nobody is a visitor because the database was busy.
    """
    trouble = getattr(session, "trouble", None)
    if trouble is not None:
        raise trouble


def hash_of(token: str) -> str:
    """Return what the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _forgotten() -> BrowserSession:
    session = BrowserSession()
    # An empty session that changed makes the browser drop its cookie.
    session.modified = True
    return session


def _counts(row: SignedInSession, account: Account, *, at: datetime) -> bool:
    return account.active and session_time.is_open(
        Role(account.role), last_seen_at=row.last_seen_at, ends_at=row.ends_at, at=at
    )
