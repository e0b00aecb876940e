"""A message is the gateway's only with its signature over these very bytes, from now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from auction.kernel.money import Money
from auction.payments import webhook
from auction.payments.webhook import Message, Unreadable

AT = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
SECRET = "between us and the bank"
MESSAGE = Message("pay_1", "K7F3K-9XQ2M", Money(7_140_000, "CNY"), "王伟")
BODY = webhook.format_body(MESSAGE, event_id="evt_1")
HEADER = webhook.sign(SECRET, BODY, at=AT)


def reason(header: str, body: bytes = BODY, at: datetime = AT) -> str | None:
    refusal = webhook.check_signature(SECRET, header, body, at=at)
    return None if refusal is None else str(refusal.reason)


def test_a_signed_message_is_the_gateways():
    assert reason(HEADER) is None
    assert webhook.event_id_of(BODY) == "evt_1"
    assert webhook.read(BODY.decode()) == MESSAGE


def test_the_scheme_is_pinned_by_a_known_vector():
    header = webhook.sign("secret", b'{"id":"evt_1"}', at=datetime.fromtimestamp(1_775_044_800, UTC))

    digest = "ecc7357d8d0da76da6bc296ed737b7cfde314230ecab051b8e12c6822a14bd6c"
    assert header == f"t=1775044800,v1={digest}"


def test_every_byte_of_the_body_is_signed():
    for position in range(len(BODY)):
        changed = bytearray(BODY)
        changed[position] ^= 1
        assert reason(HEADER, bytes(changed)) == "signature_forged"


def test_every_digit_of_the_signature_counts():
    for position in range(HEADER.index("v1=") + 3, len(HEADER)):
        digit = "0" if HEADER[position] != "0" else "1"
        assert reason(HEADER[:position] + digit + HEADER[position + 1 :]) == "signature_forged"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "signature_missing"),
        ("nonsense", "signature_missing"),
        ("t=1775044800", "signature_missing"),
        (HEADER.replace("v1=", "v0="), "signature_missing"),
        (HEADER.replace("t=", "t=-"), "signature_missing"),
        (HEADER.replace("t=", "t=1,t="), "signature_missing"),
        (HEADER.replace("t=", "t=٣"), "signature_missing"),
        ("t=1775044800,v1=", "signature_forged"),
        ("t=1775044800,v1=äö", "signature_missing"),
        ("t=9,v1=" + HEADER.split("v1=")[1], "signature_forged"),
        (webhook.sign("another secret", BODY, at=AT), "signature_forged"),
        ("v1=" + "0" * 5000, "signature_missing"),
    ],
)
def test_a_header_that_is_not_the_gateways_is_refused(header: str, expected: str):
    assert reason(header) == expected


def test_the_same_object_written_again_is_another_message():
    assert reason(HEADER, orjson.dumps(orjson.loads(BODY), option=orjson.OPT_INDENT_2)) == "signature_forged"


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        (timedelta(seconds=300), None),
        (timedelta(seconds=301), "signature_old"),
        (timedelta(seconds=-300), None),
        (timedelta(seconds=-301), "signature_old"),
    ],
)
def test_a_signature_lives_five_minutes_both_ways(away: timedelta, expected: str | None):
    assert reason(HEADER, at=AT + away) == expected


def test_one_of_two_signatures_is_enough_while_a_secret_rotates():
    other = webhook.sign("old secret", BODY, at=AT).split(",")[1]

    assert reason(f"{HEADER},{other}") is None
    assert reason(f"{HEADER.split(',')[0]},{other},{HEADER.split(',')[1]}") is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"id":5}',
        b'{"id":""}',
        b'{"id":"a b"}',
        b"\xff\xfe",
        b'{"id":"' + b"x" * 41,
    ],
)
def test_a_message_without_a_usable_id_has_none(body: bytes):
    assert webhook.event_id_of(body) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "pay 1"),
        ("id", "p" * 41),
        ("id", 7),
        ("reference", None),
        ("reference", "R" * 81),
        ("reference", "a\x00b"),
        ("amount_minor", 7140000),
        ("amount_minor", 7.14),
        ("amount_minor", "0"),
        ("amount_minor", "-1"),
        ("amount_minor", "1e9"),
        ("amount_minor", "NaN"),
        ("amount_minor", "٣"),
        ("amount_minor", "100000000000001"),
        ("amount_minor", "9" * 40),
        ("currency", "XXX"),
        ("currency", ["CNY"]),
        ("payer_name", None),
        ("payer_name", "n" * 201),
    ],
)
def test_a_field_that_is_not_as_agreed_is_named(field: str, value: object):
    said = orjson.loads(BODY)
    said["payment"][field] = value

    with pytest.raises(Unreadable, match=field):
        webhook.read(orjson.dumps(said).decode())


def test_a_message_without_a_payment_is_unreadable():
    with pytest.raises(Unreadable, match="payment"):
        webhook.read('{"id":"e","type":"payment.received","payment":[]}')
