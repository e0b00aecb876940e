"""What the clock runs here: the service is asked about pages of which it told nothing."""

from __future__ import annotations

from collections.abc import Callable

from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.payments import service as payments
from auction.payments.checkout import service, store
from auction.payments.each_gateway import gateways_of
from auction.payments.fact import LineKind
from auction.payments.stripe_gateway import StripeGateway
from auction.people.vault import vault_of

# Pages of one tick: each is one more message in the inbox, which reads two hundred.
LOOKS_MAX = 50


def look_at_checkouts(world: World) -> int:
    """Put a message about each page that is due into the inbox, as if the service had told of it."""
    stripe = gateways_of(world).get("stripe")
    if not isinstance(stripe, StripeGateway):
        return 0
    at, vault = world.clock.now(), vault_of(world.settings)
    with world.database.reading() as tx:
        if not store.due_looks(tx, at=at, limit=1):
            return 0
    with world.database.transaction() as tx:
        due = service.to_look_at(tx, limit=LOOKS_MAX, at=at)
        for gateway_id in due:
            event_id = f"look_{new_id()}"
            body = stripe.reminder(LineKind.PAYMENT, gateway_id, event_id=event_id)
            payments.keep_message(tx, vault=vault, gateway=stripe.name, event_id=event_id, body=body, at=at)
    return len(due)


JOBS: tuple[Callable[[World], int], ...] = (look_at_checkouts,)
