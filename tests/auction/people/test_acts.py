"""A staff account is the act of two operators: refused early, made once, and by another than who asked."""

from __future__ import annotations

import pytest

from auction.approvals import service, store
from auction.approvals.proposal import Subject
from auction.kernel.doors import Role
from auction.people import service as people
from auction.people.acts import ACTS, MAKE_ACCOUNT, carry_out, check, content_of, tell
from auction.people.staff import StaffWish
from tests.support.cases import AT, make_court
from tests.support.people import make_staff


def _propose(tx, wish, *, by):
    content = content_of(wish, "First Court" if wish.court_id else "")
    assert service.propose(
        tx, proposal_id="a" * 32, act=MAKE_ACCOUNT, subject=Subject(""), content=content, by=by, at=AT
    ) is None  # fmt: skip
    return store.proposal(tx, "a" * 32, "")


def test_another_operator_makes_the_account_that_was_proposed(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        court_id = make_court(tx, name="First Court")
        first, second = (make_staff(sqlite_world, tx, Role.OPERATOR) for _ in range(2))
        found = _propose(tx, StaffWish("Clerk@Court.example", "clerk", court_id), by=first)
        told = {"act": ACTS[0], "proposal_id": found.id, "court_id": "", "at": AT}

        own = service.approve(tx, hash_read=found.content_hash, by=first, **told)
        assert [str(no.reason) for no in own] == ["approval_same_person"]
        assert people.staff_account(tx, found.id) is None
        assert service.approve(tx, hash_read=found.content_hash, by=second, **told) == ()
        account = people.staff_account(tx, found.id)
    assert (account.email, account.role, account.court_id) == ("clerk@court.example", "clerk", court_id)
    assert [value for _, value in tell(found.content)] == ["Clerk@Court.example", "Clerk", "First Court"]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (StaffWish("clerk@court.example", "clerk"), "staff_court_missing"),
        (StaffWish("clerk@court.example", "bidder"), "staff_role_unknown"),
        (StaffWish("taken@court.example", "auditor"), "staff_email_taken"),
    ],
)
def test_what_could_not_be_made_is_refused_when_proposed_and_when_approved(sqlite_world, wish, reason):
    with sqlite_world.database.transaction() as tx:
        first = make_staff(sqlite_world, tx, Role.OPERATOR)
        make_staff(sqlite_world, tx, Role.AUDITOR, email="taken@court.example")
        found = _propose(tx, wish, by=first)

        assert [str(no.reason) for no in check(tx, found.subject, found.content, AT)] == [reason]
        assert [str(no.reason) for no in carry_out(tx, found, "b" * 32, AT)] == [reason]
