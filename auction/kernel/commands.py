"""``flask clock``: the jobs in a process of their own."""

from __future__ import annotations

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from auction.kernel.jobs import start_clock
from auction.kernel.web_views import this_world

group = AppGroup("clock", help="Run what is due: opening, closing, settling, refunding.")


@group.command("run")
def run() -> None:
    """Run the jobs until SIGTERM or Ctrl-C; several may run, one of them works."""
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    tickers = start_clock(this_world(), current_app.extensions["auction.clock"])
    click.echo("clock: running")
    ended.wait()
    for ticker in reversed(tickers):
        ticker.stop()
    click.echo("clock: stopped")
