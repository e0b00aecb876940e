"""Who may: what only a court does (R-05), and what a platform never does (R-07)."""

from __future__ import annotations

import pytest

import wsgi
from auction.kernel.doors import OFFICERS, Role, Scope

DOORS = {door.name: door for door in wsgi.joined_doors()}


@pytest.mark.parametrize(
    "doors",
    [
        # The duties of the court, as far as they have doors: notice, facts, price and deposit, ways of
        # payment, notifying, the account of the case; ruling and handover come with title.
        pytest.param(("court.submit", "court.publish", "court.correct"), id="R-05/1"),
        pytest.param(("court.save", "court.add_asset", "court.photos", "court.documents"), id="R-05/2"),
        pytest.param(("court.step", "court.check", "court.second"), id="R-05/3"),
        pytest.param(("court.add_priority", "court.drop_priority"), id="R-05/4"),
        pytest.param(("cases.new", "cases.add_party", "cases.add_claim", "cases.name_account"), id="R-05/5"),
        pytest.param(("court.suspend", "court.resume", "court.withdraw"), id="R-05/6"),
    ],
)
def test_only_officers_of_their_own_court_do_what_is_the_court_s(doors):
    for name in doors:
        assert DOORS[name].roles <= OFFICERS
        assert DOORS[name].scope is Scope.COURT


def test_publishing_takes_two_persons():
    assert DOORS["court.publish"].persons == 2


@pytest.mark.parametrize(
    "role", [pytest.param(Role.OPERATOR, id="R-07/1"), pytest.param(Role.AUDITOR, id="R-07/2")]
)
def test_who_runs_or_audits_the_platform_has_no_door_to_a_court_s_papers_or_a_bidder_s_own(role):
    entered = {name for name, door in DOORS.items() if role in door.roles and Role.VISITOR not in door.roles}

    rooms = {name.split(".")[0] for name in entered}
    assert not rooms & {"court", "settlement"}
    assert {name for name in entered if name.startswith("enrolment.")} <= {"enrolment.enrol"}
    assert "people.identity" not in entered


@pytest.mark.parametrize("room", [pytest.param(("bidding.", "socket:"), id="R-07/3")])
def test_no_door_of_the_hall_bids_for_somebody_changes_a_bid_or_moves_an_end(room):
    assert {name for name in DOORS if name.startswith(room)} == {
        "bidding.hall",
        "bidding.bid",
        # Refuses whoever asks it, and changes nothing.
        "bidding.take_back",
        "bidding.limits",
        "socket:connect",
        "socket:disconnect",
        "socket:bid",
        "socket:since",
        "socket:unreadable",
    }
