"""What bad hands send: hostile values, every form of a page, and a look whether anything changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes, urljoin, urlsplit

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Select, Table, select
from werkzeug.test import TestResponse

from auction.kernel.world import World
from migrations.schema import whole_metadata

SCRIPT = "<script>alert(1)</script>"
# Amounts that are none, texts that no column takes, bytes that are no text.
HOSTILE: dict[str, str | bytes] = {
    "nothing": "",
    "spaces": " \t ",
    "not a number": "NaN",
    "infinity": "Infinity",
    "an exponent": "1e3",
    "a small float": "0.1e-400",
    "below zero": "-1",
    "zero": "0",
    "absurd": "1" + "0" * 30,
    "four decimals": "714000.0001",
    "full-width digits": "７１４０００",
    "Thai digits": "๗๑๔๐๐๐",
    "a hexadecimal": "0x7fffffffffffffff",
    "more digits than an int is read from": "9" * 5_000,
    "a zero byte": "a\x00b",
    "only a zero byte": "\x00",
    "half a character": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe\xfd",
    "a line end and a header": "/a\r\nSet-Cookie: a=b",
    "a script": SCRIPT,
    "an end of a quotation": "'\"; DROP TABLE lots; --",
    "formats": "%s %(x)s {0} {{7*7}} ${7*7}",
    "a path": "../../../../etc/passwd",
    "turned letters": "\u202ejpg.exe\u2066",
    "letters that grow": "\u0344" * 390,
    "letters that grow more": "\ufdfa" * 90,
    "beyond the Basic Plane": "\U0001f4a5" * 200,
    "a list": "[]",
    "no time": "2026-02-30T25:61",
    "the last time": "9999-12-31T23:59",
    "the first time": "0001-01-01T00:00",
    "a time with a zone": "2026-05-01T10:00+08:00",
    "longer than a title": "t" * 201,
    "longer than a line": "t" * 401,
    "longer than a page": "t" * 4_001,
    "a megabyte": "t" * 2**20,
}
# One of each kind, for the tests that every change must pass.
FEW = ("absurd", "a zero byte", "a script", "letters that grow", "longer than a page")
# Browsers come and go, the clock looks, the mail goes out: none of it is half of an act.  What the
# heads of the chains say follows from the entries.
_UNSTABLE = frozenset({"sessions", "leases", "chains"})
# A form that comes back is a page that was opened: whom it names stands in the record.
_LOOKS = "access.%"
TABLES = tuple(t for t in whole_metadata().sorted_tables if t.name not in _UNSTABLE)


@dataclass(frozen=True)
class Form:
    """A form as it stood on a page, with the values it had."""

    page: str
    target: str
    values: tuple[tuple[str, str], ...]
    names: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, tuple[str, ...]]:
        """Return what is alike in two forms that differ only in whose they are."""
        steps = [step for step in self.target.split("/") if len(step) < 12]
        return "/".join(steps), self.names


def forms_of(page: str, text: str) -> Iterator[Form]:
    """Give every form of a page that is posted."""
    for form in html.fromstring(text).forms:
        if form.method != "POST":
            continue
        inputs = form.xpath(".//*[self::input or self::select or self::textarea or self::button][@name]")
        names = sorted({str(each.get("name")) for each in inputs})
        values = tuple((name, str(value)) for name, value in form.form_values())
        yield Form(page, urljoin(page, form.action or page), values, tuple(names))


def links_of(page: str, text: str) -> set[str]:
    """Return the addresses of this platform that a page leads to, as far as it shows them."""
    shown = html.fromstring(text).xpath("//a[not(ancestor-or-self::*[@hidden])]/@href")
    found = {urljoin(page, str(link)) for link in shown}
    parts = {urlsplit(link) for link in found}
    return {part._replace(fragment="").geturl() for part in parts if not part.netloc and not part.scheme}


def send(client: FlaskClient, form: Form, wish: dict[str, str | bytes]) -> TestResponse:
    """Send a form with some of its values replaced, byte for byte as wished."""
    values: dict[str, str | bytes] = {**dict(form.values), **wish}
    return post_raw(client, form.target, values)


def post_raw(client: FlaskClient, path: str, values: dict[str, str | bytes]) -> TestResponse:
    """Post values that need not be text."""
    body = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in values.items())
    return client.post(path, data=body, content_type="application/x-www-form-urlencoded")


def quoted(value: str | bytes) -> str:
    """Write a value for an address or a form."""
    return quote_from_bytes(value if isinstance(value, bytes) else value.encode(), safe="")


def content_of(world: World) -> dict[str, str]:
    """Return a fingerprint of every table, to see afterwards which of them changed."""
    with world.database.reading() as tx:
        return {
            table.name: hashlib.sha256(
                "\n".join(sorted(map(repr, tx.execute(_acts_of(table))))).encode()
            ).hexdigest()
            for table in TABLES
        }


def _acts_of(table: Table) -> Select[Any]:
    question = select(table)
    return question.where(table.c.kind.not_like(_LOOKS)) if table.name == "entries" else question
