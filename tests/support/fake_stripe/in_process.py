"""The fake without a process: the real SDK calls its desk directly, for tests of many thousand calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import stripe

from tests.support.fake_stripe.desk import Asked, Desk, as_json


class Wire(stripe.HTTPClient):
    """An HTTP client whose other end is a desk in the same process."""

    name = "in_process"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Carry one request to the desk, and its answer back."""
        split = urlsplit(url)
        asked = Asked(method.upper(), split.path, split.query, dict(headers or {}), post_data or "")
        answer = self._desk.answer(asked)
        if answer.body is None:
            raise stripe.APIConnectionError("the connection was broken off", should_retry=True)
        return as_json(answer.body).decode(), answer.status, answer.headers

    def close(self) -> None:
        """Close nothing."""


def client_of(desk: Desk, key: str = "sk_test_fake") -> stripe.StripeClient:
    """Return the real SDK's client over a desk."""
    return stripe.StripeClient(key, http_client=Wire(desk), max_network_retries=0)
