"""A statement's balance runs from its opening to its closing, over every line once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.statement import ACCOUNTS_MAX, Cursor, Scope, page_of
from auction.ledger.transfer import Purpose, Sale, Transfer, correction_of, sent_of

AT = datetime(2026, 4, 1, tzinfo=UTC)
ZERO = Money(0, "CNY")
PAPER = accounts.gateway("paper", "CNY")
HELD, OWED = accounts.deposit("e1", "CNY"), accounts.payable("e1", "CNY")
PAID = Transfer("in:p1", PAPER, HELD, Money(100, "CNY"), Purpose.DEPOSIT_PAID, AT, Sale(round_id="r1"))
BACK = replace(PAID, id="deposit-out:e1", debit=HELD, credit=OWED, purpose=Purpose.DEPOSIT_RETURNED)
SENT = sent_of(BACK, through=PAPER, at=AT)


@pytest.mark.parametrize(
    ("scope", "balances"),
    [
        (Scope("CNY", account_ids=(HELD.id,)), [100, 0, 0]),
        (Scope("CNY", account_ids=(PAPER.id,)), [-100, -100, 0]),
        # A bidder's money, wherever it stands: what moves between the bidder's accounts changes nothing.
        (Scope("CNY", account_ids=(HELD.id, OWED.id)), [100, 100, 0]),
        # What is in our hands.
        (Scope("CNY", round_id="r1"), [100, 100, 0]),
    ],
)
def test_the_balance_runs(scope: Scope, balances: list[int]):
    page = page_of(scope, ZERO, [PAID, BACK, SENT], limit=3)

    assert [line.balance.minor for line in page.lines] == balances
    assert (page.closing.minor, page.after) == (balances[-1], None)


@pytest.mark.parametrize(
    ("scope", "balances"),
    [
        (Scope("CNY", court_id="c1"), [9, 9, 9, 0]),
        (Scope("CNY", case_id="k1"), [0, 7, 9, 0]),
        (Scope("CNY", round_id="r1"), [0, 7, 9, 0]),
    ],
)
def test_money_that_is_placed_came_into_its_round_then_and_into_the_court_before(scope, balances):
    free = accounts.unmatched("p2", "CNY")
    came = Transfer("in:p2", PAPER, free, Money(9, "CNY"), Purpose.UNMATCHED_PAID, AT)
    taken = Transfer("taken:p2", free, HELD, Money(7, "CNY"), Purpose.UNMATCHED_TAKEN, AT)
    back = Transfer("back:p2", free, OWED, Money(2, "CNY"), Purpose.UNMATCHED_RETURNED, AT)
    sent = replace(SENT, id="sent:all", amount=Money(9, "CNY"))

    page = page_of(scope, ZERO, [came, taken, back, sent], limit=9)

    assert [line.balance.minor for line in page.lines] == balances


def test_a_correction_takes_the_balance_back():
    page = page_of(Scope("CNY", round_id="r1"), ZERO, [PAID, correction_of(PAID, at=AT)], limit=2)

    assert [line.change.minor for line in page.lines] == [100, -100]


def test_an_empty_page_closes_as_it_opened():
    page = page_of(Scope("CNY", round_id="r1"), Money(7, "CNY"), [], limit=3)

    assert (page.opening, page.closing, page.lines, page.after) == (
        Money(7, "CNY"),
        Money(7, "CNY"),
        (),
        None,
    )


@given(st.lists(st.sampled_from([PAID, BACK, SENT]), max_size=12), st.integers(1, 5))
def test_pages_that_follow_each_other_tell_what_one_page_tells(moved: list[Transfer], limit: int):
    transfers = [
        replace(each, id=f"t{number}", posted_at=AT + timedelta(seconds=number))
        for number, each in enumerate(moved)
    ]
    scope = Scope("CNY", account_ids=(HELD.id,))
    whole = page_of(scope, ZERO, transfers, limit=max(1, len(transfers)))
    lines, opening, rest = [], ZERO, transfers
    for _ in range(len(transfers) + 1):
        page = page_of(scope, opening, rest[: limit + 1], limit=limit)
        lines += page.lines
        opening, rest = page.closing, rest[limit:]
        if page.after is None:
            break

    assert tuple(lines) == whole.lines
    assert opening == whole.closing


def test_a_cursor_is_read_as_it_was_written():
    cursor = Cursor(AT, 0, "bankpayout:po_1/x:arrived")

    assert cursor.format() == "2026-04-01T00:00:00+00:00/0/bankpayout:po_1/x:arrived"
    assert Cursor.read(cursor.format()) == cursor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "x/0/in:p1",
        "2026-04-01T00:00:00+00:00",
        "2026-04-01T00:00:00+00:00/in:p1",
        "2026-04-01T00:00:00+00:00/0",
        "2026-04-01T00:00:00+00:00/0/",
        "2026-04-01T00:00:00+00:00/5/in:p1",
        "2026-04-01T00:00:00+00:00/-1/in:p1",
        "2026-04-01T00:00:00/0/in:p1",
        f"{AT.isoformat()}/0/{'x' * 65}",
    ],
)
def test_what_is_no_cursor_is_none(text: str):
    assert Cursor.read(text) is None


def test_a_statement_is_of_something_and_of_no_more_than_one_reads():
    with pytest.raises(AssertionError, match="of something"):
        Scope("CNY")
    with pytest.raises(AssertionError, match="a few accounts"):
        Scope("CNY", account_ids=tuple(f"deposit:{n}:CNY" for n in range(ACCOUNTS_MAX + 1)))
