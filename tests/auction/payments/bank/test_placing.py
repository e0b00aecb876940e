"""A line is known by our key and its whole amount; what nobody ordered waits for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from auction.kernel.money import Money
from auction.payments.bank.order import Order, OrderState
from auction.payments.bank.placing import RETURNED, KeptLine, OnItsWay, Place, fact_of, place, place_all
from auction.payments.bank.statement import Line, Party
from auction.payments.fact import (
    FeeCharged,
    Moved,
    MovedState,
    Nothing,
    PaidToBank,
    PaymentArrived,
    PayoutMoved,
)

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
ORDER = Order("deposit-out:1", "KEY", "court", "REFUND", Money(500, "CNY"), Party("Li", "123456"), "back")
ORDERS = {"KEY": ORDER}
PAYER = Party("王芳", "6217000010012345678", "ICBKCNBJ")


@pytest.mark.parametrize(
    ("minor", "currency", "told", "verdict"),
    [
        (500, "CNY", {}, (Place.PAYMENT, "")),
        (500, "CNY", {"is_fee": True}, (Place.PAYMENT, "")),
        (500, "CNY", {"is_returned": True}, (Place.OTHER, "")),
        (500, "CNY", {"end_to_end": "KEY"}, (Place.RETURNED, ORDER.key)),
        (500, "CNY", {"end_to_end": "KEY", "is_returned": True}, (Place.RETURNED, ORDER.key)),
        (499, "CNY", {"end_to_end": "KEY", "is_returned": True}, (Place.OTHER, "")),
        (-500, "CNY", {"end_to_end": "KEY"}, (Place.PAID_OUT, ORDER.key)),
        (-501, "CNY", {"end_to_end": "KEY"}, (Place.OTHER, "")),
        (-500, "EUR", {"end_to_end": "KEY"}, (Place.OTHER, "")),
        (-500, "CNY", {"end_to_end": "key"}, (Place.OTHER, "")),
        (-500, "CNY", {}, (Place.OTHER, "")),
        (-500, "CNY", {"is_fee": True}, (Place.FEE, "")),
        (0, "CNY", {}, (Place.OTHER, "")),
    ],
)
def test_each_line_is_one_thing(
    minor: int, currency: str, told: dict[str, object], verdict: tuple[Place, str]
) -> None:
    line = replace(Line("1", Money(minor, currency), date(2026, 11, 25)), **told)  # type: ignore[arg-type]  # fields by name

    assert place(line, orders=ORDERS) == verdict


@pytest.mark.parametrize(
    ("lines", "states"),
    [
        ([-500], [OrderState.SENT]),
        ([500], [OrderState.REFUSED]),
        ([-500, 500], [OrderState.SENT, OrderState.REFUSED]),
        ([500, -500], [OrderState.REFUSED, OrderState.REFUSED]),
    ],
)
def test_what_came_back_is_refused_whichever_line_comes_first(
    lines: list[int], states: list[OrderState]
) -> None:
    new = [
        (f"line{i}", Line(str(i), Money(minor, "CNY"), date(2026, 11, 25), end_to_end="KEY"))
        for i, minor in enumerate(lines)
    ]

    found = place_all(new, orders=ORDERS, known=frozenset(), arrived_at=lambda _: AT)

    assert [each.moved and each.moved.state for each in found] == states


def test_a_payment_names_its_reference_and_a_payout_its_order() -> None:
    payment = Line("1", Money(500, "CNY"), date(2026, 11, 25), text="deposit k7f3k 9xq2m")
    fee = replace(payment, amount=Money(-5, "CNY"), is_fee=True)

    found = place_all(
        [("a", payment), ("b", fee)], orders=ORDERS, known=frozenset({"K7F3K-9XQ2M"}), arrived_at=lambda _: AT
    )

    assert [(each.place, each.subject, each.moved) for each in found] == [
        (Place.PAYMENT, "K7F3K-9XQ2M", None),
        (Place.FEE, "", None),
    ]


WAY = [OnItsWay("stripe", f"po_{i}", Money(minor, "CNY")) for i, minor in enumerate([500, 500, 700])]


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"text": "STRIPE PAYOUT"}, (Place.FROM_GATEWAY, "stripe:po_0")),
        ({"text": "PO_1", "party": Party("Stripe Payments")}, (Place.FROM_GATEWAY, "stripe:po_1")),
        ({"text": "STRIPE PO_2"}, (Place.FROM_GATEWAY, "stripe:po_0")),
        ({"text": "STRIPE K7F3K-9XQ2M"}, (Place.PAYMENT, "K7F3K-9XQ2M")),
        ({"text": "deposit"}, (Place.PAYMENT, "")),
        ({"text": "STRIPE", "amount": Money(501, "CNY")}, (Place.OTHER, "")),
        ({"text": "STRIPE", "amount": Money(500, "EUR")}, (Place.OTHER, "")),
    ],
)
def test_our_own_money_from_a_payment_service_is_nobodys_payment(
    told: dict[str, object], verdict: tuple[Place, str]
) -> None:
    line = replace(Line("1", Money(500, "CNY"), date(2026, 11, 25)), **told)  # type: ignore[arg-type]  # fields by name
    known = frozenset({"K7F3K-9XQ2M"})

    (found,) = place_all([("a", line)], orders={}, known=known, arrived_at=lambda _: AT, on_its_way=WAY)

    assert (found.place, found.subject) == verdict


def test_two_lines_are_two_payouts_and_a_third_is_looked_at() -> None:
    line = Line("1", Money(500, "CNY"), date(2026, 11, 25), text="STRIPE")

    found = place_all(
        [(key, line) for key in "abc"], orders={}, known=frozenset(), arrived_at=lambda _: AT, on_its_way=WAY
    )

    assert [each.subject for each in found] == ["stripe:po_0", "stripe:po_1", ""]


def kept(found: Place, minor: int, subject: str = "") -> KeptLine:
    return KeptLine("ab12", "court", "1", found, subject, Money(minor, "CNY"), AT, PAYER, "text")


def test_money_in_is_a_payment_that_knows_its_way_back() -> None:
    fact = fact_of(kept(Place.PAYMENT, 500, "K7F3K-9XQ2M"))

    assert fact == PaymentArrived(
        gateway="bank", payment_id="bank_ab12", reference="K7F3K-9XQ2M", amount=Money(500, "CNY"),
        payer_name="王芳", received_at=AT, origin='["王芳", "6217000010012345678", "ICBKCNBJ"]',
        court_id="court",
    )  # fmt: skip


def test_money_out_is_a_payout_that_was_sent_or_came_back() -> None:
    sent = Moved("deposit-out:1", MovedState.SENT, Money(500, "CNY"), receipt="ab12", at=AT)
    back = Moved("deposit-out:1", MovedState.REFUSED, Money(500, "CNY"), reason=RETURNED, at=AT)

    assert fact_of(kept(Place.PAID_OUT, -500, ORDER.key)) == PayoutMoved("bank", sent)
    assert fact_of(kept(Place.RETURNED, 500, ORDER.key)) == PayoutMoved("bank", back)


def test_a_fee_is_an_expense_and_what_nobody_knows_is_nothing() -> None:
    assert fact_of(kept(Place.FEE, -5)) == FeeCharged("bank", "ab12", Money(5, "CNY"), court_id="court")
    arrived = PaidToBank("stripe", "po_1", Money(500, "CNY"), MovedState.SENT, court_id="court")
    assert fact_of(kept(Place.FROM_GATEWAY, 500, "stripe:po_1")) == arrived
    assert fact_of(kept(Place.OTHER, -5)) == Nothing("bank_line_unknown")
