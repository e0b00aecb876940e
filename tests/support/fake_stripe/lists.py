"""Pages of lists and the expansion of ids, as every endpoint has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from tests.support.fake_stripe import form
from tests.support.fake_stripe.books import Books, Call, Thing, rendered
from tests.support.fake_stripe.errors import ApiError, no_such
from tests.support.fake_stripe.form import Schema

LIMIT_MAX = 100
EXPANSION_DEPTH_MAX = 4
PAGING: Schema = {
    "limit": form.integer(least=1, most=LIMIT_MAX),
    "starting_after": form.text(),
    "ending_before": form.text(),
    "created": form.moment_range(),
    **form.EXPAND,
}
# What of an object is an id that can be expanded.
EXPANDABLE = {
    "checkout.session": ("payment_intent", "line_items"),
    "payment_intent": ("latest_charge",),
    "charge": ("balance_transaction", "payment_intent", "refunds"),
    "refund": ("charge", "payment_intent", "balance_transaction"),
    "transfer": ("balance_transaction", "destination", "source_transaction"),
    "transfer_reversal": ("balance_transaction", "transfer"),
    "payout": ("balance_transaction",),
    "topup": ("balance_transaction",),
    "dispute": ("charge", "payment_intent"),
    "balance_transaction": ("source",),
}
_BOUNDS: dict[str, Callable[[int, int], bool]] = {
    "gt": lambda have, bound: have > bound,
    "gte": lambda have, bound: have >= bound,
    "lt": lambda have, bound: have < bound,
    "lte": lambda have, bound: have <= bound,
}


def page(call: Call, address: str, found: Iterable[Thing]) -> Thing:
    """Return one page of objects that come newest first."""
    params = call.params
    limit, things = (
        params.get("limit", 10),
        [thing for thing in found if _within(params.get("created"), thing)],
    )
    if "starting_after" in params:
        things = things[_place(things, params["starting_after"], "starting_after") + 1 :]
    more = len(things) > limit
    if "ending_before" in params:
        before = things[: _place(things, params["ending_before"], "ending_before")]
        things, more = before[-limit:], len(before) > limit
    return {"object": "list", "url": address, "has_more": more, "data": list(islice(things, limit))}


def _within(bounds: dict[str, int] | None, thing: Thing) -> bool:
    return all(_BOUNDS[name](thing["created"], bound) for name, bound in (bounds or {}).items())


def _place(things: list[Thing], key: str, param: str) -> int:
    for place, thing in enumerate(things):
        if thing["id"] == key:
            return place
    raise no_such("object", key, param=param, status=400)


def expanded(books: Books, answer: Thing, paths: Iterable[str]) -> Any:
    """Return a copy of the answer with these ids replaced by their objects."""
    shown = rendered(answer)
    for path in paths:
        parts = path.split(".")
        if len(parts) > EXPANSION_DEPTH_MAX:
            raise ApiError(f"You cannot expand more than 4 levels of a property. ({path})", kept=False)
        _expand(books, shown, parts, path)
    return shown


def _expand(books: Books, shown: Thing, parts: list[str], path: str) -> None:
    first, rest = parts[0], parts[1:]
    if shown["object"] == "list" and first == "data":
        for thing in shown["data"]:
            _expand(books, thing, rest, path)
        return
    if first not in EXPANDABLE.get(shown["object"], ()):
        raise ApiError(f"This property cannot be expanded ({path}).", param="expand", kept=False)
    value = shown.get(first)
    if isinstance(value, str):
        shown[first] = rendered(books.known(value) or value)
    elif value is None and (own := (books.known(shown["id"]) or {}).get(f"_{first}")) is not None:
        shown[first] = rendered(own)
    if rest and isinstance(shown.get(first), dict):
        _expand(books, shown[first], rest, path)
