"""Ids sort by birth, codes and tokens tell nothing."""

from __future__ import annotations

import re

from auction.kernel.ids import CODE_LENGTH, CODE_LETTERS, new_code, new_id, new_token


def test_ids_are_distinct_hexadecimal_and_sort_by_birth() -> None:
    ids = [new_id() for _ in range(1_000)]

    assert len(set(ids)) == 1_000
    assert all(re.fullmatch(r"[0-9a-f]{32}", made) for made in ids)
    assert ids == sorted(ids)


def test_codes_are_short_and_never_a_word() -> None:
    codes = {new_code() for _ in range(1_000)}

    assert len(codes) > 990
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) for code in codes)
    assert not set(CODE_LETTERS) & set("AEIOU01O8")


def test_tokens_hold_256_bits() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)
