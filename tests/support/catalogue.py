"""The obvious way to search, to compare with: every text from its beginning to its end."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from auction.kernel.world import World
from bench.stock import chinese, listed, publish
from listings.catalogue import store
from listings.catalogue.shelves import store as shelves
from listings.listing import Wish


def is_found(word: str, text: str) -> bool:
    """Say whether the text has the word where a word may begin."""
    return any(text.startswith(word, place) and _may_begin(text, place) for place in range(len(text)))


def publish_texts(world: World, texts: Sequence[str], *, seed: int = 1) -> None:
    """Publish a lot for each of the texts, in its normal form; the n-th lot has the id n."""
    chance = random.Random(seed)
    lots = [
        replace(listed(number, chinese(chance), chance), search_text=text)
        for number, text in enumerate(texts)
    ]
    courts: dict[str, str] = {}
    with world.database.transaction() as tx:
        for first in range(0, len(lots), shelves.LISTED_MAX):
            publish(tx, lots[first : first + shelves.LISTED_MAX], chance=chance, courts=courts)


def found_numbers(world: World, words: str) -> set[int]:
    """Return which of the lots a search for these words finds."""
    with world.database.reading() as tx:
        wish = Wish(words=words)
        lines, tally = store.search(tx, wish)
        assert (lines, tally) == (store.find(tx, wish), store.tally(tx, wish))
        assert store.count(tx, wish) == tally.count == len(lines)
    return {int(line.lot_id, 16) for line in lines}


def _may_begin(text: str, place: int) -> bool:
    before = text[place - 1] if place else " "
    if before == " " or unicodedata.category(text[place]) == "Lo":
        return True
    is_run = before.isalnum() and unicodedata.category(before) != "Lo"
    return text[place].isalnum() and not is_run
