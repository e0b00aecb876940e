"""The desk that every request comes to: its key, its fault, its idempotency key, then the act."""

from __future__ import annotations

import collections
import hashlib
import json
import re
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.fake_stripe import api, checkout, errors, form, refunds
from tests.support.fake_stripe.books import API_VERSION, Books, Clock, Settings, Thing
from tests.support.fake_stripe.control import CONTROLS, WAITING_CONTROLS
from tests.support.fake_stripe.errors import ApiError
from tests.support.fake_stripe.events import Post
from tests.support.fake_stripe.faults import Fault, Faults
from tests.support.fake_stripe.keys import Kept, Keys

# Every key that was ever issued, and whether it is one of live mode.
API_KEYS = {"sk_test_fake": False, "rk_test_fake": False, "sk_live_fake": True, "rk_live_fake": True}
REQUESTS_KEPT_MAX = 10_000
_VERSION = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9](\.[a-z]+)?", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Answer:
    """What is answered; None as its body breaks the connection without a word."""

    status: int
    body: Any
    headers: Mapping[str, str]


BROKEN_OFF = Answer(0, None, {})


class Desk:
    """All that the fake knows, behind one lock."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.lock = threading.RLock()
        self.clock = Clock()
        self.post = Post(self.clock)
        self._age = 0
        self.reset()

    def reset(self) -> None:
        """Forget everything but who carries the post."""
        self.clock.stand(None)
        self.settings = Settings()
        self.faults, self.keys = Faults(), Keys()
        self.asked: collections.deque[Thing] = collections.deque(maxlen=REQUESTS_KEPT_MAX)
        self._requests = 0
        self._age += 1
        self._modes = {
            livemode: Books(self.clock, self.settings, self.base_url, livemode, on_event=self.post.take)
            for livemode in (False, True)
        }
        self.post.forget()

    def books(self, *, livemode: bool = False) -> Books:
        """Return the books of a mode."""
        return self._modes[livemode]

    def tick(self) -> None:
        """Let time and money do their work: sessions end, refunds that waited leave."""
        for books in self._modes.values():
            checkout.expire_due(books)
            refunds.go_on(books)

    def control(self, name: str, wish: dict[str, Any]) -> Any:
        """Do what a test tells the fake; raises KeyError for what it does not know."""
        if name in WAITING_CONTROLS:
            return WAITING_CONTROLS[name](self, wish)
        with self.lock:
            self.tick()
            done = CONTROLS[name](self, wish)
            self.tick()
            return done

    def answer(self, asked: Asked) -> Answer:
        """Answer one request of the API."""
        request_id = self._log(asked)
        headers = {
            "Request-Id": request_id,
            "Stripe-Version": asked.headers.get("Stripe-Version") or API_VERSION,
        }
        try:
            return self._answer(asked, request_id, headers)
        except ApiError as refused:
            return Answer(refused.status, refused.body(request_id), headers)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            return Answer(500, errors.broken().body(request_id), headers)

    def _log(self, asked: Asked) -> str:
        with self.lock:
            self._requests += 1
            request_id = "req_" + hashlib.sha256(str(self._requests).encode()).hexdigest()[:14]
            self.asked.append(
                {
                    "id": request_id,
                    "method": asked.method,
                    "path": asked.path,
                    "params": asked.query if asked.method == "GET" else asked.body,
                    "idempotency_key": asked.headers.get("Idempotency-Key"),
                    "account": asked.headers.get("Stripe-Account"),
                    "version": asked.headers.get("Stripe-Version"),
                }
            )
        return request_id

    def _answer(self, asked: Asked, request_id: str, headers: dict[str, str]) -> Answer:
        livemode = _livemode_of(asked)
        _check_headers(asked)
        with self.lock:
            self.tick()
            fault = self.faults.take(asked.method, asked.path)
        if fault is not None and fault.kind == "timeout_before":
            time.sleep(fault.seconds)
            return BROKEN_OFF
        if fault is not None and (refusal := fault.refusal()) is not None and not refusal.kept:
            raise refusal
        answer = self._keyed(asked, request_id, headers, livemode=livemode, fault=fault)
        if fault is not None and fault.kind == "timeout_after":
            time.sleep(fault.seconds)
            return BROKEN_OFF
        return answer

    def _keyed(
        self, asked: Asked, request_id: str, headers: dict[str, str], *, livemode: bool, fault: Fault | None
    ) -> Answer:
        key = asked.headers.get("Idempotency-Key") if asked.method == "POST" else None
        if not key:
            return Answer(*self._acted(asked, request_id, livemode=livemode, fault=fault)[:2], headers)
        scope = (livemode, asked.headers.get("Stripe-Account") or "", key)
        headers = {**headers, "Idempotency-Key": key}
        with self.lock:
            kept = self.keys.begin(scope, Kept(asked.path, asked.body, self.clock.now(), request_id))
        if kept is not None and kept.answer is not None:
            more = {"Idempotent-Replayed": "true", "Original-Request": kept.request_id}
            return Answer(*kept.answer, {**headers, **more})
        status, body, is_kept = self._acted(asked, request_id, livemode=livemode, fault=fault)
        with self.lock:
            if is_kept:
                self.keys.finish(scope, (status, body))
            else:
                self.keys.forget(scope)
        return Answer(status, body, {**headers, "Original-Request": request_id})

    def _acted(
        self, asked: Asked, request_id: str, *, livemode: bool, fault: Fault | None
    ) -> tuple[int, Any, bool]:
        age = self._age
        if fault is not None and fault.kind == "slow":
            time.sleep(fault.seconds)
        try:
            if age != self._age:
                # Everything was forgotten meanwhile, this request too.
                raise errors.too_many()
            if fault is not None and (refusal := fault.refusal()) is not None:
                raise refusal
            with self.lock:
                shown = self._act(asked, request_id, livemode=livemode)
            if fault is not None and fault.kind == "slow_after":
                time.sleep(fault.seconds)
            if fault is not None and fault.kind == "500_after":
                raise errors.broken()
        except ApiError as refused:
            return refused.status, refused.body(request_id), refused.kept
        return 200, shown, True

    def _act(self, asked: Asked, request_id: str, *, livemode: bool) -> Thing:
        route, ids = api.find(asked.method, asked.path)
        sent = form.read(asked.query if asked.method == "GET" else asked.body)
        books = self._modes[livemode]
        books.request = {"id": request_id, "idempotency_key": asked.headers.get("Idempotency-Key")}
        try:
            return api.act(books, route, ids, sent=sent, account=asked.headers.get("Stripe-Account") or "")
        finally:
            books.request = {"id": None, "idempotency_key": None}


def _livemode_of(asked: Asked) -> bool:
    scheme, _, key = asked.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not key:
        raise errors.no_key()
    if key not in API_KEYS:
        raise errors.bad_key(key)
    return API_KEYS[key]


def _check_headers(asked: Asked) -> None:
    version = asked.headers.get("Stripe-Version")
    if version and not _VERSION.fullmatch(version):
        raise ApiError(f"Invalid Stripe API version: {version}", kept=False)
    kind = asked.headers.get("Content-Type", "")
    if asked.method == "POST" and asked.body and not kind.startswith("application/x-www-form-urlencoded"):
        raise ApiError(f"Invalid content type: {kind}.", kept=False)


def as_json(thing: Any) -> bytes:
    """Write an answer as Stripe does, two spaces deep."""
    return json.dumps(thing, indent=2, ensure_ascii=False).encode()
