"""Rights that two people confirm, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.approvals import service as approvals
from auction.approvals import store as proposals
from auction.approvals.proposal import Subject
from auction.enrolment import jobs, service, store
from auction.enrolment.rights import acts
from auction.enrolment.rights import store as rights
from auction.kernel.ids import new_id
from auction.payments import store as payments_store
from auction.payments.received import RequestPurpose
from auction.people import service as people
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.tables import RosterLine
from tests.support import enrolment
from tests.support.people import make_bidder
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round

ACTS = {act.name: act for act in acts.ACTS}


@pytest.fixture
def round_id(world):
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        return make_round(tx)


def open_round(world):
    world.clock.set(OPENS_AT)
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)


def digest_of(world, account_id):
    with world.database.reading() as tx:
        return people.identity_of(tx, account_id).digest


def confirm(world, round_id, act, content, *, at=None):
    """Let one person propose and another approve; return the refusals."""
    at, proposal_id = at or world.clock.now(), new_id()
    with world.database.transaction() as tx:
        board = rounds_store.read_board(tx, round_id)
        subject = Subject(board.court_id, board.case_id, board.lot_id, round_id)
        if refusals := ACTS[act].check(tx, subject, content, at):
            return [refusal.reason for refusal in refusals]
        proposed = {"proposal_id": proposal_id, "act": act, "subject": subject, "content": content}
        assert approvals.propose(tx, **proposed, by="clerk", at=at) is None
        read = proposals.proposal(tx, proposal_id, board.court_id).content_hash
        approved = {"proposal_id": proposal_id, "court_id": board.court_id, "hash_read": read}
        refusals = approvals.approve(tx, act=ACTS[act], **approved, by="judge", at=at)
    return [refusal.reason for refusal in refusals]


def priority(digest, rank=1):
    return {"key": digest, "name": "Ann", "number_shown": "11••8X", "identity_digest": digest,
            "rank": rank, "basis": "Civil Code 305"}  # fmt: skip


def test_two_holders_confirmed_while_running_have_their_own_ranks_whoever_came_first(world, round_id):
    tenant, co_owner = (enrolment.make_admitted(world, round_id, name) for name in ("Ann", "Bo"))
    open_round(world)

    for seat, rank, hours in ((tenant, 2, 1), (co_owner, 1, 2)):
        world.clock.set(OPENS_AT + timedelta(hours=hours))
        right = priority(digest_of(world, seat.account_id), rank)
        assert confirm(world, round_id, acts.PRIORITY, right) == []

    with world.database.reading() as tx:
        ranks = [tx.get(RosterLine, (round_id, seat.bidder_code)).rank for seat in (tenant, co_owner)]
        assert [right.rank for right in store.priorities_of(tx, round_id)] == [1, 2]
    assert ranks == [2, 1]


def test_whoever_is_confirmed_first_and_enrols_later_has_the_rank(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
    assert confirm(world, round_id, acts.PRIORITY, priority(digest_of(world, account_id))) == []

    with world.database.reading() as tx:
        digest = people.identity_of(tx, account_id).digest
        assert store.rank_of(tx, round_id=round_id, identity_digest=digest) == 1


@pytest.mark.parametrize(
    ("at", "before", "expected"),
    [
        pytest.param(CLOSES_AT - timedelta(microseconds=1), [], [], id="R-34/7"),
        pytest.param(CLOSES_AT, [], ["enrolment_over"], id="R-34/8"),
        pytest.param(OPENS_AT, ["e" * 64], ["right_confirmed_already"], id="R-34/9"),
    ],
)
def test_a_right_is_confirmed_once_and_until_bidding_ends(world, round_id, at, before, expected):
    open_round(world)
    for digest in before:
        assert confirm(world, round_id, acts.PRIORITY, priority(digest)) == []

    assert confirm(world, round_id, acts.PRIORITY, priority("e" * 64), at=at) == expected


def test_a_round_of_another_court_is_not_known(world, round_id):
    with world.database.reading() as tx:
        subject = Subject("another", "", "", round_id)
        (refusal,) = ACTS[acts.PRIORITY].check(tx, subject, priority("e" * 64), OPENS_AT)

    assert refusal.reason == "right_round_unknown"


def creditor(digest, claim):
    return {"key": digest, "name": "Ann", "number_shown": "11••8X", "identity_digest": digest,
            "claim_minor": str(claim.minor), "currency": "CNY"}  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "asked", "state"),
    [
        pytest.param(cny(60_000), cny(11_400), "PAID", id="R-32/7"),
        pytest.param(cny(71_400), None, "NONE", id="R-32/8"),
        pytest.param(cny(500_000), None, "NONE", id="R-32/9"),
    ],
)
def test_an_enforcing_creditor_pays_the_difference_or_nothing(world, round_id, claim, asked, state):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
    assert confirm(world, round_id, acts.CREDITOR, creditor(digest_of(world, account_id), claim)) == []
    enrolment.ask_all(world, round_id, account_id)
    with world.database.reading() as tx:
        mine = store.enrolled(tx, round_id=round_id, account_id=account_id)
        request = payments_store.request_for(tx, RequestPurpose.DEPOSIT, mine.id)
    assert (request.amount if request else None) == asked
    if asked:
        enrolment.pay(world, round_id, account_id)
        jobs.confirm_deposits(world)

    with world.database.reading() as tx:
        mine = store.enrolled(tx, round_id=round_id, account_id=account_id)
        assert tx.get(RosterLine, (round_id, mine.bidder_code)) is not None
    assert (mine.state, mine.deposit_state) == ("ADMITTED", state)
    assert enrolment.ask(world, round_id, account_id).reason == "enrolment_already_admitted"


def test_what_was_asked_before_the_confirmation_stands(world, round_id):
    account_id = enrolment.make_asked(world, round_id)
    assert confirm(world, round_id, acts.CREDITOR, creditor(digest_of(world, account_id), cny(500_000))) == []

    assert enrolment.ask(world, round_id, account_id) is None

    enrolment.pay(world, round_id, account_id, amount=cny(71_400))
    jobs.confirm_deposits(world)
    with world.database.reading() as tx:
        assert store.enrolled(tx, round_id=round_id, account_id=account_id).deposit_state == "PAID"


def test_nobody_is_confirmed_twice_and_nobody_admitted_without_deposit_at_the_end(world, round_id):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann")
    right = creditor(digest_of(world, account_id), cny(500_000))
    assert confirm(world, round_id, acts.CREDITOR, right) == []
    assert confirm(world, round_id, acts.CREDITOR, right) == ["right_confirmed_already"]
    enrolment.begin(world, round_id, account_id)
    for prompt in range(1, 8):
        enrolment.acknowledge(world, round_id, account_id, prompt)
    open_round(world)
    world.clock.set(CLOSES_AT)

    assert enrolment.ask(world, round_id, account_id).reason == "enrolment_over"


def agency(principal, agent):
    return {"key": principal, "name": "Ann", "number_shown": "11••8X", "identity_digest": principal,
            "agent_name": "Bo", "agent_number_shown": "11••38", "agent_identity_digest": agent,
            "power": "No. 7"}  # fmt: skip


def make_two(world):
    with world.database.transaction() as tx:
        return [make_bidder(world, tx, name=name) for name in ("Ann", "Bo")]


def enter(world, round_id, account_id):
    with world.database.reading() as tx:
        return service.enter(tx, round_id=round_id, account_id=account_id, at=world.clock.now())


def test_a_confirmed_agent_bids_under_the_code_of_the_bidder(world, round_id):
    ann, bo = make_two(world)
    assert enter(world, round_id, bo).reason == "enrolment_not_admitted"
    right = agency(digest_of(world, ann), digest_of(world, bo))
    assert confirm(world, round_id, acts.AGENT, right) == []
    assert enter(world, round_id, bo).reason == "enrolment_not_admitted"
    enrolment.admit(world, round_id, ann, name="Ann")

    entered = enter(world, round_id, bo)

    assert entered == enter(world, round_id, ann)
    assert enrolment.begin(world, round_id, bo).reason == "agent_bids_for_another"
    with world.database.reading() as tx:
        assert rights.rounds_of_agent(tx, bo, limit=9) == [round_id]
        assert rights.agent_count(tx, round_id) == 1


def test_an_agent_bids_for_one_and_not_for_himself(world, round_id):
    (ann, bo), cy = make_two(world), enrolment.make_admitted(world, round_id, "Cy")
    principal, agent, bidder = (digest_of(world, each) for each in (ann, bo, cy.account_id))
    assert confirm(world, round_id, acts.AGENT, agency(principal, bidder)) == ["agent_of_two"]
    assert confirm(world, round_id, acts.AGENT, agency(principal, agent)) == []

    assert confirm(world, round_id, acts.AGENT, agency("e" * 64, agent)) == ["agent_of_two"]
    assert confirm(world, round_id, acts.AGENT, agency("e" * 64, principal)) == ["agent_of_two"]
    assert confirm(world, round_id, acts.AGENT, agency(agent, "e" * 64)) == ["agent_of_two"]
    assert confirm(world, round_id, acts.AGENT, agency(principal, "e" * 64)) == ["agent_confirmed_already"]


def test_an_agent_is_not_confirmed_once_bidding_is_open(world, round_id):
    open_round(world)

    assert confirm(world, round_id, acts.AGENT, agency("d" * 64, "e" * 64)) == ["agent_too_late"]
