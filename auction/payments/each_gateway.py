"""Each gateway that the settings turn on, by its name."""

from __future__ import annotations

from collections.abc import Mapping

from auction.kernel.world import World
from auction.payments.gateway import Gateway
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.stripe_gateway import stripe_gateway_of


def gateways_of(world: World) -> Mapping[str, Gateway]:
    """Return the gateways that money may come and go through here."""
    found: list[Gateway | None] = [
        stripe_gateway_of(world.settings, lambda _court_id: ""),
        paper_gateway_of(world.database, world.settings),
    ]
    return {gateway.name: gateway for gateway in found if gateway is not None}
