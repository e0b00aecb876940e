"""Two people write at one draft: nothing of either is lost, and every sitting can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from listings import store
from listings.desk import service
from listings.desk import store as desk
from listings.desk.seen import Seen, mark_of
from listings.desk.sitting import PAUSE_MAX, SITTINGS_MAX
from listings.desk.steps import FIELDS_OF, Step
from listings.draft_form import form_of, read_changes
from listings.lot import Lot
from tests.support.listings import AT, CLERK, JUDGE, MadeLot, make_draft, submit

ZONE = "Asia/Shanghai"


def locked(tx: Session, made: MadeLot) -> Lot:
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    return lot


def write(
    tx: Session, made: MadeLot, seen: Seen, *, actor: str = CLERK, at: datetime = AT, **fields: str
) -> Refusal | None:
    """Write some fields, as the form of a page would."""
    lot = locked(tx, made)
    first = store.assets_of(tx, lot.id)[1]
    form = read_changes(fields, lot=lot, first=first, currency="CNY", time_zone=ZONE)
    return service.write(
        tx, lot=lot, seen=seen, form=form, named=set(fields), time_zone=ZONE, actor=actor, at=at
    )


def mark(tx: Session, made: MadeLot, step: Step) -> str:
    lot = locked(tx, made)
    return mark_of(form_of(lot, (store.assets_of(tx, lot.id)[1],), ZONE), FIELDS_OF[step])


def test_two_people_write_at_two_pages_and_both_are_kept(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        price, words = Seen(1, Step.PRICE, mark(tx, made, Step.PRICE)), Seen(1, Step.NOTICE, "")

        assert write(tx, made, words, actor=JUDGE, taxes="Stamp duty.") is None
        assert write(tx, made, price, increment="5000") is None

        assert locked(tx, made).fields["taxes"] == "Stamp duty."
        assert locked(tx, made).fields["increment"] == "5000.00"


def test_what_another_wrote_meanwhile_is_not_overwritten(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        seen = Seen(1, Step.PRICE, mark(tx, made, Step.PRICE))

        assert write(tx, made, seen, actor=JUDGE, increment="5000") is None
        refused = write(tx, made, seen, increment="7000")

        assert refused is not None and str(refused.reason) == "draft_stale"
        assert locked(tx, made).fields["increment"] == "5000.00"


def test_a_sitting_is_one_spell_of_one_person(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        for actor, at in ((CLERK, AT), (CLERK, AT + PAUSE_MAX / 2), (JUDGE, AT + PAUSE_MAX / 2)):
            assert write(tx, made, Seen(locked(tx, made).version), actor=actor, at=at, taxes=str(at)) is None

        found = desk.sittings_of(tx, made.lot_id)

    assert [(each.saved_by, each.begun_at, each.saved_at) for each in found] == [
        (JUDGE, AT + PAUSE_MAX / 2, AT + PAUSE_MAX / 2),
        (CLERK, AT, AT + PAUSE_MAX / 2),
    ]


def test_a_draft_says_again_what_it_said_before_a_sitting_and_that_too_can_be_taken_back(
    world: World,
) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        before = locked(tx, made)
        assert write(tx, made, Seen(1), taxes="Other.", title="House", reference_price="") is None

        def back_to(number: int) -> Refusal | None:
            lot = locked(tx, made)
            return service.restore(
                tx, lot=lot, version=lot.version, number=number, currency="CNY", actor=CLERK, at=AT
            )

        assert back_to(1) is None
        assert (locked(tx, made).fields, locked(tx, made).title) == (before.fields, before.title)
        assert store.assets_of(tx, made.lot_id)[1].reference_price is not None
        assert back_to(2) is None
        assert locked(tx, made).title == "House"
        forgotten = back_to(9)

        assert forgotten is not None and str(forgotten.reason) == "draft_sitting_forgotten"


def test_only_the_newest_sittings_are_kept(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        for turn in range(SITTINGS_MAX + 2):
            at = AT + turn * PAUSE_MAX
            assert write(tx, made, Seen(locked(tx, made).version), at=at, taxes=str(turn)) is None

        numbers = [each.number for each in desk.sittings_of(tx, made.lot_id)]

    assert numbers == list(range(SITTINGS_MAX + 2, 2, -1))


@pytest.mark.parametrize("number", [1, 9])
def test_nothing_is_taken_back_in_a_proposal(world: World, number: int) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        assert write(tx, made, Seen(1), taxes="Other.") is None
        submit(tx, made, at=AT + timedelta(minutes=1))
        lot = locked(tx, made)

        refused = service.restore(
            tx, lot=lot, version=lot.version, number=number, currency="CNY", actor=CLERK, at=AT
        )

        assert refused is not None and str(refused.reason) == "lot_not_a_draft"
