"""A party's form: the id number leaves it as a digest only."""

from __future__ import annotations

from datetime import date

from auction.cases.party_form import read_party
from auction.cases.register import NewParty
from tests.support.people import ID_NUMBERS

TODAY = date(2026, 3, 1)


def _read(**form):
    return read_party(form, digest=lambda number: f"digest of {number}", today=TODAY)


def test_a_party_is_read_with_a_digest_in_place_of_the_number():
    party, errors = _read(
        role="DEBTOR", name="Ann", id_number=f" {ID_NUMBERS[0].lower()} ", consumption_restricted="yes"
    )

    assert errors == {}
    assert party == NewParty("DEBTOR", "Ann", f"digest of {ID_NUMBERS[0]}", consumption_restricted=True)


def test_a_party_without_a_number_has_no_digest():
    party, errors = _read(role="CREDITOR", name="Bank", platform_pick="This one")

    assert errors == {}
    assert party == NewParty("CREDITOR", "Bank", platform_pick="This one")


def test_a_wrong_number_is_refused():
    _party, errors = _read(role="DEBTOR", name="Ann", id_number=ID_NUMBERS[0][:-1] + "?")

    assert errors["id_number"].reason == "party_id_number_wrong"
