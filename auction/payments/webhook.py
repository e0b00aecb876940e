"""A gateway's message: its signature, and what it says.

The signature stands in one header, ``t=<unix seconds>,v1=<hex>``, where the hexadecimal is the
HMAC-SHA256 of ``<t>.<body>`` under the secret we share with the gateway.  It covers the raw
bytes: a body that was parsed and written again is another message.  Example of a body::

    {"id":"evt_1","type":"payment.received","payment":{"id":"pay_1","reference":"K7F3K-9XQ2M",
     "amount_minor":"7140000","currency":"CNY","payer_name":"王伟"}}
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from auction.kernel.money import MINOR_DIGITS, Money
from auction.kernel.refusal import Refusal
from auction.payments.words import Reason

# A message about one payment is under one kilobyte; the rest is room for other gateways.
WEBHOOK_BYTES_MAX = 65_536
# A message repeated later than this by somebody who caught it is worth nothing.
TOLERANCE = timedelta(seconds=300)
EVENT_ID_LENGTH_MAX = 40
PAYER_NAME_LENGTH_MAX = 200
# No price is above 10^14 (rounds/terms.py), so nobody is asked for more; a message about more is
# not believed, or a bank on paper could fill the sums of a court until they overflow.
PAYMENT_MINOR_MAX = 10**14
RECEIVED = "payment.received"

_HEADER_LENGTH_MAX = 512
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
_MINOR = re.compile(r"[1-9][0-9]{0,16}", re.ASCII)
_T = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True)
class Message:
    """A payment that a gateway says it received."""

    payment_id: str
    reference: str
    amount: Money
    payer_name: str


class Unreadable(ValueError):
    """A signed message that does not say which payment was received."""


def sign(secret: str, body: bytes, *, at: datetime) -> str:
    """Return the header that signs the body at that time."""
    t = str(int(at.timestamp()))
    return f"t={t},v1={_hmac(secret, t, body)}"


def check_signature(secret: str, header: str, body: bytes, *, at: datetime) -> Refusal | None:
    """Say why the body is not from the gateway, or None when it is."""
    times, signatures = _parts(header)
    if len(times) != 1 or not signatures:
        return Refusal(Reason.SIGNATURE_MISSING, "")
    if not any(hmac.compare_digest(_hmac(secret, times[0], body), given) for given in signatures):
        return Refusal(Reason.SIGNATURE_FORGED, "")
    if abs(int(at.timestamp()) - int(times[0])) > TOLERANCE.total_seconds():
        return Refusal(Reason.SIGNATURE_OLD, "", {"seconds_max": int(TOLERANCE.total_seconds())})
    return None


def event_id_of(body: bytes) -> str | None:
    """Return the id of a signed message, or None when it has no usable one."""
    event_id = _object(body).get("id")
    return event_id if isinstance(event_id, str) and _ID.fullmatch(event_id) else None


def type_of(body: str) -> str:
    """Return what kind of message it is, empty if it does not say."""
    kind = _object(body.encode()).get("type")
    return kind if isinstance(kind, str) else ""


def read(body: str) -> Message:
    """Read a message about a received payment.

    Raises Unreadable, which names the first field that is not as agreed.
    """
    said = _object(body.encode()).get("payment")
    if not isinstance(said, Mapping):
        raise Unreadable("payment")
    return Message(
        payment_id=_matching(said, "id", _ID),
        reference=_text(said, "reference", length_max=80),
        amount=_amount(said),
        payer_name=_text(said, "payer_name", length_max=PAYER_NAME_LENGTH_MAX),
    )


def format_body(message: Message, *, event_id: str) -> bytes:
    """Write a message about a received payment, as ``read`` reads it."""
    return orjson.dumps(
        {
            "id": event_id,
            "type": RECEIVED,
            "payment": {
                "id": message.payment_id,
                "reference": message.reference,
                "amount_minor": str(message.amount.minor),
                "currency": message.amount.currency,
                "payer_name": message.payer_name,
            },
        }
    )


def _hmac(secret: str, t: str, body: bytes) -> str:
    return hmac.new(secret.encode(), t.encode() + b"." + body, hashlib.sha256).hexdigest()


def _parts(header: str) -> tuple[list[str], list[str]]:
    # Several v1 are allowed: a gateway signs with the old and the new secret while it rotates.
    pairs = [part.strip().partition("=") for part in header[:_HEADER_LENGTH_MAX].split(",")]
    times = [value for name, _, value in pairs if name == "t" and _T.fullmatch(value)]
    return times, [value for name, _, value in pairs if name == "v1" and value.isascii()]


def _object(body: bytes) -> Mapping[str, object]:
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _matching(said: Mapping[str, object], name: str, pattern: re.Pattern[str]) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Unreadable(name)
    return value


def _text(said: Mapping[str, object], name: str, *, length_max: int) -> str:
    value = said.get(name)
    if not isinstance(value, str) or len(value) > length_max or "\x00" in value:
        raise Unreadable(name)
    return value


def _amount(said: Mapping[str, object]) -> Money:
    minor = int(_matching(said, "amount_minor", _MINOR))
    currency = said.get("currency")
    if not isinstance(currency, str) or currency not in MINOR_DIGITS:
        raise Unreadable("currency")
    if minor > PAYMENT_MINOR_MAX:
        raise Unreadable("amount_minor")
    return Money(minor, currency)
