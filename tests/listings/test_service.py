"""The acts of the court's desk on both databases: two people, immutable notices, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from auction.audit.tables import Entry
from auction.enrolment.tables import PriorityClaim
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from auction.rounds.outcome import Unsold
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from listings import notice, publication, service, store
from listings.asset import Asset
from listings.draft_form import DraftForm
from listings.lot import Lot, PriorityPlace
from tests.support.listings import (
    AT,
    CLERK,
    JUDGE,
    PLATFORM,
    MadeLot,
    decide,
    make_draft,
    make_fields,
    make_findings,
    make_published_lot,
    publish,
    submit,
)

OPENS_AT = AT + timedelta(days=31)


def locked(tx: Session, made: MadeLot) -> Lot:
    """Return the lot, locked."""
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    return lot


def save(tx: Session, made: MadeLot, **changed: str) -> object:
    """Save the draft with other texts."""
    lot = locked(tx, made)
    assets = store.assets_of(tx, lot.id)
    return service.save(
        tx, lot=lot, version=lot.version, form=DraftForm(assets[1], {**lot.fields, **changed}, {})
    )


def reasons(refusals: object) -> list[str]:
    """Return the reasons of what was refused."""
    found = refusals if isinstance(refusals, tuple) else (refusals,)
    return [str(refusal.reason) for refusal in found]


def fail_round(tx: Session, made: MadeLot, at: datetime) -> None:
    """Open the round and let it end without a bid."""
    rounds.open_due(tx, at=at - timedelta(hours=1))
    board = round_store.lock_board(tx, made.round_id)
    assert board is not None
    rounds.record_outcomes(tx, ended=[(board, Unsold(at))], at=at)


def test_a_second_person_publishes_what_the_first_proposed(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)

    with world.database.reading() as tx:
        published = store.newest_notice(tx, made.lot_id)
        view = round_store.read_round(tx, made.round_id)
        kinds = tx.scalars(select(Entry.kind).where(Entry.chain == made.lot_id)).all()
    assert published is not None and view is not None
    assert (published.proposed_by, published.published_by) == (CLERK, JUDGE)
    assert view.notice_hash == notice.hash_of(published.body)
    assert view.snapshot["title"] == "Flat of 98 square metres 房产"
    assert kinds == ["panel.decided", "proposal.made", "lot.published", "approval"]


def test_the_proposer_cannot_publish(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        submit(tx, made, actor=JUDGE)
        lot = locked(tx, made)

        refusals = service.publish(
            tx, lot=lot, version=lot.version, actor=JUDGE, round_id=new_id(), platform=PLATFORM, at=AT
        )

        assert reasons(refusals) == ["same_person"]
        assert store.newest_notice(tx, made.lot_id) is None


def test_the_database_refuses_one_person_notices_too(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)

    with pytest.raises(DBAPIError), world.database.transaction() as tx:
        tx.execute(
            text(
                "INSERT INTO notices (lot_id, version, round_id, purpose, body, hash, published_at,"
                " proposed_by, published_by) SELECT lot_id, 2, round_id, purpose, body, hash,"
                " published_at, proposed_by, proposed_by FROM notices"
            )
        )
    assert made.lot_id


@pytest.mark.parametrize("statement", ["UPDATE notices SET body = '{}'", "DELETE FROM notices"])
def test_a_published_notice_never_changes(world: World, statement: str) -> None:
    with world.database.transaction() as tx:
        make_published_lot(tx)

    with pytest.raises(DBAPIError, match="never changed"), world.database.transaction() as tx:
        tx.execute(text(statement))


@pytest.mark.parametrize(
    ("field", "reason", "rule"),
    [
        ("taxes", "notice_lacks_taxes", "R-23/MISSING(taxes)"),
        ("panel_decision", "notice_lacks_panel_decision", "R-08"),
        ("bidder_conditions", "notice_lacks_bidder_conditions", "R-22"),
        ("deposit", "notice_lacks_deposit", "R-22"),
    ],
)
def test_an_incomplete_draft_is_kept_but_not_proposed(
    world: World, field: str, reason: str, rule: str
) -> None:
    fields = make_fields(opens_at=OPENS_AT, closes_at=OPENS_AT + timedelta(days=1))
    del fields[field]
    with world.database.transaction() as tx:
        made = make_draft(tx, fields=fields)
        decide(tx, made)
        lot = locked(tx, made)

        refusals = service.submit(tx, lot=lot, version=lot.version, actor=CLERK, platform=PLATFORM, at=AT)

        assert [(str(r.reason), r.rule) for r in refusals] == [(reason, rule)]
        assert locked(tx, made).state == "DRAFT"


@pytest.mark.parametrize(
    ("asset_class", "days", "refused"),
    [("MOVABLE", 15, False), ("MOVABLE", 14, True), ("IMMOVABLE", 30, False), ("IMMOVABLE", 29, True)],
)
def test_lead_times_are_judged_at_publication(
    world: World, asset_class: str, days: int, refused: bool
) -> None:
    opens_at = AT + timedelta(days=days)
    with world.database.transaction() as tx:
        made = make_draft(
            tx,
            asset_class=asset_class,
            fields=make_fields(opens_at=opens_at, closes_at=opens_at + timedelta(days=1)),
            at=AT - timedelta(days=9),
        )
        submit(tx, made, at=AT - timedelta(hours=10))
        lot = locked(tx, made)

        refusals = service.publish(
            tx, lot=lot, version=lot.version, actor=JUDGE, round_id=new_id(), platform=PLATFORM, at=AT
        )

        assert reasons(refusals) == (["notice_too_short"] if refused else [])


def test_a_proposal_goes_back_with_a_reason_only(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        submit(tx, made)
        lot = locked(tx, made)

        silent = service.give_back(tx, lot=lot, version=lot.version, because="", actor=JUDGE, at=AT)
        service.give_back(
            tx, lot=lot, version=lot.version, because="The deposit is too high.", actor=JUDGE, at=AT
        )

        assert reasons(silent) == ["return_without_reason"]
        assert locked(tx, made).state == "DRAFT"
        assert locked(tx, made).returned_because == "The deposit is too high."


def test_who_saw_an_older_version_saves_nothing(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        seen = locked(tx, made)
        save(tx, made, taxes="The buyer bears none.")
        lot = locked(tx, made)

        refusal = service.save(
            tx, lot=lot, version=seen.version, form=DraftForm(store.assets_of(tx, lot.id)[1], {}, {})
        )

        assert reasons(refusal) == ["draft_stale"]
        assert locked(tx, made).fields["taxes"] == "The buyer bears none."


def reopen(tx: Session, made: MadeLot, *, at: datetime) -> Refusal | None:
    lot = locked(tx, made)
    return service.reopen_for_correction(tx, lot=lot, version=lot.version, platform=PLATFORM, at=at)


def next_round(tx: Session, made: MadeLot) -> Refusal | None:
    lot = locked(tx, made)
    return service.prepare_next_round(tx, lot=lot, version=lot.version, platform=PLATFORM)


def test_a_correction_is_a_new_version_and_leaves_round_and_terms(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)
        at = AT + timedelta(days=2)
        assert reopen(tx, made, at=at) is None
        save(tx, made, taxes="The buyer bears the stamp duty.", starting_price="1.00")
        submit(tx, made, at=at)
        publish(tx, made, at=at)

        newer, older = store.notices_of(tx, made.lot_id)

        assert (older.version, newer.version) == (1, 2)
        assert older.round_id == newer.round_id == made.round_id
        assert notice.parse(newer.body)["words"]["taxes"] == "The buyer bears the stamp duty."
        assert notice.parse(newer.body)["starting_price"] == Money(71_400_000, "CNY")
        assert notice.parse(older.body)["words"]["taxes"] == "Each side bears its own taxes."


def test_a_corrected_title_is_told_wherever_the_round_is(world: World) -> None:
    with world.database.transaction() as tx:
        made, other = make_published_lot(tx), make_published_lot(tx)
        before = round_store.read_round(tx, made.round_id)
        for title in ("Flat 12", "Flat 21"):
            reopen(tx, made, at=AT)
            lot, asset = locked(tx, made), replace(store.assets_of(tx, made.lot_id)[1], title=title)
            service.save(tx, lot=lot, version=lot.version, form=DraftForm(asset, lot.fields, {}))
            submit(tx, made)
            publish(tx, made)

        after = round_store.read_round(tx, made.round_id)
        newest = store.newest_notice(tx, made.lot_id)

        assert (after.snapshot["title"], after.notice_hash) == ("Flat 21", newest.hash)
        assert (after.terms, after.board) == (before.terms, before.board)
        assert round_store.rounds_of_lots(tx, [made.lot_id])[made.lot_id] == [after]
        assert round_store.read_round(tx, other.round_id).snapshot["title"] != "Flat 21"


def test_a_correction_that_changes_nothing_is_refused(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)
        reopen(tx, made, at=AT)
        lot = locked(tx, made)

        refusals = service.submit(tx, lot=lot, version=lot.version, actor=CLERK, platform=PLATFORM, at=AT)

        assert reasons(refusals) == ["nothing_corrected"]


@pytest.mark.parametrize(("before", "refused"), [(timedelta(microseconds=1), False), (timedelta(0), True)])
def test_nothing_is_corrected_from_the_opening_on(world: World, before: timedelta, refused: bool) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)

        refusal = reopen(tx, made, at=OPENS_AT - before)

        assert (refusal is not None) == refused


def test_an_unsold_lot_gets_a_second_round_that_r_69_judges(world: World) -> None:
    failed_at = OPENS_AT + timedelta(days=1)
    opens_at = failed_at + timedelta(days=10)
    with world.database.transaction() as tx:
        made = make_published_lot(tx)
        fail_round(tx, made, failed_at)
        assert next_round(tx, made) is None
        fields = make_fields(
            opens_at=opens_at, closes_at=opens_at + timedelta(days=1), starting_price="571199.99"
        )
        save(tx, made, **fields)
        decide(tx, made, at=failed_at)
        lot = locked(tx, made)

        refusals = service.submit(
            tx, lot=lot, version=lot.version, actor=CLERK, platform=PLATFORM, at=failed_at
        )
        save(tx, made, starting_price="571200.00")
        submit(tx, made, at=failed_at)
        second = publish(tx, made, at=failed_at)

        view = round_store.read_round(tx, second.round_id)
        assert reasons(refusals) == ["price_cut_too_deep"]
        assert view is not None and view.terms.kind == "SECOND"
        assert [row.version for row in store.notices_of(tx, made.lot_id)] == [2, 1]


def test_only_an_unsold_or_withdrawn_lot_gets_another_round(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)

        scheduled = next_round(tx, made)
        rounds.withdraw(
            tx, round_id=made.round_id, court_id=made.court_id, reason="Wrong photos.",
            legal_basis="R-56", actor=JUDGE, at=AT,
        )  # fmt: skip
        withdrawn = next_round(tx, made)

        assert reasons(scheduled) == ["no_next_round"]
        assert withdrawn is None
        assert locked(tx, made).purpose == "FIRST"


def test_the_priority_list_is_published_without_digests_and_kept_for_enrolment(world: World) -> None:
    place = PriorityPlace("e" * 64, 1, "Co-owner of one half.")
    with world.database.transaction() as tx:
        made = make_draft(tx)
        assert service.add_priority(tx, lot=locked(tx, made), place=place) is None
        twice = service.add_priority(tx, lot=locked(tx, made), place=place)
        submit(tx, made)
        made = publish(tx, made)

        body = store.notices_of(tx, made.lot_id)[0].body
        claims = tx.scalars(select(PriorityClaim).where(PriorityClaim.round_id == made.round_id)).all()
        assert reasons(twice) == ["listing_priority_listed"]
        assert [(c.identity_digest, c.rank, c.basis) for c in claims] == [
            ("e" * 64, 1, "Co-owner of one half.")
        ]
        assert "e" * 64 not in body and "Co-owner of one half." in body


def test_a_mixed_lot_sums_its_reference_prices_and_takes_the_longer_lead_time(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        land = Asset(
            AssetClass.IMMOVABLE, "Land", "A field.", "North Hill", Money(50_000_000, "CNY"), "None known.",
            AssetKind.LAND, make_findings(AssetKind.LAND),
        )  # fmt: skip

        service.add_asset(tx, lot=locked(tx, made), asset_id=new_id(), asset=land, currency="CNY")
        decide(tx, made)

        lot = locked(tx, made)
        refusals = service.submit(
            tx, lot=lot, version=lot.version, actor=CLERK, platform=PLATFORM, at=OPENS_AT - timedelta(days=20)
        )
        assert reasons(refusals) == ["price_below_floor", "notice_too_short"]
        assert refusals[0].numbers["reference"] == Money(152_000_000, "CNY")


def test_what_is_published_is_what_was_read(world: World) -> None:
    with world.database.transaction() as tx:
        made, other = make_draft(tx), make_published_lot(tx)
        submit(tx, made)
        lot, round_id = locked(tx, made), new_id()
        dossier = service.open_dossier(tx, lot=lot, platform=PLATFORM)
        body = publication.body_to_come(dossier.proposal, None, round_id)
        assert body is not None

        def up(round_id: str, hash_read: str) -> list[str]:
            found = service.publish(
                tx, lot=lot, version=lot.version, actor=JUDGE, round_id=round_id, platform=PLATFORM, at=AT,
                hash_read=hash_read,
            )  # fmt: skip
            return reasons(found)

        assert up(new_id(), notice.hash_of(body)) == ["notice_reads_differently"]
        assert up(other.round_id, "") == ["notice_reads_differently"]
        assert up(round_id, notice.hash_of(body)) == []
        assert store.notices_of(tx, made.lot_id)[0].hash == notice.hash_of(body)


def test_every_asset_but_the_first_is_described_anew_by_itself(world: World) -> None:
    boat = Asset(AssetClass.MOVABLE, "A boat", "Wooden.", "Harbour", Money(5_000, "CNY"), "None known.")
    with world.database.transaction() as tx:
        made = make_draft(tx)
        service.add_asset(tx, lot=locked(tx, made), asset_id=new_id(), asset=boat, currency="CNY")
        ship = replace(boat, title="A ship", reference_price=None)

        def change(position: int, *, older: int = 0) -> Refusal | None:
            lot = locked(tx, made)
            return service.change_asset(
                tx, lot=lot, version=lot.version - older, position=position, asset=ship
            )

        assert change(2) is None
        first, stale = change(1), change(2, older=1)

        assert (reasons(first), reasons(stale)) == (["listing_asset_not_in_lot"], ["draft_stale"])
        assert store.assets_of(tx, made.lot_id)[2] == ship


def test_a_lot_of_another_court_does_not_exist(world: World) -> None:
    with world.database.transaction() as tx:
        made, other = make_draft(tx), make_draft(tx)

        assert store.lock_lot(tx, made.lot_id, other.court_id) is None
        assert store.read_lot(tx, made.lot_id, other.court_id) is None
