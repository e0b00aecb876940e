"""The proof over a lot's money: it holds for a sound trail, and every single change makes it fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.accounts import Kind
from auction.ledger.transfer import Purpose, correction_of
from auction.reports.trail.proof import Reason, proof_of
from auction.reports.trail.trail import Place
from tests.auction.reports.trail.test_trail import (
    AT,
    BANK,
    BO,
    CASE,
    CNY,
    OWED_BO,
    SETTLED,
    SOLD,
    STRIPE,
    make_trail,
    moved,
    yuan,
)

WHOLE = make_trail()


def reasons(trail):
    return [refusal.reason for refusal in proof_of(trail).findings]


def with_line(index, **changes):
    lines = list(WHOLE.lines)
    lines[index] = replace(lines[index], **changes)
    return replace(WHOLE, lines=tuple(lines))


def test_what_came_in_went_out():
    proof = proof_of(WHOLE)

    assert proof.holds and proof.is_done
    assert (proof.received, proof.left) == (yuan(125), yuan(125))
    assert (proof.sent_back, proof.paid_over, proof.elsewhere) == (yuan(25), yuan(100), yuan(0))
    assert (proof.credited, proof.set_off) == (yuan(100), yuan(0))


def test_before_the_end_what_lies_here_is_the_difference():
    held = {Kind.GATEWAY: -20, Kind.BANK: -25, Kind.DEPOSIT: 20, Kind.PAYABLE: 5, Kind.CASE: 20}
    trail = make_trail(SETTLED[:5], rounds=[replace(SOLD, state="SOLD")], held=held, receipts=0)

    proof = proof_of(trail)

    assert (proof.findings, proof.is_done) == ((), False)
    assert (proof.received, proof.left) == (yuan(45), yuan(0))
    assert (proof.held, proof.waiting_for_case) == (yuan(25), yuan(20))


def test_a_set_off_is_a_part_of_the_price_and_no_money():
    set_off = accounts.set_off("round-1", CNY)
    transfers = (moved("setoff:round-1", Purpose.SET_OFF_ADMITTED, set_off, CASE, 100),)
    proof = proof_of(make_trail(transfers, held={Kind.SET_OFF: -100, Kind.CASE: 100}, receipts=0))

    assert proof.holds and proof.is_done
    assert (proof.credited, proof.set_off, proof.received, proof.left) == (
        *(yuan(100), yuan(100), yuan(0), yuan(0)),
    )


def test_a_correction_takes_a_line_out_of_every_sum():
    wrong = moved("in:9", Purpose.DEPOSIT_PAID, BANK, accounts.deposit("enrol-9", CNY), 7, 7)
    proof = proof_of(make_trail((*SETTLED, wrong, correction_of(wrong, at=AT + timedelta(hours=8)))))

    assert proof.holds
    assert (proof.received, proof.left) == (yuan(125), yuan(125))


def test_a_forfeited_deposit_stays_inside_the_case():
    forfeited = accounts.forfeited("round-1", CNY)
    transfers = (
        SETTLED[0],
        SETTLED[4],
        moved("forfeit", Purpose.DEPOSIT_FORFEITED, CASE, forfeited, 20, 3),
    )
    trail = make_trail(
        transfers, rounds=[replace(SOLD, state="OVERDUE")], held={Kind.GATEWAY: -20, Kind.FORFEITED: 20},
        receipts=0,
    )  # fmt: skip

    assert proof_of(trail).holds
    assert proof_of(trail).waiting_for_case == yuan(20)


@pytest.mark.parametrize("index", range(len(SETTLED)))
def test_every_changed_line_is_found(index):
    line = WHOLE.lines[index]
    changes = [
        {"amount": Money(line.amount.minor + 1, CNY)},
        {"amount": Money(line.amount.minor - 1, CNY)},
        {"amount": Money(-line.amount.minor, CNY)},
        {"amount": Money(line.amount.minor, "EUR")},
        {"debit": line.credit, "credit": line.debit},
        {"purpose": Purpose.FEE_CHARGED},
        {"purpose": Purpose.CORRECTION},
        {"credit": Place(Kind.EXPENSE)},
        {"debit": Place(Kind.EXPENSE)},
        {"reverses": 1},
    ]

    assert [change for change in changes if proof_of(with_line(index, **change)).holds] == []


@pytest.mark.parametrize("index", range(len(SETTLED)))
def test_every_missing_and_every_doubled_line_is_found(index):
    lines = WHOLE.lines

    assert not proof_of(replace(WHOLE, lines=(*lines[:index], *lines[index + 1 :]))).holds
    assert not proof_of(replace(WHOLE, lines=(*lines[:index], lines[index], *lines[index:]))).holds


@pytest.mark.parametrize("index", [0, 1, 4, 5])
def test_a_deposit_under_another_code_is_found(index):
    line, other = WHOLE.lines[index], Place(Kind.DEPOSIT, "Z0000")
    side = "credit" if line.credit.kind is Kind.DEPOSIT else "debit"

    assert reasons(with_line(index, **{side: other})) == [Reason.BELOW_ZERO]


@pytest.mark.parametrize(
    ("trail", "reason"),
    [
        (make_trail(is_cut=True), Reason.LINES_MISSING),
        (replace(WHOLE, receipts=yuan(124)), Reason.RECEIPTS_DIFFER),
        (replace(WHOLE, held={**WHOLE.held, Kind.DEPOSIT: yuan(1)}), Reason.LEDGER_DIFFERS),
        (replace(WHOLE, rounds=(replace(SOLD, hammer_price=yuan(101)),)), Reason.PRICE_DIFFERS),
        (replace(WHOLE, rounds=(replace(SOLD, hammer_price=yuan(99)),)), Reason.PRICE_DIFFERS),
        (replace(WHOLE, rounds=(replace(SOLD, hammer_price=None),)), Reason.PRICE_DIFFERS),
        (replace(WHOLE, rounds=(replace(SOLD, hammer_price=yuan(99), state="SOLD"),)), Reason.PRICE_DIFFERS),
    ],
)  # fmt: skip
def test_what_others_say_differently_is_found(trail, reason):
    assert reasons(trail) == [reason]


def test_a_case_that_has_less_than_the_price_is_no_finding_before_it_is_paid():
    assert proof_of(replace(WHOLE, rounds=(replace(SOLD, hammer_price=yuan(101), state="SOLD"),))).holds


@pytest.mark.parametrize("price", [99, 101])
def test_a_paid_round_without_exactly_its_price_is_found(price):
    trail = replace(WHOLE, rounds=(replace(SOLD, hammer_price=yuan(price), state="PAID"),))

    assert reasons(trail) == [Reason.PRICE_DIFFERS]


def test_a_correction_that_reverses_twice_or_something_else_is_found():
    wrong = moved("in:9", Purpose.DEPOSIT_PAID, BANK, BO, 7, 7)
    taken_back = correction_of(wrong, at=AT + timedelta(hours=8))
    sound = make_trail((*SETTLED, wrong, taken_back))
    twice = replace(sound, lines=(*sound.lines, replace(sound.lines[-1], number=16)))
    other = replace(sound, lines=(*sound.lines[:-1], replace(sound.lines[-1], reverses=2)))

    assert proof_of(sound).holds
    assert reasons(twice) == [Reason.REVERSES_NOTHING]
    assert reasons(other) == [Reason.REVERSES_NOTHING]


def test_money_that_a_dispute_keeps_away_is_told_apart():
    dispute = accounts.dispute("pay-1", CNY)
    transfers = (SETTLED[0], moved("dispute:1:opened", Purpose.DISPUTE_OPENED, dispute, STRIPE, 20, 1))
    held = {Kind.DEPOSIT: 20, Kind.DISPUTE: -20}
    proof = proof_of(make_trail(transfers, rounds=[replace(SOLD, state="SOLD")], held=held, receipts=0))

    assert proof.holds
    assert (proof.received, proof.elsewhere, proof.held) == (yuan(20), yuan(20), yuan(0))


def test_a_dispute_that_is_won_came_and_went_for_nothing():
    dispute = accounts.dispute("pay-1", CNY)
    transfers = (
        SETTLED[0],
        moved("dispute:1:opened", Purpose.DISPUTE_OPENED, dispute, STRIPE, 20, 1),
        moved("dispute:1:won", Purpose.DISPUTE_WON, STRIPE, dispute, 20, 2),
    )
    trail = make_trail(
        transfers,
        rounds=[replace(SOLD, state="SOLD")],
        held={Kind.DEPOSIT: 20, Kind.GATEWAY: -20},
        receipts=0,
    )
    proof = proof_of(trail)

    assert proof.holds
    assert (proof.received, proof.left, proof.held) == (yuan(20), yuan(0), yuan(20))


def test_a_lost_dispute_over_what_went_back_already_is_borne_by_the_operator_alone():
    dispute = accounts.dispute("pay-1", CNY)
    transfers = (
        SETTLED[1],
        SETTLED[5],
        SETTLED[7],
        moved("dispute:1:opened", Purpose.DISPUTE_OPENED, dispute, STRIPE, 20, 4),
        moved("dispute:1:lost", Purpose.DISPUTE_LOST, accounts.expense(CNY), dispute, 20, 5),
    )
    held = {Kind.GATEWAY: 20, Kind.EXPENSE: -20}
    proof = proof_of(make_trail(transfers, rounds=[replace(SOLD, state="SOLD")], held=held, receipts=20))

    assert proof.holds and proof.is_done
    assert (proof.received, proof.borne) == (yuan(20), yuan(20))
    assert (proof.sent_back, proof.elsewhere, proof.held) == (yuan(20), yuan(20), yuan(0))


def test_what_a_lost_dispute_took_from_a_deposit_has_left():
    taken = moved("dispute:1:payable", Purpose.DISPUTE_TAKEN_BACK, OWED_BO, accounts.dispute("p", CNY), 20, 4)
    trail = make_trail(
        (SETTLED[1], SETTLED[5], taken), rounds=[replace(SOLD, state="SOLD")],
        held={Kind.BANK: -20, Kind.DISPUTE: 20}, receipts=0,
    )  # fmt: skip
    proof = proof_of(trail)

    assert proof.holds and proof.is_done
    assert (proof.received, proof.elsewhere, proof.held) == (yuan(20), yuan(20), yuan(0))


def test_an_account_below_zero_is_named():
    (finding,) = proof_of(replace(WHOLE, lines=WHOLE.lines[1:])).findings[:1]

    assert (finding.reason, finding.numbers["account"]) == (Reason.BELOW_ZERO, "deposit:A7F3K")
