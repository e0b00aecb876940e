"""A rule set: every number of one legal regime as frozen, versioned values with their articles.

A round is bound to ``id@version`` at publication (R-100); a published version is never edited, a
change of law is a new version.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cached_property

ParameterValue = int | str | bool | tuple[str, ...] | None


class Unit(enum.StrEnum):
    """What a value counts."""

    PERCENT = "percent"
    MILLIONTHS_A_DAY = "millionths_a_day"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    YUAN = "yuan"
    CHOICE = "choice"
    LIST = "list"


class Tag(enum.StrEnum):
    """How sure a value is: read in the law, seen in practice, remembered, or our own proposal."""

    STATUTE = "statute"
    PRACTICE = "practice"
    MEMORY = "memory"
    DESIGN = "design"


@dataclass(frozen=True)
class Parameter:
    """One number of the law: its value and unit, the article it stands in, the rule that uses it."""

    name: str
    value: ParameterValue
    unit: Unit
    article: str
    tag: Tag
    rule: str


@dataclass(frozen=True)
class RuleSet:
    """The parameters of one regime in one version."""

    id: str
    version: int
    parameters: tuple[Parameter, ...]

    def __post_init__(self) -> None:
        assert len(self._by_name) == len(self.parameters), "a parameter is named once"

    @cached_property
    def _by_name(self) -> dict[str, Parameter]:
        return {parameter.name: parameter for parameter in self.parameters}

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name."""
        return self._by_name[name]

    def share(self, name: str) -> Fraction:
        """Return a percentage as an exact fraction."""
        parameter = self._of_unit(name, Unit.PERCENT)
        return Fraction(_whole(parameter), 100)

    def count(self, name: str) -> int:
        """Return a count."""
        return _whole(self._of_unit(name, Unit.COUNT))

    def days(self, name: str) -> int:
        """Return a period of calendar days, to be counted by R-28."""
        return _whole(self._of_unit(name, Unit.DAYS))

    def months(self, name: str) -> int:
        """Return a period of calendar months."""
        return _whole(self._of_unit(name, Unit.MONTHS))

    def listed(self, name: str) -> tuple[str, ...]:
        """Return the words of a list, in their order."""
        value = self._of_unit(name, Unit.LIST).value
        assert isinstance(value, tuple), f"{name} is a list"
        return value

    def choice(self, name: str) -> ParameterValue:
        """Return a choice as it is written: a word, yes or no, or None for without limit."""
        return self._of_unit(name, Unit.CHOICE).value

    def span(self, name: str) -> timedelta:
        """Return a period that runs by the clock."""
        parameter = self._of_unit(name, Unit.SECONDS, Unit.MINUTES, Unit.HOURS)
        return timedelta(**{parameter.unit.value: _whole(parameter)})

    def _of_unit(self, name: str, *units: Unit) -> Parameter:
        parameter = self.parameter(name)
        assert parameter.unit in units, f"{name} counts {parameter.unit}"
        return parameter


def _whole(parameter: Parameter) -> int:
    assert type(parameter.value) is int, f"{parameter.name} is a whole number"
    return parameter.value
