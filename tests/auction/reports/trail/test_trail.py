"""The money of a lot written for anybody: by code, with its clock, and no id that leads to a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.accounts import Kind
from auction.ledger.transfer import Purpose, Sale, Transfer, correction_of
from auction.reports.trail.trail import Clock, EndedRound, PaidOut, Trail, deposits_of, lines_of

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
SALE = Sale("court-east", "case-7", "lot-1", "round-1")
CODES = {"enrol-ann": "A7F3K", "enrol-bo": "B2Q9M"}
CNY = "CNY"


def yuan(amount):
    return Money(amount * 100, CNY)


def moved(transfer_id, purpose, debit, credit, amount, hours=0):
    return Transfer(transfer_id, debit, credit, yuan(amount), purpose, AT + hours * HOUR, SALE)


STRIPE, BANK = accounts.gateway("stripe", CNY), accounts.bank("court-east", CNY)
ANN, BO = accounts.deposit("enrol-ann", CNY), accounts.deposit("enrol-bo", CNY)
OWED_BO, OWED_ODD = accounts.payable("enrol-bo", CNY), accounts.payable("pay-odd", CNY)
BALANCE, CASE = accounts.balance("round-1", CNY), accounts.case("case-7", CNY)
CASE_BANK, ODD = accounts.case_bank("case-7", CNY), accounts.unmatched("pay-odd", CNY)
# Ann pays a deposit of 20 by card and the balance in two parts by bank; Bo's 20 and an odd 5 go back.
SETTLED = (
    moved("in:1", Purpose.DEPOSIT_PAID, STRIPE, ANN, 20),
    moved("in:2", Purpose.DEPOSIT_PAID, BANK, BO, 20),
    moved("in:pay-odd", Purpose.UNMATCHED_PAID, BANK, ODD, 5, 1),
    moved("back:pay-odd", Purpose.UNMATCHED_RETURNED, ODD, OWED_ODD, 5, 1),
    moved("deposit-out:enrol-ann", Purpose.DEPOSIT_APPLIED, ANN, CASE, 20, 2),
    moved("deposit-out:enrol-bo", Purpose.DEPOSIT_RETURNED, BO, OWED_BO, 20, 2),
    moved("sent:back:pay-odd", Purpose.REFUND_SENT, OWED_ODD, BANK, 5, 3),
    moved("sent:deposit-out:enrol-bo", Purpose.REFUND_SENT, OWED_BO, BANK, 20, 3),
    moved("in:3", Purpose.BALANCE_PAID, BANK, BALANCE, 30, 4),
    moved("in:4", Purpose.BALANCE_PAID, BANK, BALANCE, 50, 5),
    moved("balance-out:round-1", Purpose.BALANCE_APPLIED, BALANCE, CASE, 80, 5),
    moved("sent:deposit-out:enrol-ann", Purpose.CASE_CREDIT_SENT, CASE_BANK, STRIPE, 20, 6),
    moved("sent:balance-out:round-1", Purpose.CASE_CREDIT_SENT, CASE_BANK, BANK, 80, 6),
)
SOLD = EndedRound(1, "round-1", "FIRST", "SETTLED", AT + 2 * HOUR, yuan(100), "A7F3K")
PAYOUTS = {
    "deposit-out:enrol-bo": PaidOut(yuan(20), AT + 26 * HOUR, AT + 3 * HOUR, "SENT"),
    "back:pay-odd": PaidOut(yuan(5), AT + 25 * HOUR, AT + 3 * HOUR, "SENT"),
    "deposit-out:enrol-ann": PaidOut(yuan(20), AT + 26 * HOUR, AT + 6 * HOUR, "SENT"),
    "balance-out:round-1": PaidOut(yuan(80), AT + 29 * HOUR, AT + 6 * HOUR, "SENT"),
}


def make_lines(transfers=SETTLED, rounds=(SOLD,), entries=None):
    return lines_of(transfers, rounds=rounds, codes=CODES, payouts=PAYOUTS, entries=entries or {})


def make_trail(transfers=SETTLED, *, rounds=(SOLD,), held=None, receipts=125, is_cut=False):
    kept = {Kind.GATEWAY: 0, Kind.BANK: 0, Kind.CASE: 100, Kind.CASE_BANK: -100} if held is None else held
    return Trail(
        lot_id="lot-1",
        currency=CNY,
        rounds=tuple(rounds),
        lines=make_lines(transfers, rounds),
        held={kind: yuan(amount) for kind, amount in kept.items()},
        receipts=yuan(receipts),
        is_cut=is_cut,
    )


def test_accounts_have_public_names():
    named = [(line.debit.name, line.credit.name) for line in make_lines()]

    assert named[:4] == [
        ("gateway:stripe", "deposit:A7F3K"),
        ("bank", "deposit:B2Q9M"),
        ("bank", "unmatched:P1"),
        ("unmatched:P1", "payable:P1"),
    ]
    assert named[10] == ("balance:1", "case")
    assert named[11] == ("casebank", "gateway:stripe")


def test_no_id_of_a_person_a_payment_a_case_or_a_court_is_in_a_line():
    said = repr(make_lines())

    assert [word for word in ("enrol-", "pay-odd", "case-7", "court-east", "in:") if word in said] == []


def test_a_deposit_without_a_code_is_named_like_a_payment():
    late = moved("in:9", Purpose.DEPOSIT_PAID, BANK, accounts.deposit("enrol-late", CNY), 20)

    assert make_lines((*SETTLED, late))[-1].credit.name == "deposit:P2"


def test_each_line_has_its_number_its_round_and_its_entry():
    lines = make_lines(entries={"in:2": 17})

    assert [line.number for line in lines] == list(range(1, 14))
    assert {line.round_number for line in lines} == {1}
    assert [line.entry_number for line in lines[:3]] == [None, 17, None]


def test_a_correction_names_the_line_that_it_takes_back():
    lines = make_lines((*SETTLED[:2], correction_of(SETTLED[1], at=AT + HOUR)))

    assert [line.reverses for line in lines] == [None, None, 2]
    assert (lines[2].debit, lines[2].credit) == (lines[1].credit, lines[1].debit)


def test_each_deposit_is_told_with_its_way_and_its_clock():
    ann, bo = deposits_of(make_trail())

    assert (ann.bidder_code, ann.paid, ann.way) == ("A7F3K", yuan(20), "DEPOSIT_APPLIED")
    assert (bo.bidder_code, bo.paid, bo.way) == ("B2Q9M", yuan(20), "DEPOSIT_RETURNED")
    assert bo.line is not None
    assert bo.line.payout == PAYOUTS["deposit-out:enrol-bo"]


def test_a_deposit_that_lies_here_has_gone_no_way():
    (ann,) = deposits_of(make_trail(SETTLED[:1]))

    assert (ann.way, ann.line) == ("", None)


@pytest.mark.parametrize(
    ("sent_after", "at_after", "clock"),
    [
        pytest.param(None, 24 * HOUR, Clock.RUNNING, id="R-61/at-the-last-moment-it-runs"),
        pytest.param(
            None, 24 * HOUR + timedelta(microseconds=1), Clock.LATE, id="R-61/a-moment-later-it-is-late"
        ),
        pytest.param(24 * HOUR, 48 * HOUR, Clock.SENT, id="R-61/sent-at-the-last-moment"),
        pytest.param(25 * HOUR, 26 * HOUR, Clock.SENT_LATE, id="R-61/sent-late-stays-late"),
    ],
)
def test_the_refund_clock(sent_after, at_after, clock):
    payout = PaidOut(yuan(20), AT + 24 * HOUR, AT + sent_after if sent_after else None)

    assert payout.clock(AT + at_after) is clock
