"""Signs people up and in: Flask-Security-Too over our tables, our sessions and our limits.

The library commits its own sign-up, recovery and change of password after the view, the one named
exception to "doors open transactions"; its session lives in the requests of its own pages alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask, Response, abort, after_this_request, current_app, g, request
from flask import render_template as render
from flask.sansio.app import App
from flask_limiter import Limiter
from flask_security import PasswordUtil, RoleMixin, Security, SQLAlchemySessionUserDatastore, UserMixin
from flask_security.core import _user_loader
from flask_security.forms import LoginForm
from flask_security.signals import password_changed, password_reset
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import scoped_session

from auction.kernel.address import address_key
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.tables import Base
from auction.kernel.world import World
from auction.people import limits, mail_views, service, store
from auction.people.session_views import Sessions, refuse_trouble
from auction.people.sign_in_words import MESSAGES, SUBJECTS
from auction.people.tables import Account

BLUEPRINT = "security"
LIMITER = "auction.limiter"
# OWASP's least for argon2id: the write lock is held while one is made on SQLite.
ARGON2 = {"argon2__time_cost": 2, "argon2__memory_cost": 19_456, "argon2__parallelism": 1}


class SignInAccount(UserMixin, Base):
    """An account as the sign-in library wants to see it: the same rows, more methods."""

    __table__ = Account.__table__

    # An account's one role is a column, and our guard asks for it.
    roles: ClassVar[list[Any]] = []  # type: ignore[misc]  # the library thinks of a table


class Accounts(SQLAlchemySessionUserDatastore):
    """Gives a new account its id, its birth and the role of a bidder."""

    def __init__(self, session: scoped_session[Any], world: World) -> None:
        super().__init__(session, SignInAccount, RoleMixin)
        self._world = world

    def create_user(self, **fields: Any) -> SignInAccount:
        """Make a bidder's account; whatever else a form may have sent is left out.

        Two who take one address at the same moment are told so here, while the view can still answer.
        """
        account = SignInAccount(
            id=new_id(),
            email=fields["email"].lower(),
            password=fields["password"],
            role=str(Role.BIDDER),
            active=True,
            fs_uniquifier=new_id(),
            created_at=self._world.clock.now(),
        )
        self._add_or_abort(account)
        return account

    def _add_or_abort(self, account: SignInAccount) -> None:
        store.lock_accounts(self.db.session())
        self.db.session.add(account)
        try:
            self.db.session.flush()
        except IntegrityError:
            self.db.session.rollback()
            abort(409)


class Passwords(PasswordUtil):
    """Reads what was typed as a password, no longer than one can be: argon2 refuses to look at more."""

    def normalize(self, password: str) -> str:
        """Return the one form of a password, cut behind the first letter that is too many."""
        whole: str = super().normalize(password[: limits.PASSWORD_TYPED_MAX])
        return whole[: limits.PASSWORD_LENGTH_MAX + 1]


class SignInForm(LoginForm):
    """Address and password; no browser is remembered past its session."""

    remember = None

    def validate(self, **more: Any) -> bool:
        """Check both; the library normalises the password of a known address only."""
        passwords: Passwords = current_app.extensions["security"].password_util
        self.password.data = passwords.normalize(self.password.data or "")
        return bool(super().validate(**more))


def attach(app: Flask, world: World) -> None:
    """Give an application sessions, sign-up, sign-in, recovery and their limits."""
    app.config.update(_cookies(world), **_library(app, world))
    app.session_interface = Sessions(world)
    app.before_request_funcs.setdefault(None, []).insert(0, refuse_trouble)
    session: scoped_session[Any] = scoped_session(
        lambda: world.database.session(writing=_is_writing()),  # type: ignore[arg-type]  # any maker will do
        scopefunc=lambda: id(g._get_current_object()),  # noqa: SLF001  # what the proxy stands for
    )
    mail_views.attach(app, world)
    security = Security(
        app,
        Accounts(session, world),
        login_form=SignInForm,
        mail_util_cls=mail_views.Letters,
        password_util_cls=Passwords,
        render_template=_render,
    )
    security.want_json(lambda _request: False)
    _load_accounts_on_own_pages_only(app)
    app.after_request(lambda response: _release(session, response))
    app.teardown_appcontext(lambda _error: session.remove())
    for signal in (password_changed, password_reset):
        signal.connect(lambda _app, user, **_more: service.end_sessions(session(), user.id), app, weak=False)
    _limit(app)


def _cookies(world: World) -> dict[str, Any]:
    secure = world.settings.secure_cookies
    return {
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_PROTECTION": None,
    }


def _library(app: Flask, world: World) -> dict[str, Any]:
    options: dict[str, Any] = {
        "URL_PREFIX": "/account",
        "STATIC_FOLDER": None,
        "REGISTERABLE": True,
        "CONFIRMABLE": True,
        "RECOVERABLE": True,
        "CHANGEABLE": True,
        "LOGOUT_METHODS": ["POST"],
        "RETURN_GENERIC_RESPONSES": True,
        "API_ENABLED_METHODS": ["session"],
        "JOIN_USER_ROLES": False,
        "FRESHNESS": timedelta(minutes=-1),
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": ["argon2"],
        "PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2,
        # Only the links in letters: signed, for their receiver alone, hashed under the write lock.
        "HASHING_SCHEMES": ["hex_sha256"],
        "PASSWORD_LENGTH_MIN": limits.PASSWORD_LENGTH_MIN,
        "PASSWORD_NORMALIZE_FORM": "NFKC",
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "EMAIL_HTML": False,
        "POST_LOGIN_VIEW": "/account/after-sign-in",
        "POST_REGISTER_VIEW": "/account/login",
        "POST_CHANGE_VIEW": "/account/",
        "SCRIPT_NONCE_KEY": "csp_nonce",
        "DATETIME_FACTORY": world.clock.now,
        "I18N_DOMAIN": "messages",
        "I18N_DIRNAME": [str(Path(app.root_path) / "translations")],
        **{f"MSG_{key}": message for key, message in MESSAGES.items()},
        **SUBJECTS,
    }
    return {f"SECURITY_{key}": value for key, value in options.items()}


def _is_writing() -> bool:
    # Only what changes an account takes the write lock; a sign-in writes its session by itself.
    if not request or request.blueprint != BLUEPRINT:
        return False
    if request.endpoint == "security.confirm_email":
        return True
    return request.method == "POST" and request.endpoint != "security.login"


def _load_accounts_on_own_pages_only(app: Flask) -> None:
    # All other pages know the visitor from the session's row and never ask the library.
    gate = app.login_manager  # type: ignore[attr-defined]  # the library sets it
    gate.user_loader(lambda who: _user_loader(who) if request.blueprint == BLUEPRINT else None)
    gate.request_loader(lambda _request: None)


def _release(session: scoped_session[Any], response: Response) -> Response:
    # Before the browser's session is written, or it would wait for a lock that this request holds.
    session.remove()
    return response


def _render(template: str, **context: Any) -> str:
    forms = [value for name, value in context.items() if name.endswith("_form")]
    if request and request.method == "POST" and any(getattr(form, "errors", None) for form in forms):
        after_this_request(_as_refused)
    return render(template, **context)


def _as_refused(response: Response) -> Response:
    if response.status_code == 200:
        response.status_code = 422
    return response


def _limit(app: Flask) -> None:
    app.extensions[LIMITER] = Limiter(_address, app=app, storage_uri="memory://", headers_enabled=True)
    for endpoint, most, window, who in (
        ("login", limits.SIGN_IN_ATTEMPTS_MAX, limits.SIGN_IN_WINDOW, _address_and_email),
        ("login", limits.SIGN_IN_ATTEMPTS_PER_ADDRESS_MAX, limits.SIGN_IN_WINDOW, _address),
        ("register", limits.REGISTRATIONS_MAX, limits.REGISTRATION_WINDOW, _address),
        ("forgot_password", limits.LETTERS_MAX, limits.LETTER_WINDOW, _address_and_email),
        ("send_confirmation", limits.LETTERS_MAX, limits.LETTER_WINDOW, _address_and_email),
    ):
        limit(app, f"{BLUEPRINT}.{endpoint}", most=most, window=window, who=who)


def limit(app: App, endpoint: str, *, most: int, window: timedelta, who: Callable[[], str]) -> None:
    """Let one visitor post so often to a door within a window."""
    bound = app.extensions[LIMITER].limit(
        f"{most} per {int(window.total_seconds())} second",
        key_func=who,
        methods=["POST"],
        deduct_when=_counts_as_attempt,
    )
    app.view_functions[endpoint] = bound(app.view_functions[endpoint])


def _counts_as_attempt(response: Response) -> bool:
    # A sign-in that works costs nothing; a form that cannot be right neither.
    is_redirect = response.status_code in (302, 303)
    return {
        "security.login": not is_redirect,
        "security.register": is_redirect,
        "people.identity": response.status_code != 422,
    }.get(str(request.endpoint), True)


def _address() -> str:
    # A limit without a name would be no limit: who comes over a local socket shares one.
    return address_key(request.remote_addr or "") or "nowhere"


def _address_and_email() -> str:
    email = request.form.get("email", "")[:255].strip().lower()
    return f"{_address()} {email}"
