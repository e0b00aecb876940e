"""One proposal that cannot lapse stops no other."""

from __future__ import annotations

from datetime import timedelta

from auction.approvals import jobs, service, store
from auction.approvals.proposal import Subject
from tests.support.cases import AT


def test_one_that_fails_stops_no_other(sqlite_world, monkeypatch):
    with sqlite_world.database.transaction() as tx:
        for name in ("a", "b"):
            service.propose(
                tx, proposal_id=name, act="tests.note", subject=Subject("court", lot_id=name), content={},
                by="clerk", at=AT,
            )  # fmt: skip
    sqlite_world.clock.set(AT + timedelta(hours=24))
    expire = service.expire

    def failing(tx, *, proposal_id, **told):
        if proposal_id == "a":
            raise RuntimeError("a breaks")
        return expire(tx, proposal_id=proposal_id, **told)

    monkeypatch.setattr(service, "expire", failing)

    assert jobs.expire_proposals(sqlite_world) == 1
    with sqlite_world.database.reading() as tx:
        assert [each.id for each in store.open_proposals(tx, "court")] == ["a"]
