"""An application with kept addresses finds and writes the same ones as any other."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.support.addresses import KeptRule

ADDRESSES = ("/lots/<lot_id>/pages/<int:number>", "/files/<path:name>", "/lots/")


def make_app(rule_class: type[Rule]) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.url_rule_class = rule_class
    for address in ADDRESSES:
        app.add_url_rule(address, address, str, methods=["GET", "POST"])
    app.add_url_rule("/lots/first", "lots", str, defaults={"lot_id": "first"})
    app.add_url_rule("/lots/<lot_id>", "lots", str)
    return app


def found(app: Flask, path: str) -> object:
    with app.test_request_context(path) as context:
        request = context.request
        return request.endpoint, request.view_args, type(request.routing_exception)


# The second and the third application find what the first one left.
@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize(
    "path",
    ["/lots/a%20b/pages/7", "/lots/a/pages/b", "/files/a/b.txt", "/lots", "/lots/first", "/lots/other"],
)
def test_a_kept_address_is_found_as_any(path, order):
    assert found(make_app(KeptRule), path) == found(make_app(Rule), path)


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        (ADDRESSES[0], {"lot_id": "ä/b", "number": 7, "more": "&"}),
        (ADDRESSES[1], {"name": "a/b c"}),
        ("lots", {"lot_id": "first"}),
        ("lots", {"lot_id": "other"}),
    ],
)
def test_a_kept_address_is_written_as_any(endpoint, values, order):
    kept, plain = (make_app(each).url_map.bind("court.example") for each in (KeptRule, Rule))

    assert kept.build(endpoint, dict(values)) == plain.build(endpoint, dict(values))
