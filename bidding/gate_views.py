"""The gate before the sockets: who may begin a websocket at all.

It looks before engine.io does: a browser page must come from an address of ours (a missing Origin
is refused as well), and connections are bounded for each address and in all (R-40).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from auction.kernel.address import address_key
from auction.kernel.clock import ClockUnsure
from auction.kernel.world import World
from bidding.limits import Allowance, connection_limit

PATH = "/socket.io"
_WEBSOCKET_KEY = re.compile(r"[A-Za-z0-9+/]{22}==", re.ASCII)

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Gate:
    """WSGI in front of the application; refuses websockets with a status and a word."""

    def __init__(self, inner: Wsgi, world: World, *, open_count: Callable[[], int]) -> None:
        self._inner = inner
        self._world = world
        self._open_count = open_count
        self._per_address = Allowance(connection_limit(per_minute=world.settings.sockets_per_address))

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let pages through, and websockets that keep the rules."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self._inner(environ, start_response)
        refused = self._why_not(environ)
        if refused is None:
            return self._inner(environ, start_response)
        start_response(refused, [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [refused.encode()]

    def _why_not(self, environ: dict[str, Any]) -> str | None:
        if environ.get("HTTP_ORIGIN") not in self._world.settings.origins:
            return "403 Origin Refused"
        if not _is_websocket(environ):
            return "400 Not A Websocket"
        if self._open_count() >= self._world.settings.sockets_total:
            return "503 Too Many Connections"
        at = self._time()
        if at is None:
            return "503 Clock Unsure"
        if not self._per_address.take(address_key(environ.get("REMOTE_ADDR", "")), at=at):
            return "429 Too Many Connections From One Address"
        return None

    def _time(self) -> datetime | None:
        try:
            return self._world.clock.now()
        except (ClockUnsure, SQLAlchemyError):
            return None


def _is_websocket(environ: dict[str, Any]) -> bool:
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        and "upgrade" in environ.get("HTTP_CONNECTION", "").lower()
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and _WEBSOCKET_KEY.fullmatch(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")) is not None
    )
