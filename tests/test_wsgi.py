"""What the joined application makes of its settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.people.limits import SIGN_IN_ATTEMPTS_MAX
from bidding import sockets
from tests.support.people import form_token
from wsgi import create_app


@pytest.mark.parametrize(
    ("proxies", "forwarded", "status"),
    [
        (0, "203.0.113.{}", 429),
        (1, "203.0.113.{}", 422),
        (1, "203.0.113.{}, 192.0.2.1", 429),
        (2, "203.0.113.{}, 192.0.2.1", 422),
        (1, "2001:db8:1:2::{}", 429),
        (1, "2001:db8:1:{}::9", 422),
    ],
)
def test_limits_count_whom_our_own_proxies_saw(sqlite_world, proxies, forwarded, status):
    settings = sqlite_world.settings.model_copy(update={"proxies": proxies})
    app = create_app(world=replace(sqlite_world, settings=settings))
    client = app.test_client()
    fields = {"email": "eve@people.example", "password": "x" * 12, "csrf_token": form_token(client)}

    answers = [
        client.post(
            "/account/login", data=fields, headers={"X-Forwarded-For": forwarded.format(number)}
        ).status_code
        for number in range(SIGN_IN_ATTEMPTS_MAX + 1)
    ]

    sockets.detach(app)
    assert answers == [422] * SIGN_IN_ATTEMPTS_MAX + [status]
