"""Only the whole debt, with interest and costs, frees the property (R-57)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from listings.debt import Owed, Paid, Payment, is_duty, judge_paid, payment_of, read_payment


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


DAY = date(2026, 3, 30)
OWED = Owed(claims=yuan(300_000), interest=yuan(0), costs=yuan(2_600))


@pytest.mark.parametrize(
    ("received", "missing"),
    [
        pytest.param(yuan(302_600), None, id="R-57/1"),
        pytest.param(yuan(300_000), yuan(2_600), id="R-57/2"),
        pytest.param(yuan(302_600) - Money(1, "CNY"), Money(1, "CNY"), id="R-57/3"),
        pytest.param(yuan(400_000), None, id="R-57/4"),
        pytest.param(yuan(0), yuan(302_600), id="R-57/5"),
    ],
)
def test_less_than_everything_is_not_enough(received: Money, missing: Money | None) -> None:
    found = judge_paid(received, OWED)

    if missing is None:
        assert isinstance(found, Paid)
        assert found.told["owed_minor"] == "30260000"
    else:
        assert isinstance(found, Refusal)
        assert (found.rule, found.numbers["missing"]) == ("R-57/NOT_ENOUGH", missing)


@pytest.mark.parametrize(
    ("interest", "may"), [pytest.param(0, True, id="R-57/6"), pytest.param(1, False, id="R-57/7")]
)
def test_interest_to_this_day_is_part_of_the_debt(interest: int, may: bool) -> None:
    owed = Owed(yuan(300_000), yuan(interest), yuan(2_600))

    assert isinstance(judge_paid(yuan(302_600), owed), Paid) is may


def test_a_case_without_claims_cannot_be_paid_off() -> None:
    found = judge_paid(yuan(1), Owed(yuan(0), yuan(0), yuan(0)))

    assert isinstance(found, Refusal)
    assert (str(found.reason), found.rule) == ("debt_unknown", "R-57")


@pytest.mark.parametrize(
    ("received", "interest", "expected"),
    [
        pytest.param("302,600", "0", Payment(yuan(302_600), yuan(0), DAY), id="R-57/10"),
        pytest.param("302600.00", "0.00", Payment(yuan(302_600), yuan(0), DAY), id="R-57/11"),
        pytest.param("", "100", Payment(yuan(0), yuan(100), DAY), id="R-57/12"),
        pytest.param("302600", " ", "debt_interest_missing", id="R-57/13"),
        pytest.param("302600", "none", "listing_amount_unreadable", id="R-57/14"),
        pytest.param("-1", "0", "listing_amount_unreadable", id="R-57/15"),
        pytest.param("1", "0.001", "listing_amount_unreadable", id="R-57/16"),
    ],
)
def test_no_interest_is_said_and_never_left_out(received: str, interest: str, expected: object) -> None:
    found = read_payment(received, interest, "CNY", received_on=DAY)

    assert (str(found.reason) if isinstance(found, Refusal) else found) == expected
    assert not isinstance(found, Refusal) or found.rule == "R-57"


@pytest.mark.parametrize(
    ("opens_at", "must"),
    [
        # The day is that of the court: in Shanghai 31 March begins at 16:00 UTC of the day before.
        pytest.param(datetime(2026, 3, 30, 16, 0, tzinfo=UTC), True, id="R-57/17"),
        pytest.param(datetime(2026, 3, 30, 15, 59, tzinfo=UTC), False, id="R-57/18"),
        pytest.param(datetime(2026, 3, 31, 2, 0, tzinfo=UTC), True, id="R-57/19"),
    ],
)
def test_the_day_of_the_sale_is_the_court_s(opens_at: datetime, must: bool) -> None:
    assert is_duty(DAY, opens_at, "Asia/Shanghai") is must


def test_a_payment_survives_its_proposal() -> None:
    payment = Payment(yuan(302_600), yuan(100), DAY)

    assert payment_of(payment.told) == payment
