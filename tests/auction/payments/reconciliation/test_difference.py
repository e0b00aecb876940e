"""Every difference has a likely cause and an act that mends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.payments.fact import LineKind
from auction.payments.reconciliation import difference as words
from auction.payments.reconciliation.difference import Difference, DifferenceKind, Mending, cause, id_of

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


def make(kind: DifferenceKind, line_kind: str = LineKind.PAYMENT) -> Difference:
    return Difference(kind, "in:p1", line_kind, "p1", Money(5, "CNY"), Money(3, "CNY"), AT)


@pytest.mark.parametrize("kind", DifferenceKind)
@pytest.mark.parametrize("line_kind", ["", *LineKind])
@pytest.mark.parametrize("at_bank", [True, False])
def test_every_difference_has_words_a_cause_and_an_act(kind, line_kind, at_bank):
    said, mending = cause(make(kind, line_kind), at_bank=at_bank)

    assert said.endswith(".")
    assert mending in words.MENDING_WORDS
    assert kind in words.KIND_WORDS
    assert line_kind in words.LINE_WORDS


@pytest.mark.parametrize(
    ("kind", "line_kind", "at_bank", "mending"),
    [
        (DifferenceKind.NOT_IN_LEDGER, LineKind.PAYMENT, False, Mending.ASK_AGAIN),
        (DifferenceKind.NOT_IN_LEDGER, LineKind.FEE, False, Mending.ASK_AGAIN),
        (DifferenceKind.NOT_IN_LEDGER, LineKind.OTHER, False, Mending.LOOK),
        (DifferenceKind.NOT_AT_GATEWAY, LineKind.PAYMENT, False, Mending.CORRECT),
        (DifferenceKind.NOT_AT_GATEWAY, LineKind.PAYMENT, True, Mending.IMPORT),
        (DifferenceKind.OTHER_AMOUNT, LineKind.PAYMENT, False, Mending.CORRECT),
        (DifferenceKind.TWICE, LineKind.PAYMENT, False, Mending.LOOK),
        (DifferenceKind.BALANCE, "", False, Mending.LOOK),
    ],
)
def test_the_act_that_mends(kind, line_kind, at_bank, mending):
    assert cause(make(kind, line_kind), at_bank=at_bank)[1] is mending


def test_the_amount_is_what_the_gateway_holds_more():
    assert make(DifferenceKind.OTHER_AMOUNT).amount == Money(-2, "CNY")


def test_a_difference_is_of_the_court_of_its_transfer_first():
    nobodys = make(DifferenceKind.TWICE)

    assert nobodys.of_court("east").court_id == "east"
    assert nobodys.of_court("east").of_court("west").court_id == "east"


def test_the_id_tells_account_key_and_time():
    ids = {
        id_of("a", "in:1", AT),
        id_of("b", "in:1", AT),
        id_of("a", "in:2", AT),
        id_of("a", "in:1", AT + timedelta(seconds=1)),
    }

    assert len(ids) == 4
    assert id_of("a", "in:1", AT) in ids
