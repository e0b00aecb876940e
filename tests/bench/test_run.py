"""The benchmark runs its server under gevent, as production does, and counts what is on disk."""

from __future__ import annotations

import pytest

from bench import load, run


@pytest.mark.slow
@pytest.mark.parametrize("path", list(run.PATHS))
def test_a_case_measures_bids_that_are_on_disk(path: str) -> None:
    result = run.measure("SQLite", path, seconds=1)

    assert result.judged_per_s >= result.accepted_per_s > 0
    assert result.p99_ms >= result.p50_ms > 0


def test_the_counter_walks_the_grid() -> None:
    counter = load.Counter(100, 10)

    assert [counter.next() for _ in range(3)] == [110, 120, 130]


@pytest.mark.parametrize(("length", "head"), [(5, 6), (125, 6), (126, 8), (60_000, 8)])
def test_a_client_frame_is_masked(length: int, head: int) -> None:
    frame = load.text_frame(b"x" * length)

    assert len(frame) == length + head
    assert frame[1] & 0x80
