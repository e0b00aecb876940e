"""The priority list of a round: who may buy at an equal price, and in which order (R-34)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PriorityRight:
    """One place on the list: the digest of the holder's id number, the rank, the legal basis.

    Rank 1 is the strongest. The digest comes from the identity vault, so the list can be kept
    and searched without anybody reading who stands on it.
    """

    identity_digest: str
    rank: int
    basis: str
