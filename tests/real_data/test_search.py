"""A hundred thousand lots of real Korean words and of Chinese ones: every kind of search is quick."""

from __future__ import annotations

import csv
import resource
import time

import pytest
from sqlalchemy import select

from auction.kernel.world import World
from bench.search import LOTS, P95_MS_MAX, QUESTIONS, measure, percentile, report
from bench.stock import Words, stock
from listings.catalogue import store
from listings.catalogue.tables import ListingText
from listings.listing import Wish
from tests.support.catalogue import is_found
from tests.support.real_data import COURT_LOTS

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

# Several times what was measured alone on two cores: other work runs beside the tests.
SECONDS_MAX = 600
# What publishing them all may add to the memory of the process: chunks, never all of them.
MEMORY_MB_MAX = 200
ROUNDS = 3


def korean_lots() -> list[Words]:
    """Return the words of every row that names its court."""
    with COURT_LOTS.open(encoding="utf-8", newline="") as file:
        return [
            Words(
                f"{row['property_type']} {row['address']}", row["address"], row["court"], row["tags"], "KRW"
            )
            for row in csv.DictReader(file)
            if row["court"] and row["address"]
        ]


@pytest.mark.alone
def test_a_hundred_thousand_lots_are_published_quickly_and_searched_at_once(world: World) -> None:
    began, before_kb = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stock(world.database, LOTS, korean_lots=korean_lots())
    took_s = time.monotonic() - began
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb) / 1024

    # The best of a few times is what the search takes; the rest is what runs beside it.
    turns = [measure(world.database, rounds=1) for _ in range(ROUNDS)]
    measured = {
        kind: [min(times) for times in zip(*(turn[kind] for turn in turns), strict=True)]
        for kind in QUESTIONS
    }

    assert sum(len(asked) for asked in QUESTIONS.values()) >= 40
    assert (took_s < SECONDS_MAX, grown_mb < MEMORY_MB_MAX) == (True, True), (took_s, grown_mb)
    everything = [each for times in measured.values() for each in times]
    assert percentile(everything, 95) < P95_MS_MAX, "\n".join(report("", measured))


def test_words_of_the_list_are_found_as_often_as_they_stand_there(world: World) -> None:
    stock(world.database, 1_000, korean_lots=korean_lots())

    with world.database.reading() as tx:
        texts = list(tx.scalars(select(ListingText.search_text)))
        for word in ("아파트", "시", "유치권", "선순위임차인", "경상남도", "房产", "车", "flat"):
            assert store.count(tx, Wish(words=word)) == sum(is_found(word, text) for text in texts) > 0
