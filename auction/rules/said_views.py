"""Says the value of a parameter in words and in the language of the reader."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import format_decimal, gettext, ngettext

from auction.kernel.web_views import show_span
from auction.rules.meanings import CHOICES
from auction.rules.rule_set import Parameter, Unit

_SPANS = {Unit.SECONDS: "second", Unit.MINUTES: "minute", Unit.HOURS: "hour", Unit.DAYS: "day"}


def say(parameter: Parameter) -> str:
    """Return ``70 %``, ``15 days``, ``yes`` or the name of a choice."""
    value = parameter.value
    if isinstance(value, tuple):
        return str(gettext(", ")).join(str(gettext(CHOICES[each])) for each in value)
    if isinstance(value, str):
        return str(gettext(CHOICES[value]))
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    return str(gettext("without limit")) if value is None else _counted(value, parameter.unit)


def _counted(value: int, unit: Unit) -> str:
    if unit in _SPANS:
        return show_span(value, _SPANS[unit])
    # Millionths are shown per cent, with all of their decimals.
    per_cent = Decimal(value) / 10_000
    number = format_decimal(per_cent if unit is Unit.MILLIONTHS_A_DAY else value, "#,##0.####")
    said = {
        Unit.PERCENT: gettext("%(number)s %%", number=number),
        Unit.MILLIONTHS_A_DAY: gettext("%(number)s %% a day", number=number),
        Unit.MONTHS: ngettext("%(num)s month", "%(num)s months", value),
        Unit.YEARS: ngettext("%(num)s year", "%(num)s years", value),
        Unit.YUAN: gettext("%(number)s yuan", number=number),
    }
    return str(said.get(unit, number))
