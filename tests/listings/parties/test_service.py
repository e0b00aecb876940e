"""Notifications on both databases: noted once, recorded without names, and needed before a notice goes up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.cases import service as cases
from auction.cases.register import NewParty
from auction.kernel.ids import new_id
from listings import service as lots
from listings import store as lot_store
from listings.lot import PriorityPlace
from listings.parties import service
from listings.parties.notified import Mode, Notification
from listings.service import open_dossier
from tests.support.cases import make_case, make_court
from tests.support.listings import AT, CLERK, PLATFORM, make_draft, notify_all, submit

TOLD = Notification(Mode.SERVED, (AT - timedelta(days=9)).date())


@pytest.fixture
def made(world):
    """Return a draft in a case with a debtor and a tenant."""
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        for party_id, role in (("p1", "DEBTOR"), ("p2", "TENANT")):
            party = NewParty(role, f"Name of {party_id}", identity_digest=party_id * 32)
            assert not cases.add_party(
                tx, party_id=party_id, case_id=case_id, court_id=court_id, party=party, at=AT
            )
        return make_draft(tx, court_id=court_id, case_id=case_id)


def _lot(tx, made):
    return lot_store.lock_lot(tx, made.lot_id, made.court_id)


def _note(tx, made, subject, notification=TOLD, *, at=AT, notification_id=""):
    return service.note(
        tx, lot=_lot(tx, made), subject=subject, notification=notification,
        notification_id=notification_id or new_id(), time_zone="UTC", actor=CLERK, at=at,
    )  # fmt: skip


def _told(tx, made):
    return {person.subject: person.notification for person in service.persons(tx, _lot(tx, made))}


def test_a_notification_is_kept_and_recorded_once_without_a_name(world, made):
    with world.database.transaction() as tx:
        for _ in range(2):
            assert _note(tx, made, "p1", notification_id="n1") is None

    with world.database.reading() as tx:
        assert _told(tx, made) == {"p1": TOLD, "p2": None}
        bodies = list(tx.scalars(select(Entry.body).where(Entry.kind == "party.notified")))
        assert len(bodies) == 1
        assert b'"mode":"served"' in bodies[0] and b'"role":"DEBTOR"' in bodies[0]
        assert b"Name of" not in bodies[0] and b"p1p1" not in bodies[0]


def test_the_newest_notification_of_a_person_counts(world, made):
    later = Notification(Mode.WAIVED, AT.date(), "Statement 3")
    with world.database.transaction() as tx:
        assert _note(tx, made, "p1") is None
        assert _note(tx, made, "p1", later, at=AT + timedelta(hours=1)) is None

    with world.database.reading() as tx:
        assert _told(tx, made)["p1"] == later


def test_a_priority_holder_who_is_no_party_has_to_know_too(world, made):
    with world.database.transaction() as tx:
        for digest, rank in (("e" * 64, 1), ("p1" * 32, 2)):
            lots.add_priority(tx, lot=_lot(tx, made), place=PriorityPlace(digest, rank, "Co-owner"))

    with world.database.reading() as tx:
        assert sorted(_told(tx, made)) == ["e" * 64, "p1", "p2"]


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_what_is_not_possible_is_refused(world, made):
    ahead = Notification(Mode.SERVED, AT.date() + timedelta(days=1))
    with world.database.transaction() as tx:
        assert _note(tx, made, "nobody").reason == "party_person_unknown"
        assert _note(tx, made, "p1", ahead).reason == "party_day_ahead"
        assert not notify_all(tx, made)
        submit(tx, made)
        assert _note(tx, made, "p1").reason == "lot_not_a_draft"


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_notice_is_proposed_when_everybody_knows_and_says_who_does(world, made):
    with world.database.transaction() as tx:
        lot = _lot(tx, made)
        untold = lots.submit(tx, lot=lot, version=lot.version, actor=CLERK, platform=PLATFORM, at=AT)
        notify_all(tx, made)
        submit(tx, made)
        dossier = open_dossier(tx, lot=_lot(tx, made), platform=PLATFORM)

    assert ("party_not_notified", {"count": 2}) in [(str(no.reason), no.numbers) for no in untold]
    assert all(person.notification == TOLD for person in dossier.proposal.parties)
