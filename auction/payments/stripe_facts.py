"""Reads Stripe's objects, as plain mappings, into facts of ours.

Pure.  An event only names an object; the gateway fetches that object anew, and from its present
state all facts follow in one order: the payment, its refunds, its disputes.  What does not carry
our reference or our key is not ours and says nothing.  Example of a named object::

    {"id":"evt_1","object":"event","type":"charge.refunded","livemode":false,
     "data":{"object":{"object":"charge","id":"ch_1","payment_intent":"pi_1"}}}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from auction.kernel.money import MINOR_DIGITS, Money
from auction.payments.fact import (
    DisputeMoved,
    DisputeState,
    Fact,
    FeeCharged,
    Moved,
    MovedState,
    Nothing,
    PaidToBank,
    PaymentArrived,
    PayoutMoved,
)
from auction.payments.webhook import PAYER_NAME_LENGTH_MAX, PAYMENT_MINOR_MAX

NAME = "stripe"
REASON_LENGTH_MAX = 64
# The id of a Checkout Session has 66 characters today; Stripe says that none has more than 255.
_ID = re.compile(r"[A-Za-z0-9_]{1,255}", re.ASCII)
# The kinds of objects that an event may name and that concern our money.
KINDS = frozenset(
    (
        "checkout.session",
        "payment_intent",
        "charge",
        "refund",
        "dispute",
        "transfer",
        "payout",
        "balance_transaction",
    )
)
_REFUND_STATES = {
    "succeeded": MovedState.SENT,
    "failed": MovedState.REFUSED,
    "canceled": MovedState.REFUSED,
}
_REFUSED_STATES = frozenset(name for name, state in _REFUND_STATES.items() if state is MovedState.REFUSED)
_PAYOUT_STATES = {"paid": MovedState.SENT, "failed": MovedState.REFUSED, "canceled": MovedState.REFUSED}
# An inquiry (warning_...) takes no money away, so it is no dispute yet.
_DISPUTE_STATES = {
    "needs_response": DisputeState.OPEN,
    "under_review": DisputeState.OPEN,
    "won": DisputeState.WON,
    "lost": DisputeState.LOST,
}
# What Stripe takes beside the fee of a payment.
FEES = frozenset(("stripe_fee", "stripe_fx_fee", "tax_fee"))
# How the ids of objects begin.
_PREFIXES = {
    "cs_": "checkout.session",
    "pi_": "payment_intent",
    "re_": "refund",
    "dp_": "dispute",
    "du_": "dispute",
    "tr_": "transfer",
    "po_": "payout",
    "txn_": "balance_transaction",
}

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Named:
    """The object that an event is about."""

    kind: str
    id: str


def named(body: str, *, live: bool) -> Named | Nothing:
    """Say which object a checked event is about, or why it concerns nothing of ours."""
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Nothing("unreadable")
    found = _at(event, "data", "object")
    kind, object_id = str(_at(found, "object")), _at(found, "id")
    if _at(event, "livemode") is not live:
        return Nothing("other_mode")
    if _at(event, "account"):
        return Nothing("other_account")
    if kind not in KINDS or not isinstance(object_id, str) or not _ID.fullmatch(object_id):
        return Nothing("unknown_type")
    return Named(kind, object_id)


def payment_facts(intent: Plain, refunds: Sequence[Plain], disputes: Sequence[Plain]) -> tuple[Fact, ...]:
    """Say everything of one payment: that it came, what of it went back, what is disputed."""
    if intent.get("status") != "succeeded":
        return (Nothing("pending" if intent.get("status") == "processing" else "not_paid"),)
    if not isinstance(_at(intent, "metadata", "reference"), str):
        return (Nothing("not_ours"),)
    amount = money_of(intent.get("amount_received"), intent.get("currency"))
    if amount is None or not 0 < amount.minor <= PAYMENT_MINOR_MAX:
        return (Nothing("unreadable"),)
    back = sorted(refunds, key=_age)
    disputed = sorted(disputes, key=_age)
    return (
        _arrived(intent, amount),
        *(moved for each in back if (moved := refund_fact(each))),
        *(told for each in disputed if (told := _dispute_fact(each, intent["id"]))),
    )


def refund_fact(refund: Plain) -> PayoutMoved | None:
    """Say where a refund of ours stands."""
    state = _REFUND_STATES.get(str(refund.get("status")), MovedState.UNDER_WAY)
    return _moved(refund, state, reason=str(refund.get("failure_reason") or ""))


def transfer_facts(transfer: Plain) -> tuple[Fact, ...]:
    """Say that a case was credited over its court's account, and what of it was taken back."""
    back = sorted(_at(transfer, "reversals", "data") or (), key=_age)
    moved = [_moved(each, MovedState.SENT) for each in (transfer, *back)]
    return tuple(fact for fact in moved if fact) or (Nothing("not_ours"),)


def payout_facts(payout: Plain) -> tuple[Fact, ...]:
    """Say that Stripe sends what lies with it to a bank."""
    amount = money_of(payout.get("amount"), payout.get("currency"))
    if amount is None or amount.minor <= 0:
        return (Nothing("not_ours"),)
    state = _PAYOUT_STATES.get(str(payout.get("status")), MovedState.UNDER_WAY)
    return (PaidToBank(NAME, payout["id"], amount, state),)


def fee_facts(line: Plain) -> tuple[Fact, ...]:
    """Say that Stripe took a fee that belongs to no payment; other objects tell of other lines."""
    amount = money_of(line.get("amount"), line.get("currency"))
    if line.get("type") not in FEES or amount is None or amount.minor >= 0:
        return (Nothing("no_fee"),)
    return (FeeCharged(NAME, line["id"], Money(-amount.minor, amount.currency)),)


def named_again(subject: str, *, event_id: str, live: bool) -> bytes:
    """Write a message that names an object of ours once more, as an event would; empty for no such object."""
    kind = next((kind for prefix, kind in _PREFIXES.items() if subject.startswith(prefix)), "")
    if not kind:
        return b""
    found = {"object": kind, "id": subject}
    event = {"id": event_id, "object": "event", "type": f"{kind}.named_again", "livemode": live}
    return orjson.dumps({**event, "data": {"object": found}})


def moved_under(objects: Sequence[Plain], key: str) -> Plain | None:
    """Return the object that carries our key, the oldest of several."""
    ours = sorted((each for each in objects if _at(each, "metadata", "key") == key), key=_age)
    return ours[0] if ours else None


def standing_under(objects: Sequence[Plain], key: str) -> Plain | None:
    """Return the object that carries our key and was neither refused nor taken back."""
    standing = [
        each for each in objects if not each.get("reversed") and each.get("status") not in _REFUSED_STATES
    ]
    return moved_under(standing, key)


def payment_of(found: Plain) -> str:
    """Return the payment that an object belongs to, empty if it belongs to none."""
    value = found.get("payment_intent")
    value = _at(value, "id") if isinstance(value, Mapping) else value
    return value if isinstance(value, str) else ""


def charge_for(intent: Plain, amount: Money) -> str:
    """Return the charge that a payment was paid by, if so much may be drawn on it; else nothing.

    What was given back of it, or is disputed, cannot be drawn on.
    """
    charge = intent.get("latest_charge")
    given_back = _at(charge, "amount_refunded") or 0
    paid = money_of(_at(charge, "amount"), _at(charge, "currency"))
    if paid is None or paid.currency != amount.currency or _at(charge, "disputed"):
        return ""
    return str(_at(charge, "id") or "") if paid.minor - given_back >= amount.minor else ""


def balance_of(balance: Plain, currency: str) -> Money:
    """Return what lies at Stripe in a currency, whether it may leave yet or not."""
    parts = [*(balance.get("available") or ()), *(balance.get("pending") or ())]
    found = [money_of(part.get("amount"), part.get("currency")) for part in parts]
    return Money(sum(each.minor for each in found if each and each.currency == currency), currency)


def net_of(lines: Sequence[Plain], currency: str) -> Money:
    """Return what lines of the balance moved in a currency, fees taken off."""
    found = [money_of(line.get("net"), line.get("currency")) for line in lines]
    return Money(sum(each.minor for each in found if each and each.currency == currency), currency)


def moved_of(made: Plain) -> Moved | None:
    """Say what became of a refund or a transfer of ours; nothing where it carries no key."""
    fact = refund_fact(made) if made.get("object") == "refund" else _moved(made, MovedState.SENT)
    return None if fact is None else fact.moved


def money_of(minor: object, currency: object) -> Money | None:
    """Read an amount as Stripe writes it, ``12300`` and ``eur``; nothing where we know no such money."""
    name = str(currency).upper()
    if type(minor) is not int or name not in MINOR_DIGITS or abs(minor) > PAYMENT_MINOR_MAX:
        return None
    return Money(minor, name)


def instant_of(seconds: object) -> datetime | None:
    """Read a time as Stripe writes it: whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC) if type(seconds) is int and 0 <= seconds < 2**33 else None


def _arrived(intent: Plain, amount: Money) -> PaymentArrived:
    charge = intent.get("latest_charge")
    payer = str(_at(charge, "billing_details", "name") or "")
    return PaymentArrived(
        gateway=NAME,
        payment_id=intent["id"],
        reference=intent["metadata"]["reference"][:80],
        amount=amount,
        payer_name=payer[:PAYER_NAME_LENGTH_MAX].replace("\x00", ""),
        received_at=instant_of(_at(charge, "created")),
        fee=_fee_of([_at(charge, "balance_transaction")]),
    )


def _dispute_fact(dispute: Plain, payment_id: str) -> DisputeMoved | None:
    state = _DISPUTE_STATES.get(str(dispute.get("status")))
    amount = money_of(dispute.get("amount"), dispute.get("currency"))
    if state is None or amount is None or amount.minor <= 0:
        return None
    fee = _fee_of(dispute.get("balance_transactions") or ())
    return DisputeMoved(NAME, dispute["id"], payment_id, amount, state, fee)


def _moved(plain: Plain, state: MovedState, *, reason: str = "") -> PayoutMoved | None:
    key = _at(plain, "metadata", "key")
    amount = money_of(plain.get("amount"), plain.get("currency"))
    if not isinstance(key, str) or amount is None:
        return None
    at = instant_of(plain.get("created"))
    return PayoutMoved(NAME, Moved(key, state, amount, plain["id"], reason[:REASON_LENGTH_MAX], at))


def _fee_of(lines: Sequence[object]) -> Money | None:
    """Return what Stripe took, over several lines of its balance in one currency."""
    found = [money_of(_at(line, "fee"), _at(line, "currency")) for line in lines]
    fees = [fee for fee in found if fee is not None and fee.minor > 0]
    one = [fee for fee in fees if fee.currency == fees[0].currency]
    return Money(sum(fee.minor for fee in one), one[0].currency) if one else None


def _age(plain: Plain) -> tuple[int, str]:
    return (int(plain.get("created") or 0), str(plain.get("id")))


def _at(found: object, *names: str) -> Any:
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
