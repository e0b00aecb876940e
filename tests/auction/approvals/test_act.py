"""A kind of act names who may propose and who may approve it."""

from __future__ import annotations

from auction.approvals.act import judge_role, takes_part
from auction.kernel.doors import Role
from tests.support.approvals import Noted


def test_only_the_named_roles_may():
    act = Noted().act

    assert judge_role(act.proposers, Role.CLERK) is None
    assert judge_role(act.approvers, Role.JUDGE) is None
    assert judge_role(act.approvers, Role.CLERK).reason == "approval_not_your_role"
    assert judge_role(act.proposers, Role.OPERATOR).reason == "approval_not_your_role"


def test_who_neither_proposes_nor_approves_takes_no_part():
    act = Noted().act

    assert [role for role in Role if takes_part(act, role)] == [Role.CLERK, Role.JUDGE]
    assert not takes_part(None, Role.JUDGE)
