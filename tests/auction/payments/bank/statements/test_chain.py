"""No line counts twice and none is hidden by its like: the bank's own balances show it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.statement import Line, Statement
from auction.payments.bank.statements.chain import Before, Planned, gap_of, judge, plan
from auction.payments.bank.words import BankReason

DAY = date(2026, 11, 25)


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def line(minor: int, reference: str = "", text: str = "", day: date = DAY) -> Line:
    return Line("1", cny(minor), day, bank_reference=reference, text=text)


def statement(opening: int, *lines: Line, day: date = DAY, number: str = "S") -> Statement:
    closing = opening + sum(each.amount.minor for each in lines)
    return Statement("6222", "CNY", number, cny(opening), cny(closing), day, lines)


def before(closed: int, *, alike: bool = False) -> Before:
    return Before(cny(closed), DAY - timedelta(days=1), alike)


@pytest.mark.parametrize(
    ("earlier", "new", "is_told_apart", "gap"),
    [
        (None, [500], True, None),
        (before(100), [500], True, None),
        (before(100), [], False, None),
        (before(600, alike=True), [], True, None),
        (before(600, alike=True), [500], False, None),
        (before(600, alike=True), [5], False, None),
        (before(90), [500], True, 90),
        (before(90), [], True, 90),
        (before(400, alike=True), [200], True, None),
    ],
    ids=[
        "the first ever", "goes on", "goes on, but its line hides behind another", "told again",
        "told again in another form", "told again, and more than it closes with", "after a gap",
        "after a gap, known", "a longer one of the same day",
    ],
)  # fmt: skip
def test_what_was_there_and_what_is_new_makes_what_is_there(
    earlier: Before | None, new: list[int], *, is_told_apart: bool, gap: int | None
) -> None:
    found = statement(100, line(500))

    no = judge(found, earlier, new=[line(minor) for minor in new])

    assert (no is None) == is_told_apart
    assert gap_of(found, earlier) == (None if gap is None else cny(gap))


def planned(found: tuple[Planned, ...] | Refusal) -> tuple[Planned, ...]:
    assert isinstance(found, tuple), found
    return found


def test_the_statements_of_one_file_are_taken_in_the_order_of_their_days() -> None:
    later = statement(600, line(7, "B"), day=DAY + timedelta(days=1), number="2")

    found = planned(plan([later, statement(100, line(500, "A"))], known=(), before=lambda _: None))

    assert [(each.statement.number, len(each.new), each.gap) for each in found] == [
        ("S", 1, None),
        ("2", 1, None),
    ]


def test_one_day_in_two_forms_in_one_file_is_refused() -> None:
    forms = [statement(100, line(500, "A")), statement(100, line(500, "", "deposit"), number="2")]

    no = plan(forms, known=(), before=lambda _: None)

    assert isinstance(no, Refusal)
    assert no.reason == BankReason.NOT_TOLD_APART


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("AB")), min_size=1, max_size=8), st.data())
def test_however_a_day_is_cut_into_statements_each_line_counts_once_or_none_is_taken(
    rows: list[tuple[int, str]], data: st.DataObject
) -> None:
    """Each file tells the day from its beginning up to some line, as banks do from hour to hour."""
    lines = [line(minor, "", text) for minor, text in rows]
    cuts = data.draw(st.lists(st.integers(1, len(lines)), min_size=1, max_size=4))
    kept: dict[str, Line] = {}
    last: Before | None = None

    for cut in cuts:
        known_before = last
        found = plan([statement(100, *lines[:cut])], known=set(kept), before=lambda _, b=known_before: b)
        if isinstance(found, tuple) and (found[0].new or last is None):
            kept.update(found[0].new)
            last = Before(found[0].statement.closing, DAY, opened_alike=True)

    assert sum(each.amount.minor for each in kept.values()) == sum(row[0] for row in rows[: max(cuts)])
