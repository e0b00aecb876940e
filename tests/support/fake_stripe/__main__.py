"""Runs the fake by hand: ``python -m tests.support.fake_stripe --port 12111``."""

from __future__ import annotations

import argparse
import os
import sys
import threading

from tests.support.fake_stripe.desk import API_KEYS
from tests.support.fake_stripe.server import Server


def main() -> None:
    """Serve until the process is ended, or until whoever started it is gone."""
    parser = argparse.ArgumentParser(description="A strict fake of Stripe, in memory.")
    parser.add_argument(
        "--port", type=int, default=0, help="port of the loopback address; 0 takes a free one"
    )
    parser.add_argument("--until-closed", action="store_true", help="end when standard input is closed")
    parser.add_argument("--webhook", default="", help="address that webhooks go to")
    parser.add_argument("--secret", default="whsec_fake", help="secret that webhooks are signed with")
    chosen = parser.parse_args()
    server = Server(chosen.port)
    if chosen.webhook:
        server.desk.control("listen", {"url": chosen.webhook, "secret": chosen.secret, "types": ["*"]})
    if chosen.until_closed:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    sys.stderr.write(f"keys: {', '.join(API_KEYS)}\n")
    server.serve_forever()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
