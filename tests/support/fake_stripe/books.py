"""What the fake remembers: objects in Stripe's own shape, its clock, and what it is set to do.

Fields that begin with an underscore are the fake's own and never leave it.
"""

from __future__ import annotations

import copy
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.support.fake_stripe.errors import ApiError, no_such

Thing = dict[str, Any]

API_VERSION = "2026-10-28.endive"
OBJECTS_MAX = 200_000
PLATFORM = "acct_platform0000000"

PREFIXES = {
    "checkout.session": "cs_test_a1",
    "payment_intent": "pi_3",
    "charge": "ch_3",
    "refund": "re_3",
    "account": "acct_1",
    "transfer": "tr_3",
    "transfer_reversal": "trr_1",
    "balance_transaction": "txn_3",
    "payout": "po_1",
    "topup": "tu_1",
    "dispute": "du_1",
    "event": "evt_1",
    "line_item": "li_1",
    "price": "price_1",
    "product": "prod_",
}
# A session's id is far longer than the others, as the real ones are.
_LENGTHS = {"checkout.session": 66, "account": 21, "product": 19}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class Clock:
    """The fake's own time, which tests may set and move."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._stands_at: float | None = None

    def now(self) -> int:
        """Return the Unix time."""
        base = time.time() if self._stands_at is None else self._stands_at
        return int(base + self._ahead)

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
        self._ahead += seconds

    def stand(self, at: float | None) -> None:
        """Let the clock stand at a moment, or run by the machine's again."""
        self._stands_at, self._ahead = at, 0.0


@dataclass
class Settings:
    """What a test may set: fees, waits, and how refunds begin."""

    fee_basis_points: int = 290
    fee_fixed: int = 30
    dispute_fee: int = 1_500
    # Money of a card is pending for two days, as Stripe's is.
    available_after_s: int = 2 * 86_400
    # "succeeded" at once as most cards, or "pending" until settled by a control call.
    refund_status: str = "succeeded"
    # In live mode a refund waits until what is available covers it; in test mode none does.
    refunds_need_balance: bool = False


@dataclass
class Books:
    """The objects of one mode, in the order in which they were made."""

    clock: Clock
    settings: Settings
    base_url: str
    livemode: bool = False
    on_event: Callable[[Thing], None] = lambda _: None
    request: Thing = field(default_factory=lambda: {"id": None, "idempotency_key": None})
    _by_id: dict[str, Thing] = field(default_factory=dict)
    _by_kind: dict[str, list[Thing]] = field(default_factory=dict)
    _made: int = 0

    def new_id(self, kind: str, prefix: str = "") -> str:
        """Return an id that looks like Stripe's; the same run makes the same ids."""
        self._made += 1
        start = prefix or PREFIXES[kind]
        start = start.replace("_test_", "_live_") if self.livemode else start
        digest = hashlib.sha512(f"{self.livemode}:{self._made}".encode()).digest()
        return (start + "".join(_LETTERS[byte % 62] for byte in digest))[: _LENGTHS.get(kind, 27)]

    def add(self, kind: str, fields: Thing, *, account: str = "", prefix: str = "") -> Thing:
        """Keep a new object of an account, empty for the platform's own."""
        assert len(self._by_id) < OBJECTS_MAX, "the fake's books are full"
        made = {"id": self.new_id(kind, prefix), "object": kind, "created": self.clock.now(), **fields}
        made |= {"_account": account}
        self._by_id[made["id"]] = made
        self._by_kind.setdefault(kind, []).append(made)
        return made

    def find(self, kind: str, key: str, *, account: str = "", param: str = "", status: int = 404) -> Thing:
        """Return one object, or raise ``resource_missing``."""
        found = self._by_id.get(key)
        if found is None or found["object"] != kind or found["_account"] != account:
            raise no_such(kind, key, param=param or kind, status=status)
        return found

    def known(self, key: str) -> Thing | None:
        """Return any object by its id."""
        return self._by_id.get(key)

    def all(self, kind: str, *, account: str = "") -> Iterator[Thing]:
        """Yield an account's objects of one kind, the newest first."""
        return (thing for thing in reversed(self._by_kind.get(kind, [])) if thing["_account"] == account)

    def every_line(self) -> Iterator[Thing]:
        """Yield the lines of every account's balance."""
        return iter(self._by_kind.get("balance_transaction", []))

    def emit(self, kind: str, thing: Thing, *, previous: Thing | None = None) -> Thing:
        """Make the event that says what has become of an object, and hand it to the post."""
        said: Thing = {"object": rendered(thing)}
        if previous is not None:
            said["previous_attributes"] = previous
        account = thing["id"] if thing["object"] == "account" else thing["_account"]
        fields: Thing = {
            "api_version": API_VERSION,
            "data": said,
            "livemode": self.livemode,
            "pending_webhooks": 0,
            "request": dict(self.request),
            "type": kind,
        }
        event = self.add("event", fields)
        if account:
            event["account"] = account
        self.on_event(event)
        return event


def rendered(thing: Any) -> Any:
    """Return a copy without what is the fake's own."""
    if isinstance(thing, dict):
        return {name: rendered(value) for name, value in thing.items() if not name.startswith("_")}
    if isinstance(thing, list):
        return [rendered(value) for value in thing]
    return copy.copy(thing)


@dataclass(frozen=True)
class Call:
    """One request: the books it acts on, its parameters, and for which account."""

    books: Books
    params: Thing
    account: str = ""

    def platform_only(self) -> None:
        """Refuse what our platform never does for a connected account."""
        if self.account:
            raise ApiError(
                "This fake acts for connected accounts only where it reads their balance.",
                code="more_permissions_required",
                status=403,
                kept=False,
            )
