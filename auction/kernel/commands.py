"""``flask clock``: the jobs in a process of their own."""

from __future__ import annotations

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup

from auction.kernel.jobs import start_ticker
from auction.kernel.web_views import this_world

group = AppGroup("clock", help="Run what is due: opening, closing, settling, refunding.")


@group.command("run")
def run() -> None:
    """Run the jobs until SIGTERM or Ctrl-C; several may run, one of them works."""
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    ticker = start_ticker(this_world(), current_app.extensions["auction.jobs"])
    letters = start_ticker(this_world(), current_app.extensions["auction.letter_jobs"], leased=False)
    click.echo("clock: running")
    ended.wait()
    letters.stop()
    ticker.stop()
    click.echo("clock: stopped")
