"""Reads forms as the SDK writes them, ``line_items[0][price_data][currency]=eur``, by a strict schema.

A schema names every parameter an endpoint knows.  Anything else is refused, so that nothing can
rely on what this fake merely ignores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from tests.support.fake_stripe.errors import ApiError, invalid, missing_parameter, unknown_parameter

FIELDS_MAX = 1_000
DEPTH_MAX = 8
TEXT_LENGTH_MAX = 5_000
EXPANSIONS_MAX = 20
METADATA_KEYS_MAX = 50
METADATA_KEY_LENGTH_MAX = 40
METADATA_VALUE_LENGTH_MAX = 500

Parser = Callable[[Any, str], Any]
Schema = Mapping[str, Parser]
_PART = re.compile(r"\[([^\[\]]*)\]")
_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def read(text: str) -> dict[str, Any]:
    """Return the nested values of a form."""
    form: dict[str, Any] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=FIELDS_MAX)
    except ValueError:
        raise ApiError("Invalid request body.", kept=False) from None
    for name, value in pairs:
        first, _, rest = name.partition("[")
        _put(form, [first, *_PART.findall(f"[{rest}" if rest else "")], value, name)
    return form


def _put(form: dict[str, Any], parts: list[str], value: str, name: str) -> None:
    if len(parts) > DEPTH_MAX:
        raise invalid(name, f"Invalid parameter nesting: {name}")
    place = form
    for part in parts[:-1]:
        place = place.setdefault(part, {})
        if not isinstance(place, dict):
            raise invalid(name, f"Invalid parameter nesting: {name}")
    last = parts[-1] or str(len(place))
    if last in place:
        raise invalid(name, f"Duplicate parameter: {name}")
    place[last] = value


def check(
    form: Mapping[str, Any], schema: Schema, *, required: tuple[str, ...] = (), at: str = ""
) -> dict[str, Any]:
    """Return the values by the schema, or raise the first no."""

    def path(name: str) -> str:
        return f"{at}[{name}]" if at else name

    for name in form:
        if name not in schema:
            raise unknown_parameter(path(name))
    for name in required:
        if name not in form:
            raise missing_parameter(path(name))
    return {name: schema[name](value, path(name)) for name, value in form.items()}


def text(*, length_max: int = TEXT_LENGTH_MAX) -> Parser:
    """Take a text that is not empty."""

    def parse(value: Any, param: str) -> str:
        if not isinstance(value, str):
            raise invalid(param, f"Invalid string: {value}")
        if not value:
            raise invalid(param, f"You passed an empty string for '{param}'.", code="parameter_invalid_empty")
        if len(value) > length_max:
            raise invalid(param, f"Invalid string: must be at most {length_max} characters")
        return value

    return parse


def integer(*, least: int | None = None, most: int | None = None) -> Parser:
    """Take a whole number."""

    def parse(value: Any, param: str) -> int:
        if not isinstance(value, str) or not _INTEGER.fullmatch(value):
            raise invalid(param, f"Invalid integer: {value}", code="parameter_invalid_integer")
        number = int(value)
        if least is not None and number < least:
            raise invalid(
                param,
                f"This value must be greater than or equal to {least}.",
                code="parameter_invalid_integer",
            )
        if most is not None and number > most:
            raise invalid(
                param, f"This value must be less than or equal to {most}.", code="parameter_invalid_integer"
            )
        return number

    return parse


def one_of(*words: str) -> Parser:
    """Take one of these words."""

    def parse(value: Any, param: str) -> str:
        if value not in words:
            raise invalid(param, f"Invalid {param}: must be one of {', '.join(words)}")
        return str(value)

    return parse


def boolean() -> Parser:
    """Take true or false."""

    def parse(value: Any, param: str) -> bool:
        if value not in ("true", "false"):
            raise invalid(param, f"Invalid boolean: {value}")
        return bool(value == "true")

    return parse


def url() -> Parser:
    """Take a web address."""

    def parse(value: Any, param: str) -> str:
        address = text()(value, param)
        if not address.startswith(("http://", "https://")):
            raise invalid(param, "Not a valid URL", code="url_invalid")
        return str(address)

    return parse


def nested(schema: Schema, *, required: tuple[str, ...] = ()) -> Parser:
    """Take a hash of its own."""

    def parse(value: Any, param: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise invalid(param, "Invalid object")
        return check(value, schema, required=required, at=param)

    return parse


def listed(inner: Parser, *, most: int) -> Parser:
    """Take a list of one or more."""

    def parse(value: Any, param: str) -> list[Any]:
        if not isinstance(value, dict) or not value:
            raise invalid(param, "Invalid array")
        if {str(i) for i in range(len(value))} != set(value):
            raise invalid(param, "Invalid array")
        if len(value) > most:
            raise invalid(param, f"Array {param} exceeded maximum {most} allowed elements.")
        return [inner(value[str(i)], f"{param}[{i}]") for i in range(len(value))]

    return parse


def metadata() -> Parser:
    """Take up to fifty short names with values up to five hundred characters."""

    def parse(value: Any, param: str) -> dict[str, str]:
        if not isinstance(value, dict):
            raise invalid(param, "Metadata must be a hash")
        if len(value) > METADATA_KEYS_MAX:
            raise invalid(param, f"Metadata can have up to {METADATA_KEYS_MAX} keys.")
        for name, said in value.items():
            if not isinstance(said, str):
                raise invalid(param, f"Metadata values must be strings: {name}")
            if len(name) > METADATA_KEY_LENGTH_MAX or len(said) > METADATA_VALUE_LENGTH_MAX:
                raise invalid(param, f"Metadata key or value is too long: {name[:40]}")
        return dict(value)

    return parse


def moment_range() -> Parser:
    """Take a Unix time, or bounds on one: ``gt``, ``gte``, ``lt``, ``lte``."""
    number = integer(least=0)

    def parse(value: Any, param: str) -> dict[str, int]:
        if isinstance(value, dict):
            return check(value, dict.fromkeys(("gt", "gte", "lt", "lte"), number), at=param)
        moment = number(value, param)
        return {"gte": moment, "lte": moment}

    return parse


EXPAND: Schema = {"expand": listed(text(), most=EXPANSIONS_MAX)}
