"""Rows of rights that a court confirmed."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DatabaseError

from auction.enrolment.rights import store
from auction.enrolment.rights.tables import CreditorRight
from tests.support.rounds import OPENS_AT, cny, make_round

DIGEST = "d" * 64


def test_a_claim_is_found_by_its_holder_and_never_changed(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        round_id = make_round(tx)
        right = {"round_id": round_id, "identity_digest": DIGEST}
        store.add_creditor(tx, **right, claim=cny(60_000), proposal_id="p", at=OPENS_AT)
        found = [
            store.claim_of(tx, round_id=round_id, identity_digest=digest, currency="CNY")
            for digest in (DIGEST, "e" * 64)
        ]
        assert store.creditor_count(tx, round_id) == 1

    assert found == [cny(60_000), None]
    with pytest.raises(DatabaseError, match="never changed"), sqlite_world.database.transaction() as tx:
        tx.query(CreditorRight).update({"claim_minor": 1})
