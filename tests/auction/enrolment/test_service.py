"""The way from the prompts to a bidder code, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auction.audit.tables import Entry
from auction.enrolment import jobs, service, store
from auction.enrolment.priority import PriorityRight
from auction.enrolment.steps import Result, Step
from auction.kernel.doors import Role
from auction.ledger import store as ledger
from auction.payments import jobs as payments_jobs
from auction.payments.tables import Payout
from auction.people import service as people
from auction.people.identity import IdentityClaim
from auction.people.tables import Identity
from auction.people.vault import Vault, vault_of
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.outcome import Unsold
from auction.rounds.tables import RosterLine
from tests.support import enrolment
from tests.support.people import ID_NUMBERS, make_bidder
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round


@pytest.fixture
def round_id(world):
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        return make_round(tx)


def enrolled(world, round_id, account_id):
    with world.database.reading() as tx:
        return store.enrolled(tx, round_id=round_id, account_id=account_id)


def page(world, round_id, account_id):
    with world.database.reading() as tx:
        view = rounds_store.read_round(tx, round_id)
        return service.page_of(tx, view=view, account_id=account_id, at=world.clock.now())


def entries(world, kind):
    with world.database.reading() as tx:
        return [row.body.decode() for row in tx.query(Entry).filter(Entry.kind == kind)]


def open_round(world):
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=world.clock.now())


def end_round(world, round_id):
    at = world.clock.now()
    with world.database.transaction() as tx:
        board = rounds_store.lock_board(tx, round_id)
        rounds.record_outcomes(tx, ended=[(board, Unsold(at))], at=at)


def test_the_whole_way_leads_to_a_code_that_tells_nothing(world, round_id):
    account_id = enrolment.make_asked(world, round_id, "Ann")
    enrolment.pay(world, round_id, account_id, name="ANN")

    assert jobs.confirm_deposits(world) == 1

    mine = enrolled(world, round_id, account_id)
    assert (mine.state, mine.deposit_state, mine.rank) == ("ADMITTED", "PAID", None)
    with world.database.reading() as tx:
        line = tx.get(RosterLine, (round_id, mine.bidder_code))
        assert line.excluded_at is None
        assert ledger.balance(tx, f"deposit:{mine.id}:CNY") == cny(71_400)
        assert ledger.total(tx, "CNY").minor == 0
    told = entries(world, "deposit.confirmed") + entries(world, "bidder.admitted")
    assert len(told) == 2
    assert all(mine.bidder_code in body for body in told)
    assert not any(secret in body for body in told for secret in ("Ann", account_id, mine.id))


def test_a_page_shows_each_step_and_only_the_own_enrolment(world, round_id):
    with world.database.transaction() as tx:
        nobody, account_id = make_bidder(world, tx), make_bidder(world, tx, name="Ann")
    seen = [page(world, round_id, nobody).step, page(world, round_id, account_id).step]
    enrolment.begin(world, round_id, account_id)
    seen.append(page(world, round_id, account_id).step)
    for prompt in range(1, 8):
        enrolment.acknowledge(world, round_id, account_id, prompt)
    seen.append(page(world, round_id, account_id).step)
    enrolment.ask(world, round_id, account_id)
    seen.append(page(world, round_id, account_id).step)
    enrolment.pay(world, round_id, account_id)
    jobs.confirm_deposits(world)
    seen.append(page(world, round_id, account_id).step)

    steps = [Step.IDENTITY, Step.BEGIN, Step.PROMPTS, Step.DEPOSIT, Step.PAYING, Step.ADMITTED]
    assert seen == steps
    assert page(world, round_id, nobody).enrolled is None


def test_beginning_twice_is_one_enrolment(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")

    assert [enrolment.begin(world, round_id, account_id) for _ in range(2)] == [None, None]

    with world.database.reading() as tx:
        assert store.count_of(tx, round_id) == 1


def test_acknowledging_twice_keeps_the_first_time(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
    enrolment.begin(world, round_id, account_id)
    first = world.clock.now()
    enrolment.acknowledge(world, round_id, account_id, 3)
    world.clock.advance(hours=1)
    enrolment.acknowledge(world, round_id, account_id, 3)

    assert page(world, round_id, account_id).acknowledged == {3: first}


@pytest.mark.parametrize(
    ("name", "role", "reason"),
    [
        ("", Role.BIDDER, "enrolment_identity_missing"),
        ("Ann", Role.CLERK, "staff_never_bid"),
    ],
)
def test_who_may_not_bid_does_not_begin(world, round_id, name, role, reason):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name=name)

    assert enrolment.begin(world, round_id, account_id, role).reason == reason

    assert enrolled(world, round_id, account_id) is None


def test_prompts_cannot_be_skipped(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
    assert enrolment.ask(world, round_id, account_id).reason == "enrolment_not_begun"
    enrolment.begin(world, round_id, account_id)
    for prompt in (1, 2, 3, 4, 6, 7):
        enrolment.acknowledge(world, round_id, account_id, prompt)

    refusal = enrolment.ask(world, round_id, account_id)

    assert (refusal.reason, refusal.rule) == ("prompt_missing", "R-24/ACK(5)")
    assert page(world, round_id, account_id).request is None


def test_asking_twice_gives_one_reference(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    reference = page(world, round_id, account_id).request.reference

    assert enrolment.ask(world, round_id, account_id) is None

    assert page(world, round_id, account_id).request.reference == reference


@pytest.mark.parametrize(
    ("name", "amount", "reason"),
    [
        ("Ann", cny(71_399), "deposit_amount_differs"),
        ("Ann", cny(714_000), "deposit_amount_differs"),
        ("Bo", cny(71_400), "deposit_name_differs"),
    ],
)
def test_a_wrong_deposit_goes_back_and_may_be_paid_again(world, round_id, name, amount, reason):
    account_id = enrolment.make_asked(world, round_id, "Ann")
    enrolment.pay(world, round_id, account_id, name=name, amount=amount)

    assert jobs.confirm_deposits(world) == 1

    seen = page(world, round_id, account_id)
    assert (seen.step, seen.returned.reason) == (Step.PAYING, reason)
    assert enrolled(world, round_id, account_id).bidder_code is None
    with world.database.reading() as tx:
        payout = tx.query(Payout).one()
        assert (payout.amount_minor, payout.due_at) == (amount.minor, world.clock.now() + timedelta(days=1))
        assert ledger.total(tx, "CNY").minor == 0
    enrolment.pay(world, round_id, account_id, name="Ann")
    jobs.confirm_deposits(world)
    assert page(world, round_id, account_id).step is Step.ADMITTED


def test_a_second_payment_goes_back_and_the_first_counts(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    enrolment.pay(world, round_id, account_id)
    enrolment.pay(world, round_id, account_id)

    assert jobs.confirm_deposits(world) == 2

    seen = page(world, round_id, account_id)
    assert (seen.step, seen.returned.reason) == (Step.ADMITTED, "deposit_twice")
    with world.database.reading() as tx:
        assert ledger.balance(tx, f"deposit:{seen.enrolled.id}:CNY") == cny(71_400)
        assert len(store.admitted_of(tx, round_id)) == 1


def test_a_deposit_that_cannot_be_judged_waits_and_stops_no_other(world, round_id):
    ann, bo = (enrolment.make_asked(world, round_id, name) for name in ("Ann", "Bo"))
    with world.database.transaction() as tx:
        tx.get(Identity, ann).sealed_name = Vault("another secret").seal("Ann")
    for account_id, name in ((ann, "Ann"), (bo, "Bo")):
        enrolment.pay(world, round_id, account_id, name=name)
        world.clock.advance(seconds=1)

    assert [jobs.confirm_deposits(world), jobs.confirm_deposits(world)] == [1, 0]

    assert [enrolled(world, round_id, each).state for each in (ann, bo)] == ["AWAITING", "ADMITTED"]


def test_a_payment_is_judged_once_however_often_the_clock_ticks(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    payment_id = enrolment.pay(world, round_id, account_id)
    assert [jobs.confirm_deposits(world) for _ in range(3)] == [1, 0, 0]

    with world.database.transaction() as tx:
        verdict = service.confirm_deposit(
            tx, vault=vault_of(world.settings), payment_id=payment_id, codes=["BBBBB"], at=OPENS_AT
        )

    assert verdict is None


def test_a_deposit_confirmed_in_the_last_microsecond_counts(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    world.clock.set(OPENS_AT)
    open_round(world)
    world.clock.set(CLOSES_AT - timedelta(microseconds=1))
    enrolment.pay(world, round_id, account_id)

    jobs.confirm_deposits(world)

    assert page(world, round_id, account_id).step is Step.ADMITTED


def test_a_deposit_at_the_end_waits_for_the_hammer_and_goes_back_after_it(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    world.clock.set(OPENS_AT)
    open_round(world)
    world.clock.set(CLOSES_AT)
    enrolment.pay(world, round_id, account_id)

    assert jobs.confirm_deposits(world) == 0
    world.clock.advance(seconds=2)
    end_round(world, round_id)
    assert jobs.confirm_deposits(world) == 1

    seen = page(world, round_id, account_id)
    assert (seen.step, seen.returned.reason) == (Step.OVER, "deposit_after_end")
    assert seen.result is Result.NOT_ADMITTED


def test_a_deposit_during_an_extension_is_in_time(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    world.clock.set(OPENS_AT)
    open_round(world)
    world.clock.set(CLOSES_AT + timedelta(minutes=3))
    enrolment.pay(world, round_id, account_id)
    jobs.confirm_deposits(world)
    with world.database.transaction() as tx:
        board = rounds_store.lock_board(tx, round_id)
        rounds_store.save_boards(tx, [replace(board, closes_at=CLOSES_AT + timedelta(minutes=5))])

    assert jobs.confirm_deposits(world) == 1

    assert page(world, round_id, account_id).step is Step.ADMITTED


def test_enrolling_goes_on_while_a_round_is_suspended(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    world.clock.set(OPENS_AT)
    open_round(world)
    with world.database.transaction() as tx:
        board = rounds_store.lock_board(tx, round_id)
        rounds.stop_all(tx, boards=[board], reason="Fire alarm", at=world.clock.now())
    world.clock.set(CLOSES_AT + timedelta(days=1))
    enrolment.pay(world, round_id, account_id)

    jobs.confirm_deposits(world)

    assert page(world, round_id, account_id).step is Step.ADMITTED


def test_the_holder_of_a_priority_right_gets_the_rank(world, round_id):
    digest = vault_of(world.settings).digest(ID_NUMBERS[0])
    with world.database.transaction() as tx:
        store.add_priority_claims(tx, round_id, [PriorityRight(digest, 1, "Civil Code 305")])
        account_id = make_bidder(world, tx, name="Ann", number=ID_NUMBERS[0])
    enrolment.begin(world, round_id, account_id)
    for prompt in range(1, 8):
        enrolment.acknowledge(world, round_id, account_id, prompt)
    enrolment.ask(world, round_id, account_id)
    enrolment.pay(world, round_id, account_id)

    jobs.confirm_deposits(world)

    mine = enrolled(world, round_id, account_id)
    with world.database.reading() as tx:
        assert (mine.rank, tx.get(RosterLine, (round_id, mine.bidder_code)).rank) == (1, 1)


def test_a_priority_right_published_later_reaches_who_is_admitted_already(world, round_id):
    seat, other = (enrolment.make_admitted(world, round_id, name) for name in ("Ann", "Bo"))
    with world.database.transaction() as tx:
        digest = people.identity_of(tx, seat.account_id).digest
        rights = [PriorityRight(digest, 2, "Co-owner"), PriorityRight("e" * 64, 1, "Tenant")]
        service.publish_priorities(tx, round_id=round_id, claims=rights, at=world.clock.now())

    with world.database.reading() as tx:
        ranks = [tx.get(RosterLine, (round_id, each.bidder_code)).rank for each in (seat, other)]
    assert ranks == [2, None]
    assert [enrolled(world, round_id, each.account_id).rank for each in (seat, other)] == [2, None]
    (entry,) = entries(world, "priority.applied")
    assert seat.bidder_code in entry and '"rank":2' in entry
    assert digest not in entry and seat.account_id not in entry


def test_whoever_begins_to_enrol_stays_who_they_are(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
    assert enrolment.begin(world, round_id, account_id) is None

    with world.database.transaction() as tx:
        claim = IdentityClaim("NATURAL", "Bo", ID_NUMBERS[0])
        (refusal,) = people.register_identity(
            tx, vault_of(world.settings), claim, account_id=account_id, at=world.clock.now()
        )

    assert refusal.reason == "identity_fixed"


def test_an_enrolment_that_is_refused_fixes_nothing(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
    world.clock.set(CLOSES_AT)

    assert enrolment.begin(world, round_id, account_id) is not None

    with world.database.reading() as tx:
        assert not people.is_identity_fixed(tx, account_id)


def test_codes_are_one_persons_and_never_met_twice(world, round_id):
    seat = enrolment.make_admitted(world, round_id)
    with world.database.reading() as tx:
        codes = [seat.bidder_code, "BBBBB"]
        other = store.free_code(tx, round_id=round_id, account_id="x" * 32, codes=codes)
        elsewhere = store.free_code(tx, round_id="y" * 32, account_id=seat.account_id, codes=codes)
        free = store.free_code(tx, round_id="y" * 32, account_id="x" * 32, codes=codes)

    assert (other, elsewhere, free) == ("BBBBB", "BBBBB", seat.bidder_code)


def test_who_never_paid_lapses_at_the_end_and_who_did_does_not(world, round_id):
    account_id = enrolment.make_asked(world, round_id, "Ann")
    seat = enrolment.make_admitted(world, round_id, "Bo")
    world.clock.set(OPENS_AT)
    open_round(world)
    assert jobs.lapse_enrolments(world) == 0
    world.clock.set(CLOSES_AT)
    end_round(world, round_id)

    assert [jobs.lapse_enrolments(world) for _ in range(2)] == [1, 0]

    assert enrolled(world, round_id, account_id).state == "LAPSED"
    assert enrolled(world, round_id, seat.account_id).state == "ADMITTED"
    assert page(world, round_id, seat.account_id).result is Result.UNSOLD


def test_after_the_end_every_step_is_refused(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    world.clock.set(OPENS_AT)
    open_round(world)
    world.clock.set(CLOSES_AT)

    noes = [
        enrolment.begin(world, round_id, account_id),
        enrolment.acknowledge(world, round_id, account_id, 1),
        enrolment.ask(world, round_id, account_id),
    ]

    assert [no.reason for no in noes] == ["enrolment_over"] * 3


def test_only_who_is_admitted_may_enter(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    with world.database.reading() as tx:
        before = service.enter(tx, round_id=round_id, account_id=account_id, at=world.clock.now())
    enrolment.pay(world, round_id, account_id)
    jobs.confirm_deposits(world)
    with world.database.reading() as tx:
        after = service.enter(tx, round_id=round_id, account_id=account_id, at=world.clock.now())

    assert before.reason == "enrolment_not_admitted"
    assert after.bidder_code == enrolled(world, round_id, account_id).bidder_code


def test_the_list_has_the_newest_first_and_nobody_elses(world, round_id):
    seat = enrolment.make_admitted(world, round_id, "Ann")
    enrolment.make_admitted(world, round_id, "Bo")
    with world.database.transaction() as tx:
        second = make_round(tx)
    world.clock.advance(seconds=1)
    enrolment.begin(world, second, seat.account_id)

    with world.database.reading() as tx:
        pages = service.pages_of(tx, account_id=seat.account_id, limit=10, at=world.clock.now())

    assert [found.view.round_id for found in pages] == [second, round_id]
    assert payments_jobs.take_in(world) == 0
