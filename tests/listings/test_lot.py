"""What may be done with a lot, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.terms import RoundKind
from auction.rules.asset_class import AssetClass
from listings import lot as desk
from listings.asset import Asset
from listings.lot import Lot, LotState, PriorityPlace, Purpose

DRAFT = Lot(
    "l", "c", "k", LotState.DRAFT, Purpose.FIRST, 3, "Flat", "cn-2016-18", datetime(2026, 1, 1, tzinfo=UTC)
)
SUBMITTED = replace(DRAFT, state=LotState.SUBMITTED, submitted_by="clerk")
PUBLISHED = replace(DRAFT, state=LotState.PUBLISHED)
CORRECTION = replace(DRAFT, purpose=Purpose.CORRECTION)
PLACE = PriorityPlace("a" * 64, 1, "Co-owner")


def reason(refusal: Refusal | None) -> str:
    """Return the reason of a refusal, or nothing."""
    return str(refusal.reason) if refusal else ""


@pytest.mark.parametrize(
    ("lot", "version", "expected"),
    [
        (DRAFT, 3, ""),
        (DRAFT, 2, "draft_stale"),
        (SUBMITTED, 2, "lot_not_a_draft"),
        (PUBLISHED, 3, "lot_not_a_draft"),
    ],
)
def test_only_a_draft_that_was_seen_is_edited_and_submitted(lot: Lot, version: int, expected: str) -> None:
    assert reason(desk.judge_edit(lot, version)) == expected
    assert reason(desk.judge_submit(lot, version)) == expected


@pytest.mark.parametrize(
    ("lot", "version", "actor", "expected"),
    [
        (DRAFT, 2, "clerk", "lot_not_submitted"),
        (SUBMITTED, 2, "clerk", "same_person"),
        (SUBMITTED, 2, "judge", "draft_stale"),
        (SUBMITTED, 3, "judge", ""),
        (PUBLISHED, 3, "judge", "lot_not_submitted"),
    ],
)
def test_a_second_person_publishes_what_was_submitted(
    lot: Lot, version: int, actor: str, expected: str
) -> None:
    assert reason(desk.judge_publish(lot, version, actor)) == expected


@pytest.mark.parametrize(
    ("lot", "because", "expected"),
    [(DRAFT, "", "lot_not_submitted"), (SUBMITTED, "", "return_without_reason"), (SUBMITTED, "No.", "")],
)
def test_a_proposal_is_returned_with_a_reason(lot: Lot, because: str, expected: str) -> None:
    assert reason(desk.judge_return(lot, 3, because)) == expected


@pytest.mark.parametrize(
    ("lot", "count", "expected"),
    [
        (DRAFT, 49, ""),
        (DRAFT, 50, "listing_too_many_assets"),
        (CORRECTION, 1, "terms_stand"),
        (SUBMITTED, 1, "lot_not_a_draft"),
    ],
)
def test_assets_come_and_go_in_drafts_only(lot: Lot, count: int, expected: str) -> None:
    assert reason(desk.judge_assets(lot, count=count)) == expected


@pytest.mark.parametrize(
    ("lot", "position", "expected"),
    [
        (DRAFT, 2, ""),
        (DRAFT, 1, "listing_asset_not_in_lot"),
        (DRAFT, 3, "listing_asset_not_in_lot"),
        (CORRECTION, 3, "terms_stand"),
    ],
)
def test_every_asset_but_the_first_may_be_taken_out(lot: Lot, position: int, expected: str) -> None:
    assert reason(desk.judge_drop_asset(lot, position, {1, 2})) == expected


@pytest.mark.parametrize(
    ("position", "expected"),
    [(2, ""), (1, "listing_asset_not_in_lot"), (3, "listing_asset_not_in_lot")],
)
def test_the_first_asset_is_written_with_the_lot_and_the_others_by_themselves(
    position: int, expected: str
) -> None:
    assert reason(desk.judge_other_asset(position, {1, 2})) == expected


def test_a_correction_leaves_class_and_reference_price_of_every_asset() -> None:
    stored = Asset(AssetClass.MOVABLE, "Car", reference_price=Money(1, "CNY"))
    asset = Asset(AssetClass.IMMOVABLE, "A car", reference_price=Money(2, "CNY"))

    assert desk.kept_asset(DRAFT, stored, asset) == asset
    assert desk.kept_asset(CORRECTION, stored, asset) == replace(stored, title="A car")


def test_who_is_not_listed_cannot_be_taken_off() -> None:
    assert reason(desk.judge_old_priority(DRAFT, "b" * 64, [PLACE])) == "listing_priority_not_listed"


@pytest.mark.parametrize(
    ("lot", "listed", "expected"),
    [
        (DRAFT, [], ""),
        (DRAFT, [PLACE], "listing_priority_listed"),
        (
            DRAFT,
            [replace(PLACE, identity_digest=str(n)) for n in range(100)],
            "listing_too_many_priorities",
        ),
        (PUBLISHED, [], "lot_not_a_draft"),
    ],
)
def test_a_priority_purchaser_is_listed_once(lot: Lot, listed: list[PriorityPlace], expected: str) -> None:
    assert reason(desk.judge_new_priority(lot, PLACE, listed)) == expected


@pytest.mark.parametrize(
    ("lot", "round_id", "expected"),
    [(DRAFT, "r1", ""), (CORRECTION, None, ""), (CORRECTION, "r1", "priority_stands")],
)
def test_a_correction_never_takes_a_published_priority_away(
    lot: Lot, round_id: str | None, expected: str
) -> None:
    listed = [replace(PLACE, round_id=round_id)]

    assert reason(desk.judge_old_priority(lot, PLACE.identity_digest, listed)) == expected


@pytest.mark.parametrize(
    ("lot", "is_published", "expected"),
    [
        (PUBLISHED, True, ""),
        (CORRECTION, True, ""),
        (SUBMITTED, True, "lot_not_published"),
        (DRAFT, False, "lot_not_published"),
    ],
)
def test_a_published_lot_may_come_back_to_the_desk(lot: Lot, is_published: bool, expected: str) -> None:
    assert reason(desk.judge_reopen(lot, lot.version, is_published)) == expected


def test_a_second_click_brings_nothing_back_again() -> None:
    assert reason(desk.judge_reopen(CORRECTION, CORRECTION.version - 1, True)) == "draft_stale"


@pytest.mark.parametrize(
    ("state", "kind", "expected"),
    [
        (State.UNSOLD, RoundKind.FIRST, Purpose.SECOND),
        (State.UNSOLD, RoundKind.SECOND, "no_third_round"),
        (State.WITHDRAWN, RoundKind.FIRST, Purpose.FIRST),
        (State.WITHDRAWN, RoundKind.SECOND, Purpose.SECOND),
        (State.SOLD, RoundKind.FIRST, "no_next_round"),
        (State.OPEN, RoundKind.FIRST, "no_next_round"),
    ],
)
def test_the_next_round_follows_from_how_the_last_one_ended(
    state: State, kind: RoundKind, expected: str
) -> None:
    found = desk.next_purpose(state, kind)

    assert (str(found.reason) if isinstance(found, Refusal) else found) == expected


@pytest.mark.parametrize(
    ("lot", "rounds", "expected"),
    [
        pytest.param(DRAFT, 0, None, id="R-26/60"),
        pytest.param(DRAFT, 1, 1, id="R-26/61"),
        pytest.param(replace(DRAFT, purpose=Purpose.SECOND), 2, 2, id="R-26/62"),
        pytest.param(SUBMITTED, 1, 1, id="R-26/63"),
        pytest.param(PUBLISHED, 1, None, id="R-26/64"),
        pytest.param(PUBLISHED, 2, 1, id="R-26/65"),
        pytest.param(CORRECTION, 1, None, id="R-26/66"),
        pytest.param(CORRECTION, 2, 1, id="R-26/67"),
    ],
)
def test_the_round_before_the_one_at_hand_is_known(lot: Lot, rounds: int, expected: int | None) -> None:
    published = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, rounds + 1)]

    assert desk.published_before(lot, published) == (published[expected - 1] if expected else None)


@pytest.mark.parametrize(
    ("state", "before_opening", "expected"),
    [
        (State.SCHEDULED, True, ""),
        (State.SCHEDULED, False, "notice_no_longer_correctable"),
        (State.OPEN, True, "notice_no_longer_correctable"),
        (State.SUSPENDED, False, "notice_no_longer_correctable"),
    ],
)
def test_after_the_opening_nothing_is_corrected(state: State, before_opening: bool, expected: str) -> None:
    assert reason(desk.judge_correction(state, before_opening=before_opening)) == expected
