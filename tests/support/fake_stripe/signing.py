"""Webhooks as Stripe writes and signs them; also for tests that need no process."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any


def write(event: Mapping[str, Any]) -> bytes:
    """Write an event as Stripe does: two spaces deep, so that writing it anew gives other bytes."""
    return json.dumps(event, indent=2, ensure_ascii=False).encode()


def sign(body: bytes, secret: str, *, at: int, scheme: str = "v1") -> str:
    """Return the ``Stripe-Signature`` header of a body at that Unix time."""
    made = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},{scheme}={made}"
