"""Whether a proposal may be published: by this person, as it reads, at this time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.standing import RoundView
from auction.rounds.terms import RoundKind
from auction.rules.lead_times import earliest_start
from listings import notice
from listings.asset import class_of, reference_of
from listings.catalogue.listed import Listed
from listings.correction import changes, judge_lead
from listings.disclosure import check_notified
from listings.lot import Lot, Purpose, judge_correction, judge_publish, judge_submit
from listings.notice import Failed, Proposal
from listings.reason import Reason
from listings.search import normalise
from listings.submission import judge_in_time
from listings.uploads.limit import judge_shown

SEARCHED_WORDS = 4_000


@dataclass(frozen=True)
class Published:
    """What the public sees now: the newest notice and its round."""

    version: int
    body: str
    hash: str
    round: RoundView


def judge_submission(lot: Lot, proposal: Proposal, *, version: int, at: datetime,
                     published: Published | None) -> tuple[Refusal, ...]:  # fmt: skip
    """Return why the draft may not be proposed; nothing means it may."""
    refusal = judge_submit(lot, version)
    return (refusal,) if refusal else judge_content(proposal, at=at, published=published)


def judge_publication(lot: Lot, proposal: Proposal, *, version: int, actor: str, at: datetime,
                      published: Published | None) -> tuple[Refusal, ...]:  # fmt: skip
    """Return why this person may not publish the proposal now; nothing means they may."""
    refusal = judge_publish(lot, version, actor) or judge_in_time(lot, at)
    return (refusal,) if refusal else judge_content(proposal, at=at, published=published)


def judge_content(proposal: Proposal, *, at: datetime, published: Published | None) -> tuple[Refusal, ...]:
    """Return everything that forbids publishing what is written, if it were published now."""
    if proposal.purpose is not Purpose.CORRECTION:
        return (*notice.check_notice(proposal, at), *judge_shown(proposal.photos))
    assert published is not None, "a correction corrects a published notice"
    board = published.round.board
    refusal = judge_correction(board.state, before_opening=at < board.opens_at)
    if refusal is not None:
        return (refusal,)
    # What a notice said on the day it went up cannot become lawful, or unlawful, later.
    notified = check_notified(
        proposal.draft.parties_notified_on,
        rules=proposal.rules,
        published_at=published.round.published_at,
        time_zone=proposal.court.time_zone,
    )
    lacking = (*notice.check_correction(proposal), *notified, *judge_shown(proposal.photos))
    return lacking or _check_changed(proposal, published, at)


def corrected(proposal: Proposal, published: Published) -> str:
    """Write the next version of a notice; round and terms stand as they were published."""
    return notice.compose(
        proposal,
        terms=published.round.terms,
        round_id=published.round.round_id,
        version=published.version + 1,
    )


def body_to_come(proposal: Proposal, published: Published | None, round_id: str) -> str | None:
    """Write the notice as publishing it would, or None while an amount or time is missing.

    With the same round it is the same to the byte, so that its hash can be shown before and compared.
    """
    if proposal.purpose is Purpose.CORRECTION:
        assert published is not None, "a correction corrects a published notice"
        return corrected(proposal, published)
    terms = notice.terms_of(proposal)
    if terms is None or reference_of(proposal.draft.assets) is None:
        return None
    version = published.version + 1 if published else 1
    return notice.compose(proposal, terms=terms, round_id=round_id, version=version)


def read_draft(proposal: Proposal, published: Published | None) -> dict[str, Any] | None:
    """Return the notice as it would read, or None while an amount or time is missing."""
    if proposal.purpose is not Purpose.CORRECTION:
        return notice.parse_draft(proposal)
    assert published is not None, "a correction corrects a published notice"
    return notice.parse(corrected(proposal, published))


def failed_of(rounds: Sequence[RoundView]) -> Failed | None:
    """Return the last round that found no buyer."""
    unsold = [view for view in rounds if view.board.state is State.UNSOLD]
    if not unsold:
        return None
    assert unsold[-1].closed_at is not None, "an unsold round has ended"
    return Failed(unsold[-1].terms.starting_price, unsold[-1].closed_at)


def listing_of(body: Mapping[str, Any], *, court_id: str, published_at: datetime) -> Listed:
    """Return what the public list shows and searches of a parsed notice."""
    photo = body["photos"][0] if body["photos"] else None
    assets = body["assets"]
    texts = [text for asset in assets for text in (asset["title"], asset["place"], asset["description"])]
    searched = normalise(body["title"], body["court_name"], body["case_number"], *texts)
    return Listed(
        lot_id=body["lot_id"],
        round_id=body["round_id"],
        court_id=court_id,
        notice_version=body["version"],
        published_at=published_at,
        title=body["title"],
        language=body["language"],
        asset_class=body["asset_class"],
        place=assets[0]["place"],
        photo_id=photo["id"] if photo else None,
        photo_alt=photo["alt"] if photo else "",
        kind=body["round_kind"],
        currency=body["currency"],
        reference_price_minor=body["reference_price"].minor,
        starting_price_minor=body["starting_price"].minor,
        opens_at=body["opens_at"],
        closes_at=body["closes_at"],
        time_zone=body["time_zone"],
        search_text=searched[:SEARCHED_WORDS],
    )


def _check_changed(proposal: Proposal, published: Published, at: datetime) -> tuple[Refusal, ...]:
    before, after = notice.parse(published.body), notice.parse(corrected(proposal, published))
    found = changes(before, after)
    if not found:
        return (Refusal(Reason.NOTHING_CORRECTED, "R-22"),)
    earliest = earliest_start(
        proposal.rules,
        asset_class=class_of(proposal.draft.assets),
        second=published.round.terms.kind is RoundKind.SECOND,
        published_at=at,
        time_zone=proposal.court.time_zone,
    )
    opens_at = published.round.terms.opens_at
    refusal = judge_lead(found, opens_at=opens_at, earliest=earliest, rules=proposal.rules)
    return (refusal,) if refusal else ()
