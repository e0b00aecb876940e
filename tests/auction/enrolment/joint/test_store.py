"""Joint bidders are found by round and bidder, and by no other."""

from __future__ import annotations

from datetime import timedelta

from auction.enrolment import store as enrolments
from auction.enrolment.joint import store
from auction.enrolment.joint.tables import JointBidder
from tests.support import enrolment
from tests.support.people import make_bidder
from tests.support.rounds import OPENS_AT, make_round


def test_they_are_found_by_round_and_bidder(sqlite_world):
    world = sqlite_world
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        round_id, other_round = make_round(tx), make_round(tx)
        ann, dan = make_bidder(world, tx, name="Ann"), make_bidder(world, tx, name="Dan")
    for account_id in (ann, dan):
        enrolment.begin(world, round_id, account_id)
    with world.database.transaction() as tx:
        enrolled = enrolments.enrolled(tx, round_id=round_id, account_id=ann)
        for number in (2, 1):
            at = world.clock.now() + timedelta(seconds=number)
            row = JointBidder(
                id=str(number), enrolment_id=enrolled.id, kind="NATURAL", sealed_name=b"n",
                sealed_number=b"n", identity_digest=f"d{number}", share="1/3", added_at=at,
            )  # fmt: skip
            store.add(tx, row)

        assert [each.id for each in store.partners_of(tx, enrolled.id)] == ["1", "2"]
        assert store.digests_in(tx, round_id=round_id, account_id=ann) == ["d1", "d2"]
        assert store.digests_in(tx, round_id=round_id, account_id=dan) == []
        assert store.digests_in(tx, round_id=other_round, account_id=ann) == []
        assert not store.drop(tx, "1", enrolment_id="another")
        assert store.drop(tx, "1", enrolment_id=enrolled.id)
        assert not store.bids_elsewhere(tx, round_id=round_id, account_id=ann)
