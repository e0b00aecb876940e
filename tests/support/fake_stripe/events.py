"""Events as the API lists them, and the post that carries them to webhook endpoints."""

from __future__ import annotations

import collections
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.fake_stripe import form, lists, signing
from tests.support.fake_stripe.books import Call, Clock, Thing, rendered
from tests.support.fake_stripe.form import Schema

LIST_SCHEMA: Schema = {
    **lists.PAGING,
    "type": form.text(),
    "types": form.listed(form.text(), most=20),
    "delivery_success": form.boolean(),
}
ATTEMPTS_MAX = 8
ANSWER_S_MAX = 10.0
ENDPOINTS_MAX = 16
LETTERS_MAX = 50_000
FIRST_RETRY_AFTER_S = 0.1


def event(call: Call, key: str) -> Thing:
    """Answer with one event."""
    return call.books.find("event", key, account=call.account)


def events(call: Call) -> Thing:
    """Answer with a page of events."""
    params = call.params
    types = params.get("types", [params["type"]] if "type" in params else None)
    found = (
        thing
        for thing in call.books.all("event", account=call.account)
        if (types is None or thing["type"] in types)
        and params.get("delivery_success", not thing["pending_webhooks"]) == (not thing["pending_webhooks"])
    )
    return lists.page(call, "/v1/events", found)


@dataclass(frozen=True)
class Endpoint:
    """Where webhooks go, and the secret they are signed with."""

    url: str
    secret: str
    types: tuple[str, ...] = ("*",)

    def wants(self, kind: str) -> bool:
        """Say whether it is told of events of this type."""
        return "*" in self.types or kind in self.types


@dataclass
class Letter:
    """One event on its way to one endpoint."""

    event: Thing
    endpoint: Endpoint
    due_s: float = 0.0
    attempts: int = 0


@dataclass
class Post:
    """Carries letters: at once, held back, delayed or lost; a letter not taken is tried again."""

    clock: Clock
    endpoints: list[Endpoint] = field(default_factory=list)
    held: bool = False
    delay_s: float = 0.0
    _lost: list[tuple[str, int]] = field(default_factory=list)
    _waiting: collections.deque[Letter] = field(default_factory=collections.deque)
    _held: list[Letter] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _under_way: int = 0
    answers: collections.deque[Thing] = field(default_factory=lambda: collections.deque(maxlen=10_000))

    def forget(self) -> None:
        """Forget every endpoint and every letter."""
        with self._changed:
            self.held, self.delay_s = False, 0.0
            for kept in (self.endpoints, self._lost, self._waiting, self._held, self.answers):
                kept.clear()

    def take(self, event: Thing) -> None:
        """Take a new event for every endpoint that wants it."""
        with self._changed:
            for endpoint in self.endpoints:
                if endpoint.wants(event["type"]) and not self._is_lost(event["type"]):
                    event["pending_webhooks"] += 1
                    self._lay(Letter(event, endpoint, time.monotonic() + self.delay_s))
            self._changed.notify_all()

    def _lay(self, letter: Letter) -> None:
        assert len(self._waiting) + len(self._held) < LETTERS_MAX, "too many letters wait"
        (self._held if self.held else self._waiting).append(letter)

    def lose(self, kind: str, count: int) -> None:
        """Lose the next letters about events of a type, ``*`` for any."""
        with self._changed:
            self._lost.append((kind, count))

    def _is_lost(self, kind: str) -> bool:
        for place, (wanted, count) in enumerate(self._lost):
            if wanted in ("*", kind):
                self._lost[place : place + 1] = [(wanted, count - 1)] if count > 1 else []
                return True
        return False

    def hold(self, held: bool) -> None:
        """Hold new letters back, or let go of all that were held."""
        with self._changed:
            self.held = held
            if not held:
                self._waiting.extend(self._held)
                self._held.clear()
            self._changed.notify_all()

    def held_ids(self) -> list[str]:
        """Return the events that are held back, in the order in which they happened."""
        return list(dict.fromkeys(letter.event["id"] for letter in self._held))

    def run(self) -> None:
        """Carry letters for as long as the process lives."""
        while True:
            letter = self._next()
            status = self.send(letter.event, letter.endpoint)
            with self._changed:
                self._settle(letter, status)
                self._under_way -= 1
                self._changed.notify_all()

    def _next(self) -> Letter:
        with self._changed:
            while True:
                now_s = time.monotonic()
                due = next((letter for letter in self._waiting if letter.due_s <= now_s), None)
                if due is not None:
                    self._waiting.remove(due)
                    self._under_way += 1
                    return due
                soonest = min((letter.due_s for letter in self._waiting), default=now_s + 60)
                self._changed.wait(max(soonest - now_s, 0.001))

    def _settle(self, letter: Letter, status: int) -> None:
        letter.attempts += 1
        if 200 <= status < 300:
            letter.event["pending_webhooks"] = max(letter.event["pending_webhooks"] - 1, 0)
        elif letter.attempts < ATTEMPTS_MAX:
            letter.due_s = time.monotonic() + FIRST_RETRY_AFTER_S * 2**letter.attempts
            self._waiting.append(letter)

    def is_idle(self, wait_s: float) -> bool:
        """Wait until nothing is on its way but what is held back; say whether that came."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._under_way, wait_s)

    def deliver(self, found: Sequence[Thing], *, copies: int, stale_s: int, secret: str) -> list[Thing]:
        """Deliver these events now, in this order, each so often; return what was answered."""
        told = []
        for event in found:
            for endpoint in [it for it in self.endpoints if it.wants(event["type"])]:
                for _ in range(copies):
                    status = self.send(event, endpoint, stale_s=stale_s, secret=secret)
                    told.append({"event": event["id"], "url": endpoint.url, "status": status})
        with self._changed:
            done = {event["id"] for event in found}
            self._held = [letter for letter in self._held if letter.event["id"] not in done]
        return told

    def send(self, event: Thing, endpoint: Endpoint, *, stale_s: int = 0, secret: str = "") -> int:
        """Send one letter; return the status of the answer, 0 for none."""
        body = signing.write(rendered(event))
        at = self.clock.now() - stale_s
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signing.sign(body, secret or endpoint.secret, at=at),
        }
        status = _post(endpoint.url, body, headers)
        self.answers.append(
            {"event": event["id"], "type": event["type"], "url": endpoint.url, "status": status}
        )
        return status


def _post(url: str, body: bytes, headers: dict[str, Any]) -> int:
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=ANSWER_S_MAX) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0
