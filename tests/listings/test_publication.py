"""Whether a proposal may be published: the order of the noes, and what the list shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from auction.rounds.standing import Board, RoundView
from listings import notice, publication
from listings.lot import Lot, LotState, Purpose
from listings.notice import Attachment, Failed
from listings.publication import Published
from tests.listings.test_notice import AT, DRAFT, OPENS_AT, PROPOSAL, compose

SUBMITTED = Lot(
    "l", "c", "k", LotState.SUBMITTED, Purpose.FIRST, 3, "Flat", "cn-2016-18", AT, submitted_by="clerk"
)
CORRECTION = replace(PROPOSAL, purpose=Purpose.CORRECTION)


def make_view(state: State = State.SCHEDULED, closed_at: datetime | None = None) -> RoundView:
    """Return the round of the notice."""
    terms = notice.terms_of(PROPOSAL)
    assert terms is not None
    board = Board("r", "l", terms, state, terms.opens_at, terms.closes_at, "c", "k")
    return RoundView("r", "l", "k", "c", terms, "", {}, AT, board, "", None, None, closed_at)


def make_published(state: State = State.SCHEDULED) -> Published:
    """Return the notice as published first."""
    return Published(1, compose(), notice.hash_of(compose()), make_view(state))


@pytest.mark.parametrize(
    ("lot", "version", "actor", "reasons"),
    [
        (replace(SUBMITTED, state=LotState.DRAFT), 2, "clerk", ["lot_not_submitted"]),
        (SUBMITTED, 2, "clerk", ["same_person"]),
        (SUBMITTED, 2, "judge", ["draft_stale"]),
        (SUBMITTED, 3, "judge", ["notice_too_short"]),
    ],
)
def test_the_person_is_judged_before_the_notice(
    lot: Lot, version: int, actor: str, reasons: list[str]
) -> None:
    found = publication.judge_publication(
        lot, PROPOSAL, version=version, actor=actor, at=AT + timedelta(days=9), published=None
    )

    assert [str(refusal.reason) for refusal in found] == reasons


def test_a_complete_draft_is_proposed_and_published() -> None:
    draft = replace(SUBMITTED, state=LotState.DRAFT)

    assert publication.judge_submission(draft, PROPOSAL, version=3, at=AT, published=None) == ()
    assert (
        publication.judge_publication(SUBMITTED, PROPOSAL, version=3, actor="judge", at=AT, published=None)
        == ()
    )


@pytest.mark.parametrize(
    ("state", "at", "changed", "reasons"),
    [
        (State.OPEN, AT, True, ["notice_no_longer_correctable"]),
        (State.SCHEDULED, OPENS_AT, True, ["notice_no_longer_correctable"]),
        (State.SCHEDULED, AT, False, ["nothing_corrected"]),
        (State.SCHEDULED, OPENS_AT - timedelta(seconds=1), True, ["corrected_too_late"]),
    ],
)
def test_a_correction_comes_in_time_and_changes_something(
    state: State, at: datetime, changed: bool, reasons: list[str]
) -> None:
    words = DRAFT.words | {"taxes": "Other.", "viewing": "Other."} if changed else DRAFT.words
    proposal = replace(CORRECTION, draft=replace(DRAFT, words=words))

    found = publication.judge_content(proposal, at=at, published=make_published(state))

    assert [str(refusal.reason) for refusal in found] == reasons


@pytest.mark.parametrize(
    ("name", "before", "reasons"),
    [
        # A flat has thirty days.
        pytest.param("taxes", timedelta(days=30), [], id="R-22/40"),
        pytest.param("taxes", timedelta(days=29), ["corrected_too_late"], id="R-22/41"),
        pytest.param("viewing", timedelta(seconds=1), [], id="R-22/42"),
    ],
)
def test_a_material_correction_leaves_the_whole_lead_time(
    name: str, before: timedelta, reasons: list[str]
) -> None:
    proposal = replace(CORRECTION, draft=replace(DRAFT, words=DRAFT.words | {name: "Other."}))

    found = publication.judge_content(proposal, at=OPENS_AT - before, published=make_published())

    assert [str(refusal.reason) for refusal in found] == reasons


def test_a_corrected_notice_keeps_round_and_terms() -> None:
    cheaper = replace(CORRECTION, draft=replace(DRAFT, starting_price=Money(1, "CNY"), title="Corrected"))

    paper = notice.parse(publication.corrected(cheaper, make_published()))

    assert (paper["version"], paper["round_id"], paper["title"]) == (2, "r", "Corrected")
    assert paper["starting_price"] == DRAFT.starting_price
    assert publication.read_draft(cheaper, make_published()) == paper


def test_a_first_draft_reads_as_it_is() -> None:
    paper = publication.read_draft(PROPOSAL, None)

    assert paper is not None and paper["title"] == DRAFT.title


def test_the_last_unsold_round_is_the_one_that_failed() -> None:
    failed_at = AT + timedelta(days=40)
    views = [make_view(State.WITHDRAWN), make_view(State.UNSOLD, failed_at)]

    assert publication.failed_of(views) == Failed(Money(71_400_000, "CNY"), failed_at)
    assert publication.failed_of(views[:1]) is None


def test_the_list_shows_the_first_photo_and_finds_court_and_place() -> None:
    body = notice.parse(compose(replace(PROPOSAL, photos=[Attachment("p1", "House", "aa")])))

    shown = publication.listing_of(body, court_id="c" * 32, published_at=AT)

    assert (shown.photo_id, shown.photo_alt) == ("p1", "House")
    assert all(word in shown.search_text for word in ("房产", "湖滨区", "lakeside", "(2026) 7"))


def test_the_notice_to_come_is_written_as_it_will_be_published() -> None:
    terms = notice.terms_of(PROPOSAL)
    assert terms is not None

    first = publication.body_to_come(PROPOSAL, None, "r")
    second = publication.body_to_come(PROPOSAL, make_published(), "r2")

    assert first == notice.compose(PROPOSAL, terms=terms, round_id="r", version=1)
    assert second is not None and notice.parse(second)["version"] == 2
    assert publication.body_to_come(replace(PROPOSAL, draft=replace(DRAFT, deposit=None)), None, "r") is None
    assert publication.body_to_come(CORRECTION, make_published(), "x") == publication.corrected(
        CORRECTION, make_published()
    )


@pytest.mark.parametrize("proposal", [PROPOSAL, replace(CORRECTION, draft=replace(DRAFT, title="Other"))])
def test_no_notice_shows_a_photo_without_words(proposal: notice.Proposal) -> None:
    wordless = replace(proposal, photos=[Attachment("p", "", "aa")])

    found = publication.judge_content(wordless, at=AT, published=make_published())

    assert [str(refusal.reason) for refusal in found] == ["photo_without_words"]


@pytest.mark.parametrize(
    ("notified_on", "reasons"),
    [
        pytest.param(date(2026, 2, 26), [], id="R-26/10"),
        pytest.param(date(2026, 2, 27), ["parties_notified_late"], id="R-26/11"),
    ],
)
def test_a_correction_cannot_make_the_notification_late(notified_on: date, reasons: list[str]) -> None:
    draft = replace(DRAFT, parties_notified_on=notified_on, words={**DRAFT.words, "viewing": "Corrected."})

    found = publication.judge_content(
        replace(CORRECTION, draft=draft), at=OPENS_AT - timedelta(days=1), published=make_published()
    )

    assert [str(refusal.reason) for refusal in found] == reasons
