"""The table of who may do what agrees with every door, every act of two people, and itself."""

from __future__ import annotations

from collections import Counter

import pytest

import wsgi
from auction.kernel.doors import Role
from auction.people.permissions import (
    HOW_FAR,
    PERMISSIONS,
    ROLE_OF,
    STANDINGS,
    May,
    Standing,
    may_enter,
    roles_of,
)

DOORS = {door.name: door for door in wsgi.joined_doors()}
ROWS = {permission.act: permission for permission in PERMISSIONS}


def test_every_door_stands_in_the_table_and_nothing_else_does():
    named = Counter(name for row in PERMISSIONS for name in (*row.doors, *row.decides))
    by_pass = {name for row in PERMISSIONS for name in row.by_pass}

    assert [name for name, count in named.items() if count > 1] == []
    assert set(named) | by_pass == set(DOORS)


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_opens_to_whom_the_table_says(name):
    assert DOORS[name].roles == roles_of(name)


@pytest.mark.parametrize("act", wsgi.ACTS, ids=lambda act: act.name)
def test_who_proposes_and_who_decides_is_what_the_table_says(act):
    (row,) = [row for row in PERMISSIONS if act.name in row.acts]

    deciders = {ROLE_OF[each] for each in Standing if row.of(each) is May.DECIDES}
    proposers = {ROLE_OF[each] for each in Standing if row.of(each) is May.PROPOSES}
    assert act.approvers == deciders
    assert act.proposers == proposers | deciders


@pytest.mark.parametrize(
    ("act", "standings"),
    [
        pytest.param("change_after_opening", set(), id="R-07/10"),
        pytest.param("bid_equal", {Standing.PRIORITY}, id="R-05/42"),
        pytest.param("bid", {Standing.BIDDER, Standing.PRIORITY, Standing.CREDITOR}, id="R-05/43"),
        pytest.param("publish", {Standing.CLERK, Standing.JUDGE}, id="R-05/40"),
        pytest.param("stop", {Standing.CLERK, Standing.JUDGE}, id="R-05/41"),
        pytest.param("see", set(Standing), id="R-02/20"),
    ],
)
def test_who_may_at_all(act, standings):
    assert {each for each in Standing if ROWS[act].of(each) is not May.NEVER} == standings


def test_a_clerk_proposes_and_never_decides():
    decided = [row for row in PERMISSIONS if row.decides and row.act != "decide"]

    assert decided
    for row in decided:
        assert row.of(Standing.CLERK) is May.PROPOSES
        assert not any(may_enter(row, Standing.CLERK, door) for door in row.decides)


def test_every_standing_and_every_degree_has_a_word():
    assert set(STANDINGS) == set(Standing) == set(ROLE_OF)
    assert set(HOW_FAR) == set(May)
    assert set(ROLE_OF.values()) == set(Role)
