"""Keeps compiled addresses between the applications of one test run, as ``templates`` does with pages.

Every test has an application of its own with the same two hundred addresses; to compile them took
longer than most tests.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import Rule

# What a rule of Werkzeug knows once it is compiled; nothing of it is about one application.
_COMPILED = ("arguments", "_build", "_build_unknown", "_converters", "_parts", "_trace")
_kept: dict[tuple[object, ...], dict[str, Any]] = {}


class KeptRule(Rule):
    """A rule that takes over what an equal one of an earlier application was compiled to."""

    def compile(self) -> None:
        """Compile the first of its kind."""
        defaults = tuple(sorted((self.defaults or {}).items()))
        kind = (self.rule, self.subdomain, self.host, self.merge_slashes, defaults)
        if kind not in _kept:
            super().compile()
            _kept[kind] = {name: vars(self)[name] for name in _COMPILED}
        vars(self).update(_kept[kind])


def keep() -> None:
    """Let all applications of this process keep their addresses."""
    Flask.url_rule_class = KeptRule
