"""The settings: read once from AUCTION_* names, frozen, unknown names refused."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from auction.kernel.money import MINOR_DIGITS

PREFIX = "AUCTION_"
SECRET_LENGTH_MIN = 32
TEST_KEYS = ("sk_test_", "rk_test_")
LIVE_KEYS = ("sk_live_", "rk_live_")
WEBHOOK_SECRET = "whsec_"


class BadSettings(ValueError):
    """A setting is unknown, missing or weak; the application refuses to start."""


class Settings(BaseSettings):
    """Everything an operator may set. What a court may vary is terms, never a setting."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    instance_dir: Path = Field(Path("instance"), description="embedded database, mail, uploads, keys")
    database_url: str = Field("", description="empty: SQLite in the instance folder")
    secret_key: str = Field("", description="empty: made once, kept in the instance folder")
    async_mode: Literal["threading", "gevent"] = "threading"
    clock: Literal["embedded", "apart"] = Field("embedded", description="who runs due jobs")
    public_url: str = Field("http://127.0.0.1:8000", description="address in mails; allowed Origin")
    allowed_origins: str = Field("", description="further Origins, separated by spaces")
    secure_cookies: bool = Field(False, description="true behind https")
    proxies: int = Field(0, ge=0, le=5, description="reverse proxies in front, each adding X-Forwarded-For")
    bids_per_second: float = Field(3.0, gt=0, description="per bidder and round (R-40)")
    bids_burst: int = Field(10, gt=0)
    sockets_per_address: int = Field(300, gt=0, description="new connections a minute (R-40)")
    sockets_total: int = Field(20_000, gt=0)
    mail_server: str = Field("", description="empty: letters are files; else smtps://name:password@host:465")
    mail_sender: str = Field("no-reply@auction.example", description="who letters come from")
    paper_gateway: bool = Field(True, description="the demo pay page and its own webhook")
    production: bool = Field(False, description="real money: live keys only, and no bank on paper")
    stripe_secret_key: SecretStr = Field(SecretStr(""), description="empty: nobody pays over Stripe")
    stripe_webhook_secret: SecretStr = Field(SecretStr(""), description="while it rotates: new and old")
    stripe_currencies: str = Field("EUR HKD JPY USD", description="of which Stripe keeps a balance for us")
    stripe_api_url: str = Field("", description="empty: Stripe's own; another only outside production")

    @property
    def sqlalchemy_url(self) -> str:
        """Return the database address, by default SQLite in the instance folder."""
        return self.database_url or f"sqlite:///{self.instance_dir / 'auction.sqlite'}"

    @property
    def origins(self) -> frozenset[str]:
        """Return every Origin a browser may come from."""
        return frozenset({self.public_url.rstrip("/"), *self.allowed_origins.split()})

    @property
    def takes_stripe(self) -> bool:
        """Say whether people may pay over Stripe."""
        return bool(self.stripe_secret_key.get_secret_value())


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings and check them.

    Raises BadSettings naming each unknown or unusable AUCTION_* name.
    """
    names = os.environ if environment is None else environment
    given = {name[len(PREFIX) :].lower(): value for name, value in names.items() if name.startswith(PREFIX)}
    unknown = sorted(set(given) - set(Settings.model_fields))
    if unknown:
        raise BadSettings("unknown settings: " + ", ".join(PREFIX + name.upper() for name in unknown))
    try:
        settings = Settings.model_validate(given)
    except ValidationError as wrong:
        details = "; ".join(f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in wrong.errors())
        raise BadSettings(details) from None
    settings = settings if settings.secret_key else _with_kept_secret(settings)
    if len(settings.secret_key) < SECRET_LENGTH_MIN:
        raise BadSettings(f"{PREFIX}SECRET_KEY: at least {SECRET_LENGTH_MIN} characters")
    if wrong_money := list(_wrong_with_money(settings)):
        raise BadSettings("; ".join(f"{PREFIX}{name}: {why}" for name, why in wrong_money))
    return settings


def _wrong_with_money(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.production and settings.paper_gateway:
        yield "PAPER_GATEWAY", "the bank on paper moves no money; set it to false in production"
    if settings.takes_stripe:
        yield from _wrong_with_stripe(settings)


def _wrong_with_stripe(settings: Settings) -> Iterator[tuple[str, str]]:
    key = settings.stripe_secret_key.get_secret_value()
    if not key.startswith(TEST_KEYS + LIVE_KEYS):
        yield "STRIPE_SECRET_KEY", "not a secret key of Stripe (sk_... or rk_...)"
    elif settings.production and key.startswith(TEST_KEYS):
        yield "STRIPE_SECRET_KEY", "a test key moves no money; production takes live keys only"
    elif not settings.production and key.startswith(LIVE_KEYS):
        yield (
            "STRIPE_SECRET_KEY",
            "a live key moves real money; set AUCTION_PRODUCTION=true or take a test key",
        )
    secrets_given = settings.stripe_webhook_secret.get_secret_value().split()
    if not secrets_given or not all(each.startswith(WEBHOOK_SECRET) for each in secrets_given):
        yield (
            "STRIPE_WEBHOOK_SECRET",
            "without it (whsec_...) nobody can tell Stripe's messages from forged ones",
        )
    if unknown := set(settings.stripe_currencies.split()) - set(MINOR_DIGITS):
        yield "STRIPE_CURRENCIES", f"unknown: {' '.join(sorted(unknown))}"
    if settings.production and settings.stripe_api_url:
        yield "STRIPE_API_URL", "in production Stripe's own address is the only one"


def _with_kept_secret(settings: Settings) -> Settings:
    settings.instance_dir.mkdir(parents=True, exist_ok=True)
    key_file = settings.instance_dir / "secret_key"
    try:
        with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return settings.model_copy(update={"secret_key": key_file.read_text().strip()})
