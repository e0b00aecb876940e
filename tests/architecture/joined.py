"""What must agree across rooms: doors with their rows, reasons with their words."""

from __future__ import annotations

import enum
import importlib
from collections import Counter
from collections.abc import Iterable, Mapping

from flask import Flask

from tests.architecture import house


def doors_of(app: Flask) -> set[str]:
    """Return the names of all endpoints and socket events of an application."""
    events = app.extensions["socketio"].server.handlers["/"]
    return {rule.endpoint for rule in app.url_map.iter_rules()} | {f"socket:{name}" for name in events}


def unguarded(doors: Iterable[str], rows: Iterable[str]) -> list[str]:
    """Return the doors that no row guards."""
    return sorted(set(doors) - set(rows))


def orphans(doors: Iterable[str], rows: Iterable[str]) -> list[str]:
    """Return the rows that guard no door."""
    return sorted(set(rows) - set(doors))


def twice(names: Iterable[str]) -> list[str]:
    """Return the names that stand more than once."""
    return sorted(name for name, count in Counter(names).items() if count > 1)


def reasons(spoken: Iterable[object]) -> list[enum.StrEnum]:
    """Return every reason for which any room refuses.

    Reasons are the members of all StrEnums whose name ends in Reason, and of those that have a
    sentence for one of their members.
    """
    found = {
        (type(r).__module__, type(r).__qualname__): type(r) for r in spoken if isinstance(r, enum.StrEnum)
    }
    for source in house.read_sources():
        if source.kind == "pure" and not source.is_test:
            module = importlib.import_module(source.path.removesuffix(".py").replace("/", "."))
            for name, value in vars(module).items():
                if name.endswith("Reason") and isinstance(value, enum.EnumType):
                    found[value.__module__, value.__qualname__] = value
    return [reason for kind in found.values() for reason in kind]


def wordless(names: Iterable[str], words: Mapping[str, str]) -> list[str]:
    """Return the reasons that have no sentence."""
    return sorted(set(names) - set(words))
