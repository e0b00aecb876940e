"""Robots that bid in the demo's hall, over the same sockets as everybody."""

from __future__ import annotations

import contextlib
import random
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from simple_websocket import Client, ConnectionClosed

from auction.kernel.clock import Clock
from auction.kernel.ids import new_id

ANSWER_S_MAX = 10.0
MESSAGES_MAX = 1_000
# The robots fall silent this long before the planned end, so that the hammer falls five minutes
# after their last bid unless the visitor goes on.
SILENCE = timedelta(seconds=8)


class HallClosed(ConnectionError):
    """The hall let nobody in, or the connection is gone."""


class Seat:
    """One socket of the hall with a bidding pass: engine.io frames as text, nothing more."""

    def __init__(self, url: str, *, round_id: str, bidding_pass: str) -> None:
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._socket = Client.connect(address, headers={"Origin": url})
        entrance = orjson.dumps({"round_id": round_id, "pass": bidding_pass}).decode()
        # The client library leaves a frame that came together with the handshake unread until the
        # next one comes, so the entrance is not held back for the server's first word.
        self._socket.send("40" + entrance)
        self._until("40")

    def bid(self, amount_minor: int) -> dict[str, object]:
        """Bid, and return the answer."""
        wish = {"bid_key": new_id(), "amount_minor": amount_minor}
        self._socket.send("421" + orjson.dumps(["bid", wish]).decode())
        answer: dict[str, object] = orjson.loads(self._until("431")[3:])[0]
        return answer

    def look(self) -> dict[str, object]:
        """Return the board as it is now."""
        self._socket.send("422" + orjson.dumps(["since", {"since": 0}]).decode())
        frame: dict[str, object] = orjson.loads(self._until("432")[3:])[0]
        board = frame["board"]
        assert isinstance(board, dict)
        return board

    def close(self) -> None:
        """Leave the hall."""
        with contextlib.suppress(ConnectionClosed):
            self._socket.close()

    def _until(self, prefix: str) -> str:
        for _ in range(MESSAGES_MAX):
            message = self._socket.receive(timeout=ANSWER_S_MAX)
            if message is None:
                break
            if message == "2":
                self._socket.send("3")
            elif isinstance(message, str) and message.startswith(prefix):
                return message
            elif isinstance(message, str) and message.startswith("44"):
                raise HallClosed(message[:200])
        raise HallClosed(f"no {prefix} came")


@dataclass(frozen=True)
class Duel:
    """A round, the passes of those who bid in it, and how often one of them does."""

    round_id: str
    passes: tuple[str, ...]
    closes_at: datetime
    pause_s: tuple[float, float]


def fight(url: str, duel: Duel, *, clock: Clock, over: threading.Event) -> int:
    """Let the robots raise each other until shortly before the planned end; return how often."""
    chance = random.Random(duel.round_id)
    accepted = 0
    while not over.wait(chance.uniform(*duel.pause_s)):
        if clock.now() >= duel.closes_at - SILENCE:
            return accepted
        with contextlib.suppress(HallClosed, ConnectionClosed, OSError):
            accepted += _raise_once(url, duel, chance)
    return accepted


def _raise_once(url: str, duel: Duel, chance: random.Random) -> bool:
    seat = Seat(url, round_id=duel.round_id, bidding_pass=chance.choice(duel.passes))
    try:
        board = seat.look()
        needed = int(str(board["needed_minor"]))
        steps = chance.choice((0, 0, 0, 1, 2))
        increment = int(str(board["increment_minor"]))
        return seat.bid(needed + steps * increment)["verdict"] == "accepted"
    finally:
        seat.close()
