"""The addresses of Stripe that this fake has, each with the parameters it knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.fake_stripe import balance, checkout, connect, disputes, events, form, payments, refunds
from tests.support.fake_stripe.books import Books, Call, Thing
from tests.support.fake_stripe.errors import unknown_address
from tests.support.fake_stripe.form import EXPAND, Schema
from tests.support.fake_stripe.lists import PAGING, expanded


@dataclass(frozen=True)
class Route:
    """One address: what answers there, and the parameters it takes."""

    method: str
    path: str
    handler: Callable[..., Thing]
    schema: Schema
    required: tuple[str, ...] = ()


ROUTES = (
    Route("GET", "/v1/account", connect.own_account, EXPAND),
    Route("POST", "/v1/accounts", connect.create_account, connect.ACCOUNT_SCHEMA),
    Route("GET", "/v1/accounts", connect.accounts, PAGING),
    Route("GET", "/v1/accounts/*", connect.account, EXPAND),
    Route("GET", "/v1/balance", balance.retrieve, EXPAND),
    Route("GET", "/v1/balance_transactions", balance.lines, balance.LINES_SCHEMA),
    Route("GET", "/v1/balance_transactions/*", balance.line, EXPAND),
    Route("GET", "/v1/charges", payments.charges, payments.CHARGES_SCHEMA),
    Route("GET", "/v1/charges/*", payments.charge, EXPAND),
    Route("POST", "/v1/checkout/sessions", checkout.create, checkout.CREATE_SCHEMA, checkout.REQUIRED),
    Route("GET", "/v1/checkout/sessions", checkout.sessions, checkout.LIST_SCHEMA),
    Route("GET", "/v1/checkout/sessions/*", checkout.retrieve, EXPAND),
    Route("GET", "/v1/checkout/sessions/*/line_items", checkout.line_items, PAGING),
    Route("POST", "/v1/checkout/sessions/*/expire", checkout.expire, EXPAND),
    Route("GET", "/v1/disputes", disputes.disputes, disputes.LIST_SCHEMA),
    Route("GET", "/v1/disputes/*", disputes.dispute, EXPAND),
    Route("GET", "/v1/events", events.events, events.LIST_SCHEMA),
    Route("GET", "/v1/events/*", events.event, EXPAND),
    Route("GET", "/v1/payment_intents", payments.intents, payments.INTENTS_SCHEMA),
    Route("GET", "/v1/payment_intents/*", payments.intent, EXPAND),
    Route("GET", "/v1/payouts", balance.payouts, balance.PAYOUTS_SCHEMA),
    Route("GET", "/v1/payouts/*", balance.payout, EXPAND),
    Route("POST", "/v1/refunds", refunds.create, refunds.CREATE_SCHEMA),
    Route("GET", "/v1/refunds", refunds.refunds, refunds.LIST_SCHEMA),
    Route("GET", "/v1/refunds/*", refunds.retrieve, EXPAND),
    Route("GET", "/v1/topups", balance.topups, PAGING),
    Route("GET", "/v1/topups/*", balance.topup, EXPAND),
    Route(
        "POST", "/v1/transfers", connect.create_transfer, connect.TRANSFER_SCHEMA, connect.TRANSFER_REQUIRED
    ),
    Route("GET", "/v1/transfers", connect.transfers, connect.TRANSFERS_SCHEMA),
    Route("GET", "/v1/transfers/*", connect.transfer, EXPAND),
    Route("POST", "/v1/transfers/*/reversals", connect.reverse, connect.REVERSAL_SCHEMA),
    Route("GET", "/v1/transfers/*/reversals", connect.reversals, PAGING),
    Route("GET", "/v1/transfers/*/reversals/*", connect.reversal, EXPAND),
)
_COMPILED = tuple(
    (route, re.compile(re.escape(route.path).replace(r"\*", r"([A-Za-z0-9_]{1,255})"))) for route in ROUTES
)


def find(method: str, path: str) -> tuple[Route, tuple[str, ...]]:
    """Return the route of an address and the ids in it, or raise Stripe's 404."""
    for route, pattern in _COMPILED:
        if route.method == method and (match := pattern.fullmatch(path)):
            return route, match.groups()
    raise unknown_address(method, path)


def act(books: Books, route: Route, ids: tuple[str, ...], *, sent: Thing, account: str) -> Thing:
    """Carry out one request, or raise ApiError; returns what is shown, ids expanded as asked."""
    params = form.check(sent, route.schema, required=route.required)
    if account:
        connect.account(Call(books, {}), account)
    answer = route.handler(Call(books, params, account), *ids)
    shown: Thing = expanded(books, answer, params.get("expand", ()))
    return shown
