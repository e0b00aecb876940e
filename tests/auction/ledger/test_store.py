"""The ledger posts each act once, sums to zero at every step, and never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import store
from auction.ledger.accounts import CREDIT_SIDE, Account, Kind, parse
from auction.ledger.transfer import WAYS, Purpose, Sale, Transfer, correction_of

AT = datetime(2026, 4, 1, tzinfo=UTC)
SALE = Sale("c1", "k1", "l1", "r1")


def make_transfer(purpose: Purpose, subject: str, minor: int, *, currency: str = "CNY") -> Transfer:
    """Make the transfer of a purpose for a subject, from and to the first kinds it may join."""
    debit, credit = (
        Account(min(kinds), subject, currency) for kinds in (WAYS[purpose].debit, WAYS[purpose].credit)
    )
    amount = Money(minor, currency)
    return Transfer(f"{purpose}:{subject}:{currency}", debit, credit, amount, purpose, AT, SALE)


def post(world: World, *transfers: Transfer) -> int:
    with world.database.transaction() as tx:
        return len(store.post(tx, transfers))


def test_a_transfer_moves_its_amount_and_is_found_again(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 7_140_000)

    assert post(world, paid) == 1

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e1:CNY") == Money(7_140_000, "CNY")
        assert store.balance(tx, paid.debit.id) == Money(-7_140_000, "CNY")
        assert store.balance(tx, "case:never:CNY") == Money(0, "CNY")
        assert store.transfers_of(tx, round_id="r1") == [paid]
        assert store.total(tx, "CNY") == Money(0, "CNY")


def test_the_same_act_is_posted_once_however_often_it_is_tried(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 100)
    later = replace(paid, posted_at=AT + timedelta(days=2))

    assert [post(world, paid), post(world, paid), post(world, later)] == [1, 0, 0]

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e1:CNY").minor == 100
        assert store.transfers_by_id(tx, [paid.id]) == [paid]


def test_of_many_those_that_are_new_are_posted_and_the_rest_is_known(world: World):
    many = [make_transfer(Purpose.DEPOSIT_PAID, f"e{number}", 100) for number in range(3 * store.MANY)]

    assert post(world, *many[: store.MANY]) == store.MANY
    assert post(world, *many[: store.MANY]) == 0
    assert post(world, *many) == 2 * store.MANY
    with world.database.reading() as tx:
        assert store.transfers_of(tx, round_id="r1") == sorted(many, key=lambda each: each.id)


def test_many_of_which_one_could_not_be_are_not_posted(world: World):
    many = [make_transfer(Purpose.DEPOSIT_PAID, f"e{number}", 100) for number in range(store.MANY)]
    spent = make_transfer(Purpose.DEPOSIT_RETURNED, "nobody", 100)
    other = replace(many[0], amount=Money(101, "CNY"))

    with pytest.raises(IntegrityError, match="nothing leaves an account"):
        post(world, *many, spent)
    assert post(world, *many) == store.MANY
    with pytest.raises(AssertionError, match="posted as another act"):
        post(world, other, *(replace(each, id=f"{each.id}:new") for each in many[1:]))


def test_another_act_under_a_used_id_stops_the_transaction(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 100)
    other = replace(paid, amount=Money(101, "CNY"))
    post(world, paid)

    with pytest.raises(AssertionError, match="another act"):
        post(world, make_transfer(Purpose.DEPOSIT_PAID, "e2", 5), other)

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e2:CNY").minor == 0


def test_balances_are_told_as_of_any_moment_and_within_a_sale(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 100)
    other = replace(make_transfer(Purpose.DEPOSIT_PAID, "e2", 7), sale=Sale("c2", "k2", "l2", "r2"))
    back = replace(make_transfer(Purpose.DEPOSIT_RETURNED, "e1", 100), posted_at=AT + timedelta(hours=1))
    post(world, paid, other, back)

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e1:CNY", at=AT).minor == 0
        assert store.balance(tx, "deposit:e1:CNY", at=AT + timedelta(hours=1)).minor == 100
        assert store.balance(tx, "deposit:e1:CNY").minor == 0
        of_court = store.balances(tx, currency="CNY", court_id="c2")
        of_round = store.balances(tx, currency="CNY", round_id="r1", at=AT + timedelta(hours=1))
        of_case = store.balances(tx, currency="CNY", case_id="k1")
        assert store.balances(tx, currency="EUR") == {}
    assert {name: held.minor for name, held in of_court.items()} == {"bank:e2:CNY": -7, "deposit:e2:CNY": 7}
    assert {name: held.minor for name, held in of_round.items()} == {
        "bank:e1:CNY": -100,
        "deposit:e1:CNY": 100,
    }
    assert {name: held.minor for name, held in of_case.items()} == {
        "bank:e1:CNY": -100,
        "deposit:e1:CNY": 0,
        "payable:e1:CNY": 100,
    }


@pytest.mark.parametrize("statement", ["UPDATE transfers SET amount_minor = 1", "DELETE FROM transfers"])
def test_what_is_posted_is_never_changed(world: World, statement: str):
    post(world, make_transfer(Purpose.DEPOSIT_PAID, "e1", 100))

    with pytest.raises(DBAPIError, match="never changed"), world.database.transaction() as tx:
        tx.execute(text(statement))


RIGHT: dict[str, object] = {
    "id": "t1",
    "debit_account": "gateway:paper:CNY",
    "credit_account": "deposit:e2:CNY",
    "amount_minor": 100,
    "currency": "CNY",
    "purpose": "DEPOSIT_PAID",
    "posted_at": "2026-04-01 00:00:00",
    "reverses": None,
}
FIX = {"purpose": "CORRECTION", "debit_account": "deposit:e1:CNY", "credit_account": "gateway:paper:CNY"}
GOES_BACK = {
    "purpose": "DEPOSIT_RETURNED",
    "debit_account": "deposit:e1:CNY",
    "credit_account": "payable:e1:CNY",
}
# What raw SQL may try, and the name of what stops it.
COULD_NOT_BE: tuple[tuple[str, dict[str, object]], ...] = (
    ("a_transfer_is_positive", {"amount_minor": 0}),
    ("a_transfer_is_positive", {"amount_minor": -5}),
    (
        "no_account_could_receive_a_commission",
        {**FIX, "reverses": "paid", "credit_account": "commission:x:CNY"},
    ),
    ("a_purpose_has_its_ways|no_account_could", {"credit_account": "commission:platform:CNY"}),
    ("a_purpose_has_its_ways|no_account_could", {"debit_account": "payments:CNY"}),
    ("a_purpose_has_its_ways", {"purpose": "COMMISSION"}),
    ("a_purpose_has_its_ways", {"purpose": "BALANCE_PAID"}),
    ("a_purpose_has_its_ways", {"debit_account": "deposit:e1:CNY", "credit_account": "case:k1:CNY"}),
    ("a_transfer_stays_in_its_currency", {"currency": "EUR"}),
    ("a_transfer_stays_in_its_currency", {"debit_account": "gateway:paper:EUR"}),
    ("a_transfer_stays_in_its_currency", {"credit_account": "deposit:e2:EUR"}),
    ("a_deposit_enters_once|transfers.credit_account", {"credit_account": "deposit:e1:CNY"}),
    ("pk_transfers|transfers.id", {"id": "paid"}),
    ("a_correction_says_what_it_reverses", {"reverses": "paid"}),
    ("a_correction_says_what_it_reverses", FIX),
    ("exact reverse", {**FIX, "reverses": "never"}),
    ("exact reverse", {**FIX, "reverses": "paid", "amount_minor": 99}),
    ("exact reverse", {**FIX, "reverses": "paid", "debit_account": "deposit:e9:CNY"}),
    ("exact reverse", {**FIX, "reverses": "paid", "credit_account": "bank:c1:CNY"}),
    ("nothing leaves an account", {**GOES_BACK, "amount_minor": 101}),
    ("nothing leaves an account", {**GOES_BACK, "debit_account": "deposit:nobody:CNY"}),
)


def raw(world: World, **changed: object) -> None:
    names, values = ", ".join(RIGHT), ", ".join(f":{name}" for name in RIGHT)
    with world.database.transaction() as tx:
        tx.execute(text(f"INSERT INTO transfers ({names}) VALUES ({values})"), {**RIGHT, **changed})


def test_the_database_refuses_by_name_a_transfer_that_could_not_be(world: World):
    raw(world, id="paid", credit_account="deposit:e1:CNY")

    for name, changed in COULD_NOT_BE:
        with pytest.raises(IntegrityError, match=name):
            raw(world, **changed)

    raw(world)
    raw(world, id="back", **GOES_BACK)
    with pytest.raises(IntegrityError, match="nothing leaves an account"):
        raw(world, id="fix", **FIX, reverses="paid")


def test_a_correction_is_posted_once_and_takes_all_of_it_back(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 100)
    post(world, paid)

    assert post(world, correction_of(paid, at=AT)) == 1
    assert post(world, correction_of(paid, at=AT)) == 0
    with pytest.raises(IntegrityError, match=r"a_transfer_is_reversed_once|transfers\.reverses"):
        post(world, replace(correction_of(paid, at=AT), id="fix:again"))

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e1:CNY").minor == 0


@pytest.mark.parametrize("purpose", sorted(p for p, way in WAYS.items() if way.debit <= CREDIT_SIDE))
def test_the_database_lets_leave_only_what_came(world: World, purpose: Purpose):
    leaves = make_transfer(purpose, "s1", 60)
    comes = _bring(leaves.debit, 100)
    post(world, *comes)

    assert post(world, leaves) == 1
    with pytest.raises(DBAPIError, match="nothing leaves an account"):
        post(world, replace(leaves, id="again", amount=Money(41, "CNY")))
    assert post(world, replace(leaves, id="again", amount=Money(40, "CNY"))) == 1


def _bring(account: Account, minor: int) -> list[Transfer]:
    """Make the transfers that bring so much to an account, from where money comes in."""
    purpose = min(
        p for p, way in WAYS.items() if account.kind in way.credit and p is not Purpose.SET_OFF_ADMITTED
    )
    last = replace(make_transfer(purpose, account.subject, minor), credit=account)
    return [last] if last.debit.kind not in CREDIT_SIDE else [*_bring(last.debit, minor), last]


AMOUNTS = st.integers(min_value=1, max_value=10**15)
SUBJECTS = st.sampled_from(["s1", "s2", "s3"])
PURPOSES = st.sampled_from(list(WAYS))


@st.composite
def acts(draw: st.DrawFn, held: dict[str, int]) -> Transfer | None:
    """Draw a transfer that may be: any purpose, any way of it, at most what its account holds."""
    purpose, currency = draw(PURPOSES), draw(st.sampled_from(["CNY", "JPY"]))
    way = WAYS[purpose]
    debit = Account(draw(st.sampled_from(sorted(way.debit))), draw(SUBJECTS), currency)
    credit = Account(draw(st.sampled_from(sorted(way.credit))), draw(SUBJECTS), currency)
    most = held.get(debit.id, 0) if debit.kind in CREDIT_SIDE else 10**15
    if most == 0:
        return None
    amount = Money(draw(st.integers(1, most)), currency)
    key = f"t{draw(st.integers(0, 10**9))}"
    return Transfer(key, debit, credit, amount, purpose, AT, SALE)


@given(st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ledger_sums_to_zero_after_every_act_that_may_be(world: World, data: st.DataObject):
    held: dict[str, int] = {}
    entered: set[str] = set()
    with world.database.reading() as tx:
        for number in range(data.draw(st.integers(1, 12))):
            act = data.draw(acts(held))
            if act is None or (act.credit.kind is Kind.DEPOSIT and act.credit.id in entered):
                continue
            act = replace(act, id=f"t{number}")
            entered.add(act.credit.id)
            assert store.post(tx, [act]) == [act]
            assert store.post(tx, [act]) == []
            held[act.credit.id] = held.get(act.credit.id, 0) + act.amount.minor
            held[act.debit.id] = held.get(act.debit.id, 0) - act.amount.minor
            told = store.balances(tx, currency="CNY") | store.balances(tx, currency="JPY")
            assert {name: money.minor for name, money in told.items()} == held
            assert store.total(tx, "CNY").minor == store.total(tx, "JPY").minor == 0
            assert all(minor >= 0 for name, minor in held.items() if parse(name).kind in CREDIT_SIDE)
            assert store.balance(tx, act.credit.id).minor == held[act.credit.id]
        tx.rollback()
