"""What one message of the inbox comes to.

Pure: the opened message, the request it names and whether its payment is known go in.  A message
never fails: what cannot be read or placed is named and kept, and money nobody asked for goes back.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping

from auction.payments import webhook
from auction.payments.received import PaymentRequest
from auction.payments.webhook import Message, Unreadable


class Result(enum.StrEnum):
    """What a message came to."""

    RECEIVED = "received"
    REPEATED = "payment_repeated"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_REFERENCE = "unknown_reference"
    UNREADABLE = "unreadable"


def read(body: str) -> Message | Result:
    """Read an opened message, or say what it is instead of a received payment."""
    if webhook.type_of(body) != webhook.RECEIVED:
        return Result.UNKNOWN_TYPE
    try:
        return webhook.read(body)
    except Unreadable:
        return Result.UNREADABLE


def place(
    message: Message | Result, *, known: Collection[str], requests: Mapping[str, PaymentRequest]
) -> Result:
    """Say what a message comes to, given the payments we know and the requests that stand."""
    if isinstance(message, Result):
        return message
    if message.payment_id in known:
        return Result.REPEATED
    return Result.RECEIVED if message.reference in requests else Result.UNKNOWN_REFERENCE
