"""Each gateway that the settings turn on, by its name."""

from __future__ import annotations

from collections.abc import Mapping

from auction.kernel.world import World
from auction.payments.bank import store
from auction.payments.bank_gateway import bank_gateway_of
from auction.payments.gateway import Gateway
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.stripe_gateway import stripe_gateway_of


def gateways_of(world: World) -> Mapping[str, Gateway]:
    """Return the gateways that money may come and go through here."""
    found: list[Gateway | None] = [
        stripe_gateway_of(world.settings, lambda court_id: _stripe_account_of(world, court_id)),
        bank_gateway_of(world),
        paper_gateway_of(world.database, world.settings),
    ]
    return {gateway.name: gateway for gateway in found if gateway is not None}


def _stripe_account_of(world: World, court_id: str) -> str:
    with world.database.reading() as tx:
        return store.stripe_account_of(tx, court_id)
