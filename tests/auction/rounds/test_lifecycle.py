"""Only the moves of the table are permitted."""

from __future__ import annotations

import itertools

import pytest

from auction.rounds.lifecycle import MOVES, Reason, State, move

PERMITTED = """
SCHEDULED OPEN; SCHEDULED WITHDRAWN; OPEN SUSPENDED; OPEN SOLD; OPEN UNSOLD; SUSPENDED OPEN;
SUSPENDED WITHDRAWN; SOLD PAID; SOLD OVERDUE; OVERDUE PAID; PAID SETTLED
"""


@pytest.mark.parametrize(("state", "to"), list(itertools.product(State, State)))
def test_a_round_moves_only_as_the_table_says(state, to):
    refusal = move(state, to)

    if f"{state} {to}" in [pair.strip() for pair in PERMITTED.split(";")]:
        assert refusal is None
    else:
        assert (refusal.reason, refusal.numbers["to"]) == (Reason.MOVE_NOT_PERMITTED, to.value)


def test_every_state_has_its_row():
    assert set(MOVES) == set(State)


@pytest.mark.parametrize("state", State)
def test_no_state_is_without_an_exit_but_the_ends(state):
    seen, ahead = set(), {state}
    while ahead - seen:
        seen |= ahead
        ahead = {to for each in ahead for to in MOVES[each]}

    assert seen & {State.WITHDRAWN, State.UNSOLD, State.SETTLED}
