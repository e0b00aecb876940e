"""What becomes of a deposit that came in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.enrolment import deposit
from auction.enrolment.deposit import Confirmed, Names, NotYet
from auction.enrolment.eligibility import Course
from auction.kernel.money import Money
from auction.payments.received import (
    PaymentRequest,
    ReceivedPayment,
    RequestPurpose,
    RequestState,
    Returned,
)
from tests.support.rounds import OPENS_AT, cny

REQUEST = PaymentRequest(
    id="q1",
    reference="K7F3K-9XQ2M",
    purpose=RequestPurpose.DEPOSIT,
    subject_id="e1",
    account_id="a1",
    round_id="r1",
    amount=cny(71_400),
    state=RequestState.RECEIVED,
    asked_at=OPENS_AT,
)


def judged(paid=REQUEST.amount, payer="王伟", course=Course.RUNNING, state=RequestState.RECEIVED):
    payment = ReceivedPayment("p1", paid, b"", OPENS_AT, replace(REQUEST, state=state))
    return deposit.judge(payment, Names(payer, "王伟"), course=course)


@pytest.mark.parametrize(
    ("change", "reason", "rule"),
    [
        # Every row also deserves the refusals below it: the order is tested too.
        (
            {"state": RequestState.ACCEPTED, "course": Course.OVER, "paid": cny(1), "payer": "x"},
            "deposit_twice",
            "R-31",
        ),
        ({"course": Course.OVER, "paid": cny(1), "payer": "x"}, "deposit_after_end", "R-31"),
        ({"paid": cny(71_399), "payer": "x"}, "deposit_amount_differs", "R-30"),
        ({"paid": cny(71_401)}, "deposit_amount_differs", "R-30"),
        ({"paid": Money(7_140_000, "EUR")}, "deposit_amount_differs", "R-30"),
        ({"payer": "王伟伟"}, "deposit_name_differs", "R-31"),
        ({"payer": ""}, "deposit_name_differs", "R-31"),
        ({"payer": "李伟", "course": Course.ENDING}, "deposit_name_differs", "R-31"),
    ],
)
def test_a_wrong_deposit_goes_back_with_the_first_reason(change, reason, rule):
    verdict = judged(**change)

    assert (verdict.reason, verdict.rule) == (reason, rule)
    assert "王伟" not in str(verdict.numbers)


def test_a_right_deposit_counts_while_the_round_runs():
    assert judged() == Confirmed()


def test_a_right_deposit_waits_while_bids_in_flight_may_still_move_the_end():
    assert judged(course=Course.ENDING) == NotYet()


@pytest.mark.parametrize(
    ("gateway", "paid", "court_id", "is_placed", "payer", "reason"),
    [
        ("bank", cny(71_401), "c1", False, "王伟", None),
        ("bank", cny(71_399), "c1", False, "王伟", "deposit_amount_differs"),
        ("bank", Money(7_140_001, "EUR"), "c1", False, "王伟", "deposit_amount_differs"),
        ("stripe", cny(71_401), "", False, "王伟", "deposit_amount_differs"),
        ("bank", cny(71_400), "c1", False, "李伟", "deposit_name_differs"),
        ("bank", cny(71_400), "c1", True, "李伟", None),
        ("bank", cny(71_400), "c2", True, "李伟", "deposit_to_other_court"),
    ],
)
def test_at_a_bank_too_much_is_split_and_finance_may_say_who_paid(  # a row's columns
    gateway, paid, court_id, is_placed, payer, reason
):
    payment = ReceivedPayment(
        "p1", paid, b"", OPENS_AT, REQUEST, gateway=gateway, court_id=court_id, is_placed=is_placed
    )

    verdict = deposit.judge(payment, Names(payer, "王伟", "c1"), course=Course.RUNNING)

    assert (verdict.reason if reason else verdict) == (reason or Confirmed())


def test_a_kept_reason_is_told_again_with_its_numbers():
    returned = Returned("p1", cny(10), cny(71_400), "deposit_amount_differs", OPENS_AT)

    refusal = deposit.told(returned)

    assert (refusal.rule, refusal.numbers) == ("R-30", {"paid": cny(10), "asked": cny(71_400)})

    rest = deposit.told(Returned("p1", cny(1), cny(71_400), "payment_too_much", OPENS_AT))

    assert (rest.rule, rest.numbers) == ("R-30", {"received": cny(1), "needed": cny(71_400)})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("王伟", "王 伟", True),
        ("王伟", "\u3000王伟 ", True),
        ("Ann Smith", "ＡＮＮ  ＳＭＩＴＨ", True),
        ("买买提·艾力", "买买提•艾力", True),
        ("买买提·艾力", "买买提艾力", True),
        ("Stra\u00dfe", "STRASSE", True),
        ("Ann Smith", "Anna Smith", False),
        ("", "", False),
        (" ", "", False),
    ],
)
def test_spellings_of_a_bank_are_the_same_name(one, other, same):
    assert deposit.same_name(one, other) is same
