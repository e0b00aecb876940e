"""Trial balances, accounts and statements, read from both databases."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from auction.ledger import store as ledger
from auction.ledger.accounts import Kind, balance, bank, case, deposit, expense, gateway
from auction.ledger.statement import Scope
from auction.ledger.transfer import INSIDE, Purpose, Sale, Transfer
from auction.reports.money import store
from auction.reports.money.moment import Period
from auction.reports.money.statement import Of, Subject, accounts_of_bidder
from auction.reports.money.store import Books
from auction.reports.money.trial import trial_of
from auction.rounds import store as rounds_store
from tests.auction.reports.trail.test_store import sold
from tests.support import cases
from tests.support.rounds import CLOSES_AT, cny

__all__ = ["sold"]
CNY = "CNY"


@pytest.fixture
def board(world, sold):
    with world.database.reading() as tx:
        return rounds_store.read_board(tx, sold[0])


def scopes(board, ann):
    return [
        Scope(CNY, court_id=board.court_id),
        Scope(CNY, case_id=board.case_id),
        Scope(CNY, round_id=board.round_id),
        Scope(CNY, accounts_of_bidder(ann.enrolment_id, CNY)),
        Scope(CNY, (case(board.case_id, CNY).id,), court_id=board.court_id),
        Scope(CNY, ("gateway:paper:CNY",)),
    ]


def test_the_trial_balance_agrees_with_the_ledger_now_and_before(world, board):
    with world.database.reading() as tx:
        for at in (None, CLOSES_AT, CLOSES_AT - timedelta(days=30)):
            trial = trial_of(store.trial_rows(tx, Books(CNY, board.court_id, at)), CNY)
            balances = ledger.balances(tx, currency=CNY, court_id=board.court_id, at=at)

            assert trial.agrees
            assert trial.credit.minor == sum(held.minor for held in balances.values() if held.minor > 0)
            assert sum(row.count for row in trial.rows) == sum(held.minor != 0 for held in balances.values())


def test_books_are_of_one_court_or_of_all(world, board):
    with world.database.transaction() as tx:
        other = cases.make_court(tx, name="Another Court")
        of_all = trial_of(store.trial_rows(tx, Books(CNY)), CNY)
        own = trial_of(store.trial_rows(tx, Books(CNY, board.court_id)), CNY)

        assert store.trial_rows(tx, Books(CNY, other)) == []
        assert store.trial_rows(tx, Books("EUR")) == []
        assert of_all.debit == own.debit


def test_lists_of_accounts_and_statements_end_with_what_the_ledger_holds(world, sold, board):
    with world.database.reading() as tx:
        books = Books(CNY, board.court_id, CLOSES_AT)
        both = store.accounts_of(tx, books, Kind.DEPOSIT)
        rest = store.accounts_of(tx, books, Kind.DEPOSIT, after=both[0].account.id)

        assert [line.account.kind for line in both] == [Kind.DEPOSIT] * 2
        assert rest == both[1:]
        assert store.accounts_of(tx, books, Kind.CASE_BANK) == []

        balances = ledger.balances(tx, currency=CNY)
        for scope in scopes(board, sold[2])[3:]:
            page = store.statement_page(tx, scope, Period(), limit=99)

            assert page.lines
            assert page.after is None
            assert page.closing.minor == sum(
                balances[each].minor for each in scope.account_ids if each in balances
            )


def test_the_statement_of_a_court_tells_what_came_and_went_and_its_rounds_tell_the_rest(world, board):
    with world.database.reading() as tx:
        of_court, of_round = (
            store.statement_page(tx, scope, Period(), limit=99)
            for scope in (Scope(CNY, court_id=board.court_id), Scope(CNY, round_id=board.round_id))
        )
        inside = [line for line in of_round.lines if line.transfer.purpose in INSIDE]

        assert {line.transfer.purpose for line in inside} == {
            Purpose.DEPOSIT_RETURNED,
            Purpose.DEPOSIT_APPLIED,
        }
        assert {line.change.minor for line in inside} == {0}
        assert of_court.lines == tuple(line for line in of_round.lines if line not in inside)
        assert of_court.closing == of_round.closing


def test_within_an_instant_a_balance_comes_before_it_goes_to_the_case(world, board):
    sale = Sale(board.court_id, board.case_id, board.lot_id, board.round_id)
    account, at = balance(board.round_id, CNY), CLOSES_AT + timedelta(days=9)
    paid = Transfer("z", gateway("paper", CNY), account, cny(50), Purpose.BALANCE_PAID, at, sale)
    applied = Transfer("a", account, case(board.case_id, CNY), cny(50), Purpose.BALANCE_APPLIED, at, sale)
    with world.database.transaction() as tx:
        ledger.post(tx, [paid, applied])
        scope, period = Scope(CNY, (account.id,)), Period(since=at)
        page = store.statement_page(tx, scope, period, limit=1)
        rest = store.statement_page(tx, scope, Period(after=page.after), limit=9)

    assert [line.transfer.id for line in (*page.lines, *rest.lines)] == ["z", "a"]
    assert [line.balance.minor for line in (*page.lines, *rest.lines)] == [
        page.opening.minor + 5_000,
        page.opening.minor,
    ]
    assert rest.opening == page.closing


def test_pages_of_any_length_tell_the_same_lines_as_one(world, sold, board):
    with world.database.reading() as tx:
        for scope, limit in product(scopes(board, sold[2]), (1, 2, 5)):
            whole = store.statement_page(tx, scope, Period(), limit=99)
            told, after = [], None
            for _ in whole.lines:
                page = store.statement_page(tx, scope, Period(after=after), limit=limit)
                told, after = [*told, *page.lines], page.after
                if after is None:
                    break
            assert told == list(whole.lines)
            assert list(store.statement_lines(tx, scope, Period(), at_once=limit)) == told


def test_a_period_begins_with_what_was_there_and_is_half_open(world, sold, board):
    with world.database.reading() as tx:
        for scope in scopes(board, sold[2]):
            whole = store.statement_page(tx, scope, Period(), limit=99)
            cut = whole.lines[-1].transfer.posted_at
            before = store.statement_page(tx, scope, Period(until=cut), limit=99)
            after = store.statement_page(tx, scope, Period(since=cut), limit=99)

            assert before.closing == after.opening
            assert after.closing == whole.closing
            assert (*before.lines, *after.lines) == whole.lines
            assert after.lines


def test_what_accounts_are_called_and_where_they_are(world, sold, board):
    round_id, _, ann, bo = sold
    account = deposit(ann.enrolment_id, CNY)
    with world.database.reading() as tx:
        labels = store.labels_of(tx, [account, case(board.case_id, CNY)])
        court_id = board.court_id
        enrolment = store.enrolled(tx, ann.enrolment_id)

        assert labels.of(account) == ann.code
        assert labels.of(case(board.case_id, CNY)) == store.name_of(tx, Of.CASE, board.case_id)
        title = store.titles_of(tx, [round_id])[round_id]
        assert store.name_of(tx, Of.BIDDER, ann.enrolment_id) == f"{ann.code} · {title}"
        assert store.name_of(tx, Of.ROUND, round_id) == title
        assert store.titles_of(tx, [round_id, "none"]).keys() == {round_id}
        assert [store.is_used(tx, account.id, each) for each in (None, court_id, "other")] == [
            True,
            True,
            False,
        ]
        assert store.has_bought(tx, enrolment)
        assert not store.has_bought(tx, store.enrolled(tx, bo.enrolment_id))
        assert len(store.payment_ids(tx, enrolment)) == 1
        assert store.enrolment_of(tx, round_id=round_id, account_id=bo.account_id).id == bo.enrolment_id
        assert store.case_of(tx, board.case_id, "other") is None
        assert store.case_of(tx, board.case_id, None)[1] == CNY
        zone = store.known_courts(tx)[0].time_zone
        subjects = [Subject(Of.BIDDER, ann.enrolment_id, Scope(CNY, (account.id,)))]
        subjects += [Subject(Of.COURT, court_id, scope) for scope in scopes(board, ann)[:3:2]]
        assert [store.zone_of(tx, subject) for subject in subjects] == [zone] * 3
        assert store.zone_of(tx, Subject(Of.ACCOUNT, "gateway:paper:CNY", Scope(CNY, ("x",)))) == "UTC"
        assert store.reader(tx, court_id).seen("").id == court_id


def test_the_books_of_a_court_hold_its_own_bank_account_whoever_paid_there(world, board):
    own, fee = bank(board.court_id, CNY), cny(3)
    charged = Transfer("fee:1", expense(CNY), own, fee, Purpose.FEE_CHARGED, world.clock.now())
    came = Transfer("in:1", own, deposit("e9", CNY), cny(5), Purpose.DEPOSIT_PAID, world.clock.now())
    with world.database.transaction() as tx:
        before = store.statement_page(tx, Scope(CNY, court_id=board.court_id), Period(), limit=99)
        ledger.post(tx, [came, charged])
        trial = {row.kind: row for row in store.trial_rows(tx, Books(CNY, board.court_id))}
        after = store.statement_page(tx, Scope(CNY, court_id=board.court_id), Period(), limit=99)

        assert (trial[Kind.BANK].debit, trial[Kind.EXPENSE].debit) == (cny(2), fee)
        assert trial_of(trial.values(), CNY).agrees
        assert after.closing == before.closing + cny(2)
        assert store.is_used(tx, own.id, board.court_id)
        assert not store.is_used(tx, own.id, "other")
