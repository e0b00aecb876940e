"""The fake as tests hold it: started on a free port, told what to do, asked what happened."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl

from tests.support.fake_stripe import signing

if TYPE_CHECKING:
    import stripe

ROOT = Path(__file__).parents[3]
SECRET_KEY = "sk_test_fake"
WEBHOOK_SECRET = "whsec_fake"
CALL_S_MAX = 30.0

Thing = dict[str, Any]


class FakeStripe:
    """A fake Stripe in a process of its own: ``with FakeStripe() as fake: ...``."""

    def __init__(self) -> None:
        self.url = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Start the process; it answers as soon as it has said its address."""
        command = [sys.executable, "-m", "tests.support.fake_stripe", "--until-closed"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdout is not None, "its address comes over a pipe"
        self.url = self._process.stdout.readline().decode().strip()
        assert self.url, "the fake did not start"
        return self

    def stop(self) -> None:
        """End the process."""
        if self._process is None:
            return
        assert self._process.stdin is not None and self._process.stdout is not None, "it was started here"
        self._process.stdin.close()
        self._process.wait(5)
        self._process.stdout.close()
        self._process = None

    def client(self, key: str = SECRET_KEY, **options: Any) -> stripe.StripeClient:
        """Return the real SDK's client; it repeats nothing by itself."""
        import stripe

        options = {"max_network_retries": 0, **options}
        return stripe.StripeClient(key, base_addresses={"api": self.url}, **options)

    def tell(self, what: str, /, **wish: Any) -> Any:
        """Make one control call; what the fake cannot do is an AssertionError with its words."""
        request = urllib.request.Request(
            f"{self.url}/_control/{what}", data=json.dumps(wish).encode(), method="POST"
        )
        try:
            with self._opener.open(request, timeout=CALL_S_MAX) as answer:
                return json.loads(answer.read())["done"]
        except urllib.error.HTTPError as refused:
            raise AssertionError(json.loads(refused.read())["error"]) from None

    # Its state

    def reset(self) -> None:
        """Forget everything: objects, keys, faults, endpoints, clock and settings."""
        self.tell("reset")

    def set(self, **settings: Any) -> None:
        """Change settings; their names are those of ``books.Settings``."""
        self.tell("settings", **settings)

    def stand_clock(self, at: datetime) -> None:
        """Let the fake's clock stand at a moment."""
        self.tell("clock", stand_at=at.timestamp())

    def advance_clock(self, span: timedelta) -> int:
        """Move the fake's clock, let time do its work, and return the Unix time."""
        return int(self.tell("clock", advance=span.total_seconds()))

    def now(self) -> int:
        """Return the fake's Unix time."""
        return int(self.tell("clock"))

    # What people and banks do

    def pay(
        self, session: Any, *, name: str, method: str = "card", email: str = "payer@example.org"
    ) -> Thing:
        """Let somebody pay a session, by ``card`` or by a delayed method such as ``sepa_debit``."""
        return _thing(self.tell("pay", session=_id(session), name=name, method=method, email=email))

    def decline(self, session: Any, *, name: str) -> Thing:
        """Let somebody try a card that is declined."""
        return _thing(self.tell("decline", session=_id(session), name=name))

    def settle_async(self, session: Any, *, succeeded: bool = True) -> Thing:
        """Let the money of a delayed method arrive, or not."""
        return _thing(self.tell("settle", session=_id(session), succeeded=succeeded))

    def settle_refund(self, refund: Any, status: str = "succeeded") -> Thing:
        """Let a refund arrive (``succeeded``) or fail (``failed``)."""
        return _thing(self.tell("settle_refund", refund=_id(refund), status=status))

    def account(self, *, enabled: bool = True) -> str:
        """Make a connected account that can take transfers, unless told otherwise; return its id."""
        params: Any = {"type": "express", "country": "DE", "capabilities": {"transfers": {"requested": True}}}
        made = self.client().v1.accounts.create(params)
        if enabled:
            self.enable_account(made.id)
        return str(made.id)

    def enable_account(self, account: str, *, enabled: bool = True) -> Thing:
        """Let Stripe find a connected account in order, or not."""
        return _thing(self.tell("enable_account", account=account, enabled=enabled))

    def dispute(self, charge: Any, *, amount: int | None = None) -> Thing:
        """Let a cardholder dispute a charge."""
        return _thing(self.tell("dispute", charge=_id(charge), amount=amount))

    def close_dispute(self, dispute: Any, *, won: bool) -> Thing:
        """Let a dispute end."""
        return _thing(self.tell("close_dispute", dispute=_id(dispute), won=won))

    def payout(self, currency: str = "eur", *, account: str = "", paid: bool = True) -> Thing:
        """Pay everything available to the bank, as Stripe does by itself."""
        return _thing(self.tell("payout", currency=currency, account=account, paid=paid))

    def settle_payout(self, payout: Any, status: str, *, account: str = "") -> Thing:
        """Let a payout arrive (``paid``) or come back (``failed``)."""
        return _thing(self.tell("settle_payout", payout=_id(payout), status=status, account=account))

    def top_up(self, amount: int, currency: str = "eur") -> Thing:
        """Bring the platform's own money onto its balance."""
        return _thing(self.tell("top_up", amount=amount, currency=currency))

    def charge_fee(self, amount: int, currency: str = "eur") -> Thing:
        """Take a fee that belongs to no payment."""
        return _thing(self.tell("charge_fee", amount=amount, currency=currency))

    # Webhooks

    def listen(self, url: str, secret: str = WEBHOOK_SECRET, *, types: Sequence[str] = ("*",)) -> None:
        """Send webhooks to an address."""
        self.tell("listen", url=url, secret=secret, types=list(types))

    def hold(self, *, held: bool = True) -> None:
        """Hold webhooks back until they are delivered by hand, or let go of them."""
        self.tell("hold", held=held)

    def held(self) -> list[str]:
        """Return the ids of the events held back, in the order in which they happened."""
        return list(self.tell("held"))

    def deliver(
        self, order: Sequence[str] | None = None, *, copies: int = 1, stale_s: int = 0, secret: str = ""
    ) -> list[int]:
        """Deliver events now, those held back or these in this order; return the answers' statuses."""
        wish = {"order": None if order is None else list(order)}
        told = self.tell("deliver", copies=copies, stale_s=stale_s, secret=secret, **wish)
        return [said["status"] for said in told]

    def delay(self, seconds: float) -> None:
        """Let webhooks wait so long before they are sent."""
        self.tell("delay", seconds=seconds)

    def lose_next(self, count: int = 1, *, kind: str = "*") -> None:
        """Lose the next webhooks, of one type or of any."""
        self.tell("lose", count=count, type=kind)

    def is_idle(self, seconds: float = 5.0) -> bool:
        """Wait until every webhook that is not held back was taken; say whether that came."""
        return bool(self.tell("is_idle", seconds=seconds))

    def answers(self) -> list[Thing]:
        """Return every delivery so far, with the status it was answered with."""
        return list(self.tell("answers"))

    def signed(self, event: Thing, secret: str = WEBHOOK_SECRET, *, at: int) -> tuple[bytes, str]:
        """Return the body of a webhook and its ``Stripe-Signature``, for a test without a server."""
        body = signing.write(event)
        return body, signing.sign(body, secret, at=at)

    # Faults, and what happened

    def fail_next(
        self, kind: str, *, path: str = "", method: str = "POST", count: int = 1, seconds: float = 0.0
    ) -> None:
        """Order a fault for the next requests whose path matches; the kinds are those of ``faults``."""
        self.tell("fail_next", kind=kind, method=method, path=path, count=count, seconds=seconds)

    def faults_left(self) -> int:
        """Return how many requests are still to go wrong."""
        return int(self.tell("faults"))

    def forget_faults(self) -> None:
        """Let nothing more go wrong."""
        self.tell("forget_faults")

    def requests(self, *, method: str = "", path: str = "") -> list[Thing]:
        """Return what was asked of the API so far: method, path, params, idempotency_key, account."""
        found = [{**said, "params": dict(parse_qsl(said["params"]))} for said in self.tell("requests")]
        return [said for said in found if method in ("", said["method"]) and path in ("", said["path"])]

    def events(self, *, kind: str = "") -> list[Thing]:
        """Return the events so far, in the order in which they happened."""
        return [event for event in self.tell("events") if kind in ("", event["type"])]


def _id(thing: Any) -> str:
    if isinstance(thing, str):
        return thing
    return str(thing["id"] if isinstance(thing, dict) else thing.id)


def _thing(said: Any) -> Thing:
    return {name: value for name, value in said.items() if not name.startswith("_")}
