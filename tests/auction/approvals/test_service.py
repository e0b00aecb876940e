"""Proposing and deciding on both databases: once, by two people, each step in the record."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from auction.approvals import jobs, service, store
from auction.approvals.proposal import State, Subject
from auction.approvals.tables import ProposedAct
from auction.audit.tables import Entry
from auction.kernel.refusal import Refusal
from tests.support.approvals import Noted
from tests.support.cases import AT

SUBJECT = Subject("court", lot_id="lot")
DAY = timedelta(hours=24)


def propose(world, *, proposal_id="p1", words="stop", by="clerk", at=AT):
    with world.database.transaction() as tx:
        return service.propose(
            tx, proposal_id=proposal_id, act="tests.note", subject=SUBJECT, content={"words": words},
            by=by, at=at,
        )  # fmt: skip


def approve(world, noted, *, by="judge", at=AT, court_id="court", hash_read=None):
    with world.database.transaction() as tx:
        found = store.proposal(tx, "p1", "court")
        return service.approve(
            tx, act=noted.act, proposal_id="p1", court_id=court_id, by=by, at=at,
            hash_read=found.content_hash if hash_read is None else hash_read,
        )  # fmt: skip


def state_of(world):
    with world.database.reading() as tx:
        return store.proposal(tx, "p1", "court").state


def entries(world):
    with world.database.reading() as tx:
        return [json.loads(body) for body in tx.scalars(select(Entry.body).order_by(Entry.position))]


def test_two_people_act_and_the_record_says_who_did_what(world):
    noted = Noted()
    assert propose(world) is None
    assert approve(world, noted) == ()

    assert noted.done == [("stop", "judge", AT)]
    made, approved = entries(world)
    assert (made["type"], approved["type"]) == ("proposal.made", "approval")
    assert made["content_hash"] == approved["content_hash"]
    assert made["chain"] == approved["chain"] == "lot"
    assert (approved["proposed_by"], approved["approved_by"]) == ("clerk", "judge")
    assert "words" not in made


def test_a_changed_form_under_a_used_id_is_not_taken_for_the_first(world):
    propose(world)

    assert propose(world, words="go on").reason == "approval_open_already"
    with world.database.transaction() as tx:
        service.take_back(tx, proposal_id="p1", court_id="court", by="clerk", at=AT)
    assert propose(world).reason == "approval_open_already", "what was taken back is not open again"


def test_the_platform_s_own_acts_stand_on_its_own_chain():
    assert (Subject("").chain, Subject("c").chain, SUBJECT.chain) == ("platform", "court:c", "lot")


def test_the_same_content_proposed_twice_has_two_hashes(world):
    propose(world)
    with world.database.transaction() as tx:
        service.take_back(tx, proposal_id="p1", court_id="court", by="clerk", at=AT)
    propose(world, proposal_id="p2")

    first, _, second = entries(world)
    assert first["content_hash"] != second["content_hash"]


def test_who_proposed_does_not_approve_and_nothing_is_done(world):
    noted = Noted()
    propose(world)

    assert [no.reason for no in approve(world, noted, by="clerk")] == ["approval_same_person"]
    assert (noted.done, state_of(world)) == ([], State.OPEN)


def test_an_act_that_is_refused_leaves_the_proposal_open(world):
    noted = Noted(refusals=(Refusal("no", "R-53"),))
    propose(world)

    assert approve(world, noted) == noted.refusals
    assert (state_of(world), len(entries(world))) == (State.OPEN, 1)


def test_another_court_finds_nothing(world):
    propose(world)

    assert [no.reason for no in approve(world, Noted(), court_id="other")] == ["approval_not_proposed"]


def test_the_same_act_waits_once_and_may_be_proposed_again_when_it_is_over(world):
    propose(world)

    assert propose(world, proposal_id="p2").reason == "approval_open_already"
    assert propose(world) is None, "the same form sent twice is one proposal"
    with world.database.transaction() as tx:
        assert service.take_back(tx, proposal_id="p1", court_id="court", by="clerk", at=AT) is None
    assert propose(world, proposal_id="p2") is None
    assert [entry["type"] for entry in entries(world)] == [
        "proposal.made",
        "proposal.taken_back",
        "proposal.made",
    ]


def test_it_is_given_back_with_a_reason_that_stays_with_the_court(world):
    propose(world)
    with world.database.transaction() as tx:
        no = service.give_back(
            tx, proposal_id="p1", court_id="court", by="judge", because="Which ground?", at=AT
        )

    assert no is None
    with world.database.reading() as tx:
        found = store.proposal(tx, "p1", "court")
        assert (found.state, found.because) == (State.RETURNED, "Which ground?")
        assert store.decided_proposals(tx, "court") == [found]
        assert store.open_proposals(tx, "court") == []
    assert entries(world)[-1]["type"] == "proposal.returned"


@pytest.mark.parametrize(
    ("after", "expired"),
    [
        pytest.param(DAY - timedelta(microseconds=1), 0, id="R-05/31"),
        pytest.param(DAY, 1, id="R-05/32"),
    ],
)
def test_the_clock_lets_a_proposal_lapse_after_a_day(world, after, expired):
    propose(world)
    world.clock.set(AT + after)

    assert jobs.expire_proposals(world) == expired
    assert state_of(world) is (State.EXPIRED if expired else State.OPEN)
    assert jobs.expire_proposals(world) == 0
    with world.database.reading() as tx:
        assert store.waiting_count(tx, "court") == 1 - expired
        assert len(store.of_lot(tx, "lot")) == 1 - expired


def test_of_two_that_approve_at_once_one_does(world):
    noted, answers = Noted(), []
    propose(world)
    threads = [
        threading.Thread(target=lambda by=by: answers.append(approve(world, noted, by=by)))
        for by in ("first", "second")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(noted.done) == 1
    assert sorted(str(no.reason) for found in answers for no in found) == ["approval_not_open"]


def test_the_database_itself_knows_that_another_person_decides(world):
    propose(world)

    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        tx.execute(update(ProposedAct).values(state="APPROVED", open_key=None, decided_by="clerk"))
