"""Gathers what the page of a lot shows, from its notices, its rounds and what its case sold beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from auction.rounds import store as rounds
from auction.rounds.standing import RoundView
from listings import notice as notices
from listings import store as desk
from listings.catalogue.listed import discount
from listings.listing import Status, status_of
from listings.public import store
from listings.public.disclosed import Disclosed, disclosed
from listings.public.evening import Evening, evening_of
from listings.public.share import per_cent
from listings.public.store import Kin
from listings.reminders import service as reminders
from listings.reminders.reminder import Kind
from listings.store import NoticeRow


@dataclass(frozen=True)
class LotPage:
    """All that the page of a lot shows; ``paper`` is its newest notice, parsed."""

    lot_id: str
    versions: Sequence[NoticeRow]
    paper: Mapping[str, Any]
    current: RoundView
    rounds: Sequence[RoundView]
    evening: Evening
    kin: Sequence[Kin]
    disclosed: Sequence[Disclosed]
    document_bytes: Mapping[str, int]
    reminders: frozenset[Kind]

    @property
    def status(self) -> Status:
        """Return the visitor's word for where the lot stands."""
        return status_of(self.current.board.state)

    @property
    def price(self) -> Any:
        """Return the price that counts now: hammer, leader's, or starting price."""
        leader = self.current.board.leader
        return self.current.hammer_price or (leader.amount if leader else self.current.terms.starting_price)

    @property
    def discount(self) -> int:
        """Return by how many per cent that price is below the reference price."""
        return discount(self.price.minor, self.paper["reference_price"].minor)

    @property
    def of_reference(self) -> int:
        """Return at how many per cent of the reference price that price is."""
        return per_cent(self.price, self.paper["reference_price"])


def lot_page(tx: Session, lot_id: str, *, account_id: str = "") -> LotPage | None:
    """Return the page of a published lot as somebody sees it; none when nothing is published."""
    versions = desk.notices_of(tx, lot_id)
    if not versions:
        return None
    paper = notices.parse(versions[0].body)
    views = rounds.rounds_of_lots(tx, [lot_id])[lot_id]
    (current,) = (view for view in views if view.round_id == versions[0].round_id)
    bids = store.charted_bids(tx, current.round_id, current.board.bid_count)
    bidders = store.bidder_counts(tx, [current.round_id])
    return LotPage(
        lot_id=lot_id,
        versions=versions,
        paper=paper,
        current=current,
        rounds=views,
        evening=evening_of(current, bids, bidders[current.round_id]),
        kin=store.kin_of(tx, case_id=current.case_id, lot_id=lot_id),
        disclosed=disclosed(paper),
        document_bytes=store.byte_counts(tx, [each["id"] for each in paper["documents"]]),
        reminders=reminders.kinds_of(tx, account_id=account_id, round_id=current.round_id),
    )
