"""Settings are read once, and an unknown or unusable one stops the start by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from auction.kernel.settings import SECRET_LENGTH_MIN, BadSettings, read_settings

SECRET = "s" * SECRET_LENGTH_MIN


def read(folder: Path, **given: str) -> object:
    names = {f"AUCTION_{name.upper()}": value for name, value in given.items()}
    return read_settings({"AUCTION_INSTANCE_DIR": str(folder), "PATH": "/bin", **names})


def test_nothing_need_be_set(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.sqlalchemy_url == f"sqlite:///{tmp_path}/auction.sqlite"
    assert settings.clock == "embedded"
    assert settings.async_mode == "threading"


def test_a_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first, second = read(tmp_path / "instance"), read(tmp_path / "instance")

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= SECRET_LENGTH_MIN
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("secret_key", "short", "AUCTION_SECRET_KEY"),
        ("clock", "sundial", "AUCTION_CLOCK"),
        ("async_mode", "eventlet", "AUCTION_ASYNC_MODE"),
        ("bids_per_second", "0", "AUCTION_BIDS_PER_SECOND"),
        ("bids_burst", "-3", "AUCTION_BIDS_BURST"),
        ("sockets_total", "many", "AUCTION_SOCKETS_TOTAL"),
        ("extension_window", "300", "AUCTION_EXTENSION_WINDOW"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path: Path, name: str, value: str, named: str) -> None:
    with pytest.raises(BadSettings, match=named):
        read(tmp_path, **{"secret_key": SECRET, name: value})


def test_a_message_never_shows_the_secret(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as refused:
        read(tmp_path, secret_key="hunter2", clock="sundial")

    assert "hunter2" not in str(refused.value)


def test_settings_never_change(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        read(tmp_path).clock = "apart"


def test_origins_are_the_public_address_and_those_named(tmp_path: Path) -> None:
    settings = read(tmp_path, public_url="https://a.example/", allowed_origins="https://b.example")

    assert settings.origins == {"https://a.example", "https://b.example"}


TEST_KEY, LIVE_KEY, WEBHOOK_SECRET = "sk_test_abc123", "sk_live_abc123", "whsec_abc123"
LIVE = {"production": "true", "paper_gateway": "false", "stripe_secret_key": LIVE_KEY}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (
            {"stripe_secret_key": TEST_KEY, "production": "true", "paper_gateway": "false"},
            "STRIPE_SECRET_KEY",
        ),
        ({"stripe_secret_key": "rk_test_1", "production": "true", "paper_gateway": "false"}, "a test key"),
        ({"stripe_secret_key": LIVE_KEY}, "a live key"),
        ({"stripe_secret_key": "rk_live_1"}, "a live key"),
        ({"stripe_secret_key": "pk_test_1"}, "not a secret key"),
        ({"stripe_secret_key": TEST_KEY, "stripe_webhook_secret": ""}, "STRIPE_WEBHOOK_SECRET"),
        ({"stripe_secret_key": TEST_KEY, "stripe_webhook_secret": "whsec_1 other"}, "STRIPE_WEBHOOK_SECRET"),
        ({"stripe_secret_key": TEST_KEY, "stripe_currencies": "EUR XYZ"}, "XYZ"),
        ({**LIVE, "stripe_api_url": "http://127.0.0.1:1"}, "STRIPE_API_URL"),
        ({**LIVE, "paper_gateway": "true"}, "PAPER_GATEWAY"),
        ({"production": "true"}, "PAPER_GATEWAY"),
    ],
)
def test_a_key_of_the_other_kind_stops_the_start(tmp_path: Path, given: dict[str, str], named: str) -> None:
    with pytest.raises(BadSettings, match=named) as refused:
        read(tmp_path, **{"secret_key": SECRET, "stripe_webhook_secret": WEBHOOK_SECRET, **given})

    assert "abc123" not in str(refused.value)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"production": "true", "paper_gateway": "false"},
        {"stripe_secret_key": TEST_KEY, "stripe_webhook_secret": WEBHOOK_SECRET},
        {"stripe_secret_key": "rk_test_1", "stripe_webhook_secret": "whsec_new whsec_old"},
        {**LIVE, "stripe_webhook_secret": WEBHOOK_SECRET},
    ],
)
def test_what_belongs_together_starts(tmp_path: Path, given: dict[str, str]) -> None:
    settings = read(tmp_path, **{"secret_key": SECRET, **given})

    assert settings.takes_stripe is ("stripe_secret_key" in given)


def test_the_keys_of_stripe_show_in_no_repr(tmp_path: Path) -> None:
    given = {"stripe_secret_key": TEST_KEY, "stripe_webhook_secret": WEBHOOK_SECRET}

    assert "abc123" not in repr(read(tmp_path, secret_key=SECRET, **given))
