"""Who stands where before and during a sale: deposits, payers, codes, priority and equal terms."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from itertools import islice, product

import pytest
from sqlalchemy import insert

from auction.enrolment import deposit, service, store
from auction.enrolment.deposit import Confirmed, Names, NotYet
from auction.enrolment.eligibility import Course, course_of
from auction.enrolment.priority import PriorityRight
from auction.enrolment.tables import Enrolment
from auction.kernel.ids import CODE_LENGTH, CODE_LETTERS, new_code, new_id
from auction.kernel.money import Money
from auction.payments.received import PaymentRequest, ReceivedPayment, RequestPurpose, RequestState
from auction.people import service as people
from auction.people.tables import Account
from auction.rounds import terms
from auction.rounds.lifecycle import State
from auction.rules.rule_sets import rule_set
from bidding.limits import bid_limit, connection_limit
from tests.support import enrolment
from tests.support.people import make_bidder
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round

RULES = rule_set("cn-2016-18", 1)
EXTENDED = CLOSES_AT + timedelta(minutes=3, seconds=20)
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


def yuan(text: str) -> Money:
    return Money(int(Fraction(text) * 100), "CNY")


@pytest.mark.parametrize(
    ("start", "paid", "expected"),
    [
        # 560,000 failed; the second round starts at 448,000 and its deposit is of that price.
        pytest.param("448000", "22400.00", "may stand", id="R-30/5"),
        pytest.param("448000", "22399.99", "deposit_too_small", id="R-30/6"),
        pytest.param("448000", "89600.00", "may stand", id="R-30/7"),
        pytest.param("448000", "89600.01", "deposit_too_large", id="R-30/8"),
        pytest.param("448000", "112000.00", "deposit_too_large", id="R-30/9"),
        # A tiny price has a tiny deposit; a fraction of a cent is never asked for.
        pytest.param("0.99", "0.05", "may stand", id="R-30/10"),
        pytest.param("0.99", "0.04", "deposit_too_small", id="R-30/11"),
    ],
)
def test_a_lower_price_asks_for_a_deposit_of_its_own(start, paid, expected):
    refusal = terms.check_deposit(yuan(paid), rules=RULES, starting_price=yuan(start))

    assert (str(refusal.reason) if refusal else "may stand") == expected


@pytest.mark.parametrize(
    ("payer", "at", "expected"),
    [
        pytest.param("王伟", EXTENDED - timedelta(seconds=15), "confirmed", id="R-31/7"),
        pytest.param("王伟", EXTENDED, "not yet", id="R-31/8"),
        pytest.param("王 伟", CLOSES_AT, "confirmed", id="R-31/9"),
        pytest.param("李伟", CLOSES_AT, "deposit_name_differs", id="R-31/10"),
        pytest.param("", CLOSES_AT, "deposit_name_differs", id="R-31/11"),
    ],
)
def test_who_pays_is_who_bids_and_an_extension_is_in_time(payer, at, expected):
    payment = ReceivedPayment("p1", REQUEST.amount, b"", OPENS_AT, REQUEST)

    verdict = deposit.judge(payment, Names(payer, "王伟"), course=course_of(State.OPEN, EXTENDED, at))

    said = {Confirmed: "confirmed", NotYet: "not yet"}.get(type(verdict))
    assert (said or str(verdict.reason)) == expected


@pytest.mark.parametrize("course", [pytest.param(Course.OVER, id="R-31/12")])
def test_a_deposit_after_the_hammer_goes_back(course):
    payment = ReceivedPayment("p1", REQUEST.amount, b"", OPENS_AT, REQUEST)

    verdict = deposit.judge(payment, Names("王伟", "王伟"), course=course)

    assert verdict.reason == "deposit_after_end"


@pytest.mark.parametrize("lots", [pytest.param(4, id="R-33/2")])
def test_the_codes_of_one_person_on_several_lots_are_never_the_same(sqlite_world, lots):
    world = sqlite_world
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
        rounds = [make_round(tx) for _ in range(lots)]
        drawn = ["BBBBB", "CCCCC", "DDDDD", "FFFFF"]
        for round_id in rounds:
            at, mine = world.clock.now(), new_id()
            store.begin(tx, enrolment_id=mine, round_id=round_id, account_id=account_id, at=at)
            code = store.free_code(tx, round_id=round_id, account_id=account_id, codes=drawn)
            store.admit(tx, mine, bidder_code=code, rank=None, at=at)
        codes = [found.bidder_code for found in store.enrolments_of(tx, account_id, limit=lots)]

    assert sorted(codes) == drawn


@pytest.mark.parametrize("bidders", [pytest.param(400, id="R-33/3")])
def test_a_code_says_nothing_of_who_came_first(bidders):
    codes = [new_code() for _ in range(bidders)]
    places = sorted(range(bidders), key=codes.__getitem__)

    # The mean place of the first half of those who came is that of all, within five deviations.
    mean = sum(places[: bidders // 2]) / (bidders // 2)
    deviation = bidders / (12 * bidders / 2) ** 0.5

    assert abs(mean - (bidders - 1) / 2) < 5 * deviation


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [
        # Said before anybody enrols, after the admission, and never: only the confirmed has a rank.
        pytest.param("before", 2, id="R-34/1"),
        pytest.param("while running", 2, id="R-34/2"),
        pytest.param("never", None, id="R-34/3"),
        pytest.param("for somebody else", None, id="R-34/4"),
    ],
)
def test_a_rank_is_given_by_the_court_whenever_it_confirms(sqlite_world, confirmed, expected):
    world = sqlite_world
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        round_id = make_round(tx)
    seat = enrolment.make_admitted(world, round_id) if confirmed == "while running" else None
    account_id = seat.account_id if seat else _known(world)
    with world.database.transaction() as tx:
        digest = "e" * 64 if "else" in confirmed else people.identity_of(tx, account_id).digest
        claims = [] if confirmed == "never" else [PriorityRight(digest, 2, "Civil Code 726")]
        service.publish_priorities(tx, round_id=round_id, claims=claims, at=world.clock.now())
    if seat is None:
        enrolment.admit(world, round_id, account_id, name="Ann")

    with world.database.reading() as tx:
        assert store.enrolled(tx, round_id=round_id, account_id=account_id).rank == expected


@pytest.mark.parametrize("bidders", [pytest.param(5_000, id="R-40/2")])
def test_whoever_comes_after_five_thousand_gets_a_code_as_well(sqlite_world, bidders):
    world = sqlite_world
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        round_id = make_round(tx)
        accounts = [_account(number) for number in range(bidders)]
        tx.execute(insert(Account), accounts)
        codes = islice(product(CODE_LETTERS, repeat=CODE_LENGTH), bidders)
        rows = [
            _row(round_id, str(account["id"]), "".join(code))
            for account, code in zip(accounts, codes, strict=True)
        ]
        tx.execute(insert(Enrolment), rows)

    seat = enrolment.make_admitted(world, round_id)

    with world.database.reading() as tx:
        codes = [found.bidder_code for found in store.admitted_of(tx, round_id)]
    assert RULES.choice("max_bidders") is None
    assert len(set(codes)) == bidders + 1
    assert seat.bidder_code in codes


@pytest.mark.parametrize(
    "limit",
    [
        pytest.param(bid_limit(per_second=3, burst=10), id="R-40/3"),
        pytest.param(connection_limit(per_minute=120), id="R-40/4"),
    ],
)
def test_a_limit_knows_a_rate_and_no_kind_of_person_or_device(limit):
    assert set(vars(limit)) == {"per_second", "burst"}


def _known(world):
    with world.database.transaction() as tx:
        return make_bidder(world, tx, name="Ann")


def _account(number):
    return {
        "id": f"{number:032}",
        "email": f"{number}@example.org",
        "role": "bidder",
        "active": True,
        "fs_uniquifier": f"{number:032}",
        "created_at": OPENS_AT,
    }


def _row(round_id, account_id, code):
    return {
        "id": account_id,
        "round_id": round_id,
        "account_id": account_id,
        "state": "ADMITTED",
        "deposit_state": "PAID",
        "bidder_code": code,
        "begun_at": OPENS_AT,
        "admitted_at": OPENS_AT,
    }
