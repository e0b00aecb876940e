"""Measures the search on a hundred thousand lots: ``python -m bench.search``, on both databases.

Each question is asked as a page asks it: one page of lots, and the counts of all choices.  Prints the
median and the 95th of a hundred for every kind of question, and how far below the limit that lies.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence

from auction.kernel.database import Database
from auction.kernel.tables import Base
from bench.stage import DATABASES, empty_database, import_tables
from bench.stock import stock
from listings.catalogue import store
from listings.listing import read_asked, read_wish

LOTS = 100_000
ROUNDS = 5
# Above this a page is felt to wait; it is asked for by issue 3.
P95_MS_MAX = 150.0
# What visitors ask, by kind; each as an address says it.
QUESTIONS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "everything": ({}, {"page": "2"}, {"sort": "newest"}, {"sort": "cheapest"}, {"sort": "discount"}),
    "two Chinese characters": tuple({"q": word} for word in ("房产", "住宅", "别墅", "西湖", "股权", "车位")),
    "longer Chinese words": tuple(
        {"q": word}
        for word in ("土地使用权", "建筑面积", "杭州市", "北京市第一法院", "浙江省杭州市西湖区", "小型轿车")
    ),
    "one Chinese character": tuple({"q": word} for word in ("市", "房", "车")),
    "Korean": tuple({"q": word} for word in ("아파트", "서울", "서울특별시", "임야", "유치권", "오피스텔")),
    "one Korean syllable": tuple({"q": word} for word in ("시", "전")),
    "Latin": tuple({"q": word} for word in ("flat", "gar", "lake", "Court of Kent", "zebra")),
    "several words": tuple(
        {"q": words} for words in ("서울 아파트", "杭州 别墅 电梯", "house garden", "(2026) 777")
    ),
    "one facet": ({"class": "MOVABLE"}, {"status": "open"}, {"round": "SECOND"}, {"region": "Kent"}),
    "many filters": (
        {"class": "IMMOVABLE", "status": "open", "region": "浙江省杭州市"},
        {"status": "upcoming", "price_to": "1000000", "discount": "30"},
        {"q": "房产", "status": "sold", "sort": "dearest"},
        {"q": "아파트", "price_from": "1000000", "price_to": "90000000", "sort": "cheapest"},
        {"opens_from": "2026-03-01", "opens_to": "2026-03-31", "sort": "newest"},
        {"closes_from": "2026-03-01", "discount": "50", "sort": "discount"},
    ),
    "a deep page": ({"page": "1000"}, {"status": "sold", "page": "300"}, {"q": "市", "page": "200"}),
}


def ask(database: Database, asked: Mapping[str, str]) -> float:
    """Answer one question as the page does, and return how many milliseconds that took."""
    wish, errors = read_wish(read_asked({name: [text] for name, text in asked.items()}))
    assert not errors, errors
    began = time.perf_counter()
    with database.reading() as tx:
        store.search(tx, wish)
    return 1000 * (time.perf_counter() - began)


def measure(database: Database, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Ask every question so many times, in turns, and return the times by kind."""
    measured: dict[str, list[float]] = {kind: [] for kind in QUESTIONS}
    for question in (question for asked in QUESTIONS.values() for question in asked):
        ask(database, question)
    for _ in range(rounds):
        for kind, questions in QUESTIONS.items():
            measured[kind] += [ask(database, question) for question in questions]
    return measured


def percentile(times: Sequence[float], percent: int) -> float:
    """Return the time below which so many percent lie."""
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def report(name: str, measured: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Write a line for every kind, and one for all."""
    everything = [each for times in measured.values() for each in times]
    for kind, times in [*measured.items(), ("all", everything)]:
        p95 = percentile(times, 95)
        yield (
            f"{name:10} {kind:24} p50 {percentile(times, 50):6.1f} ms   p95 {p95:6.1f} ms   "
            f"{P95_MS_MAX / p95:5.1f} times below the limit"
        )


def main() -> int:
    """Stock both databases, ask, print; return 1 when the limit was not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lots", type=int, default=LOTS)
    parser.add_argument("--database", choices=DATABASES, action="append")
    wish = parser.parse_args()
    worst = 0.0
    for name in wish.database or DATABASES:
        with empty_database(name) as url:
            import_tables()
            database = Database(url)
            Base.metadata.create_all(database.engine)
            began = time.perf_counter()
            stock(database, wish.lots)
            print(f"{name:10} {wish.lots} lots published in {time.perf_counter() - began:.0f} s", flush=True)
            measured = measure(database)
            print("\n".join(report(name, measured)), flush=True)
            worst = max(worst, percentile([each for times in measured.values() for each in times], 95))
            database.dispose()
    return 0 if worst < P95_MS_MAX else 1


if __name__ == "__main__":
    raise SystemExit(main())
