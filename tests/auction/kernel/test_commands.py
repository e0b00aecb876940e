"""``flask clock run`` works in a process of its own and leaves on SIGTERM."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from auction.kernel import commands
from auction.kernel.jobs import Clockwork
from auction.kernel.world import World


@pytest.mark.parametrize("signal_name", ["SIGTERM", "SIGINT"])
def test_it_runs_until_told_to_end(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch, signal_name: str
) -> None:
    handlers = {}
    monkeypatch.setattr(commands.signal, "signal", lambda name, act: handlers.update({name.name: act}))
    ticked = threading.Event()

    def tick(world: World) -> int:
        ticked.set()
        return 1

    def write(world: World) -> int:
        # Letters tick beside the other jobs, and are told to end with them.
        if ticked.is_set():
            handlers[signal_name]()
        return 1

    app = Flask(__name__)
    work = Clockwork(due=(tick,), gateways=(), letters=(write,))
    app.extensions.update({"auction.world": sqlite_world, "auction.clock": work})
    app.cli.add_command(commands.group)

    result = app.test_cli_runner().invoke(args=["clock", "run"])

    assert ticked.is_set()
    assert result.output == "clock: running\nclock: stopped\n"
