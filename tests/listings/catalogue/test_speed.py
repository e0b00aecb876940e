"""Every kind of question that the benchmark asks is answered, and quickly, on a few thousand lots."""

from __future__ import annotations

from auction.kernel.world import World
from bench.search import P95_MS_MAX, QUESTIONS, measure, percentile, report
from bench.stock import stock

# The real thing is a hundred thousand (tests/real_data/test_search.py); a slip shows here as well.
LOTS = 2_000


def test_every_kind_of_question_is_answered_quickly(world: World) -> None:
    stock(world.database, LOTS)

    measured = measure(world.database, rounds=1)

    assert set(measured) == set(QUESTIONS)
    everything = [each for times in measured.values() for each in times]
    assert percentile(everything, 95) < P95_MS_MAX, "\n".join(report("", measured))
