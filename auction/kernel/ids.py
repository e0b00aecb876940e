"""Ids and codes: the only place that asks chance."""

from __future__ import annotations

import secrets

from uuid_utils.compat import uuid7

# No vowels and no look-alikes, so a code is never a word and never misread.
CODE_LETTERS = "BCDFGHJKMNPQRSTVWXZ2345679"
CODE_LENGTH = 5


def new_id() -> str:
    """Return a new id of 32 hexadecimal digits (UUIDv7, so ids sort by birth)."""
    return str(uuid7().hex)


def new_code() -> str:
    """Return a random bidder code that tells nothing about its holder (R-33)."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_token() -> str:
    """Return 256 bits of chance as URL-safe text, for sessions and one-time links."""
    return secrets.token_urlsafe(32)
