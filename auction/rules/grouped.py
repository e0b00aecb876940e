"""Puts the parameters of a rule set into the groups in which people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auction.rules.meanings import GROUPS
from auction.rules.rule_set import Parameter, RuleSet


@dataclass(frozen=True)
class Group:
    """Some parameters that belong together: an address on the page, a name, and they themselves."""

    anchor: str
    name: str
    parameters: tuple[Parameter, ...]


def grouped(rules: RuleSet) -> Sequence[Group]:
    """Return all parameters in their order, a new group wherever one begins."""
    starts = [number for number, each in enumerate(rules.parameters) if each.name in GROUPS]
    ends = [*starts[1:], len(rules.parameters)]
    assert starts[:1] == [0], "the first parameter begins the first group"
    found = [rules.parameters[first:last] for first, last in zip(starts, ends, strict=True)]
    return [Group(*GROUPS[parameters[0].name], parameters) for parameters in found]
