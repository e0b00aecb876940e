"""Nobody is followed from entry to entry, and everybody can check a commitment that is opened."""

from __future__ import annotations

import hashlib

import pytest

from auction.audit.commitment import commit

ANN, BO = "a" * 64, "b" * 64


def test_two_facts_about_one_person_are_unlike_and_so_are_two_persons():
    assert len({commit("1", ANN), commit("2", ANN), commit("1", BO)}) == 3


def test_it_is_opened_by_showing_the_digest():
    assert commit("1", ANN) == hashlib.sha256(b"ja-commit/v1\n1\n" + ANN.encode()).hexdigest()


@pytest.mark.parametrize(("fact_id", "digest"), [("", ANN), ("1", "")])
def test_nothing_commits_to_nobody(fact_id, digest):
    with pytest.raises(AssertionError):
        commit(fact_id, digest)
