"""A kind of act names who may propose and who may approve it."""

from __future__ import annotations

from auction.approvals.act import judge_role
from auction.kernel.doors import Role
from tests.support.approvals import Noted


def test_only_the_named_roles_may():
    act = Noted().act

    assert judge_role(act.proposers, Role.CLERK) is None
    assert judge_role(act.approvers, Role.JUDGE) is None
    assert judge_role(act.approvers, Role.CLERK).reason == "approval_not_your_role"
    assert judge_role(act.proposers, Role.OPERATOR).reason == "approval_not_your_role"
