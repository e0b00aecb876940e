"""Collects what the payer of one request is shown; nobody else learns that there is one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from auction.payments import store as payments
from auction.payments.checkout import service as checkouts
from auction.payments.checkout.session import Checkout
from auction.payments.gateway import Gateway
from auction.rounds import store as rounds
from auction.settlement.paying import store
from auction.settlement.paying.page import Asked, Way, may_pay, until_of


def asked_of(tx: Session, *, reference: str, account_id: str) -> Asked | None:
    """Return what was asked of that account under the reference; nothing for anybody else."""
    request = payments.request_by_reference(tx, reference)
    view = rounds.read_round(tx, request.round_id) if request else None
    if request is None or view is None or request.account_id != account_id:
        return None
    return Asked(
        request=request,
        lot_id=view.lot_id,
        court_id=view.court_id,
        title=view.snapshot["title"],
        time_zone=view.snapshot["time_zone"],
        until=until_of(request, view),
        state=view.board.state,
        arrivals=store.arrivals_of(tx, request.id),
    )


def ways_of(asked: Asked, gateways: Iterable[Gateway]) -> list[Way]:
    """Say of each gateway how to pay over it what is missing, or why not."""
    return [_way(asked, gateway) for gateway in gateways]


def begin_checkout(
    tx: Session, asked: Asked, *, checkout_id: str, language: str, at: datetime
) -> Checkout | Refusal:
    """Write down the page on which to pay what is missing, before anybody is asked to make it."""
    if refusal := may_pay(asked, at):
        return refusal
    return checkouts.begin(tx, checkout_id=checkout_id, ask=asked.ask, language=language, at=at)


def _way(asked: Asked, gateway: Gateway) -> Way:
    refusal = gateway.offers(asked.ask)
    return Way(gateway.name, None if refusal else gateway.instructions(asked.ask), refusal)
