"""Checkout Sessions: a page to pay on, and what becomes of it."""

from __future__ import annotations

from typing import Any

from tests.support.fake_stripe import form, lists, payments
from tests.support.fake_stripe.books import Books, Call, Thing
from tests.support.fake_stripe.currencies import AMOUNT_MAX, check_total, currency
from tests.support.fake_stripe.errors import ApiError, invalid
from tests.support.fake_stripe.form import Schema

LIFE_S_MIN = 30 * 60
LIFE_S_MAX = 24 * 60 * 60
LINES_MAX = 100
LOCALES = (
    "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA",
    "hi-IN", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR",
    "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
)  # fmt: skip
METHODS = ("card", *payments.DELAYED_METHODS)

_PRODUCT: Schema = {
    "name": form.text(),
    "description": form.text(),
    "metadata": form.metadata(),
}
_PRICE: Schema = {
    "currency": currency,
    "unit_amount": form.integer(least=0),
    "product_data": form.nested(_PRODUCT, required=("name",)),
}
_LINE: Schema = {
    "price_data": form.nested(_PRICE, required=("currency", "unit_amount", "product_data")),
    "quantity": form.integer(least=1, most=999_999),
}
_INTENT: Schema = {
    "description": form.text(length_max=1_000),
    "metadata": form.metadata(),
    "transfer_group": form.text(),
}
CREATE_SCHEMA: Schema = {
    "mode": form.one_of("payment"),
    "line_items": form.listed(form.nested(_LINE, required=("price_data", "quantity")), most=LINES_MAX),
    "client_reference_id": form.text(length_max=200),
    "customer_email": form.text(length_max=800),
    "metadata": form.metadata(),
    "payment_intent_data": form.nested(_INTENT),
    "allowed_payment_method_types": form.listed(form.one_of(*METHODS), most=len(METHODS)),
    "success_url": form.url(),
    "cancel_url": form.url(),
    "expires_at": form.integer(least=0),
    "locale": form.one_of(*LOCALES),
    "adaptive_pricing": form.nested({"enabled": form.boolean()}),
    "submit_type": form.one_of("auto", "pay", "book", "donate"),
    "ui_mode": form.one_of("hosted_page"),
    **form.EXPAND,
}
REQUIRED = ("mode", "line_items", "success_url")
LIST_SCHEMA: Schema = {
    **lists.PAGING,
    "payment_intent": form.text(),
    "status": form.one_of("open", "complete", "expired"),
}


def create(call: Call) -> Thing:
    """Open a session for a payment; nothing is charged yet, and there is no PaymentIntent yet."""
    call.platform_only()
    params, books = call.params, call.books
    code, amount = _total(params["line_items"])
    check_total(amount, code)
    expires_at = params.get("expires_at", books.clock.now() + LIFE_S_MAX)
    _check_life(expires_at - books.clock.now())
    fields: Thing = {
        "amount_subtotal": amount,
        "amount_total": amount,
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "currency": code,
        "customer_details": None,
        "customer_email": params.get("customer_email"),
        "expires_at": expires_at,
        "livemode": books.livemode,
        "locale": params.get("locale"),
        "metadata": params.get("metadata", {}),
        "mode": params["mode"],
        "payment_intent": None,
        "payment_method_types": params.get("allowed_payment_method_types", ["card"]),
        "payment_status": "unpaid",
        "status": "open",
        "submit_type": params.get("submit_type"),
        "success_url": params["success_url"],
        "ui_mode": "hosted_page",
        "_intent_params": params.get("payment_intent_data", {}),
    }
    made = books.add("checkout.session", fields)
    made["url"] = f"{books.base_url}/c/pay/{made['id']}"
    made["_line_items"] = _line_items(books, made, params["line_items"])
    return made


def _total(lines: list[Thing]) -> tuple[str, int]:
    code = lines[0]["price_data"]["currency"]
    for place, line in enumerate(lines):
        if line["price_data"]["currency"] != code:
            raise invalid(f"line_items[{place}]", "All prices must use the same currency.")
        if line["price_data"]["unit_amount"] > AMOUNT_MAX:
            param = f"line_items[{place}][price_data][unit_amount]"
            raise invalid(param, "Invalid unit_amount: must be less than 100000000", code="amount_too_large")
    return code, sum(line["price_data"]["unit_amount"] * line["quantity"] for line in lines)


def _check_life(seconds: int) -> None:
    if not seconds >= LIFE_S_MIN:
        raise invalid(
            "expires_at",
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
        )
    if seconds > LIFE_S_MAX:
        raise invalid(
            "expires_at",
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
        )


def _line_items(books: Books, session: Thing, lines: list[Thing]) -> Thing:
    shown = []
    for line in lines:
        price, quantity = line["price_data"], line["quantity"]
        total = price["unit_amount"] * quantity
        shown.append(
            {
                "id": books.new_id("line_item"),
                "object": "item",
                "amount_subtotal": total,
                "amount_total": total,
                "currency": price["currency"],
                "description": price["product_data"]["name"],
                "quantity": quantity,
            }
        )
    address = f"/v1/checkout/sessions/{session['id']}/line_items"
    return {"object": "list", "url": address, "has_more": False, "data": shown}


def retrieve(call: Call, key: str) -> Thing:
    """Answer with one session."""
    return call.books.find("checkout.session", key, account=call.account)


def line_items(call: Call, key: str) -> Thing:
    """Answer with what a session asks money for."""
    items: Thing = retrieve(call, key)["_line_items"]
    return items


def sessions(call: Call) -> Thing:
    """Answer with a page of sessions."""
    wanted = {name: call.params[name] for name in ("payment_intent", "status") if name in call.params}
    found = (
        thing
        for thing in call.books.all("checkout.session", account=call.account)
        if all(thing[name] == value for name, value in wanted.items())
    )
    return lists.page(call, "/v1/checkout/sessions", found)


def expire(call: Call, key: str) -> Thing:
    """End an open session: nobody can pay on its page any more."""
    session = retrieve(call, key)
    if session["status"] != "open":
        raise ApiError(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a '
            f"status of {session['status']}."
        )
    return _end(call.books, session)


def expire_due(books: Books) -> None:
    """End the open sessions whose time is over."""
    now = books.clock.now()
    due = [
        thing
        for thing in books.all("checkout.session")
        if thing["status"] == "open" and thing["expires_at"] <= now
    ]
    for session in reversed(due):
        _end(books, session)


def _end(books: Books, session: Thing) -> Thing:
    session |= {"status": "expired", "url": None}
    books.emit("checkout.session.expired", session)
    return session


def open_session(books: Books, key: str) -> Thing:
    """Return a session that can still be paid, or raise Stripe's no."""
    session = books.find("checkout.session", key)
    if session["status"] != "open":
        raise ApiError(f"This Checkout Session is {session['status']}.", kept=False)
    return session


def pay(books: Books, key: str, *, name: str, email: str, method: str = "card") -> Thing:
    """Let somebody pay on the page: by card at once, by a delayed method later; control and page only."""
    session = open_session(books, key)
    intent = _intent_of(books, session, method)
    session |= {"status": "complete", "url": None, "customer_details": _payer(name, email)}
    if method in payments.DELAYED_METHODS:
        payments.begin(books, intent, name=name, email=email, method=method)
    else:
        payments.succeed(books, intent, name=name, email=email, method=method)
        session["payment_status"] = "paid"
    books.emit("checkout.session.completed", session)
    return session


def decline(books: Books, key: str, *, name: str, email: str) -> Thing:
    """Let the card be declined; the page stays open."""
    session = open_session(books, key)
    payments.fail(books, _intent_of(books, session, "card"), name=name, email=email, method="card")
    return session


def settle(books: Books, key: str, *, succeeded: bool) -> Thing:
    """Let the money of a delayed method arrive, or not; control only."""
    session = books.find("checkout.session", key)
    intent = books.find("payment_intent", session["payment_intent"])
    assert intent["status"] == "processing", "only what is under way can settle"
    name, email = session["customer_details"]["name"], session["customer_details"]["email"]
    method = intent["_method"]
    if succeeded:
        payments.succeed(books, intent, name=name, email=email, method=method)
        session["payment_status"] = "paid"
        books.emit("checkout.session.async_payment_succeeded", session)
    else:
        payments.fail(books, intent, name=name, email=email, method=method)
        books.emit("checkout.session.async_payment_failed", session)
    return session


def _payer(name: str, email: str) -> dict[str, Any]:
    return {"address": None, "email": email, "name": name, "phone": None, "tax_exempt": "none", "tax_ids": []}


def _intent_of(books: Books, session: Thing, method: str) -> Thing:
    if session["payment_intent"] is None:
        intent = payments.create_intent(
            books, session["amount_total"], session["currency"], params=session["_intent_params"]
        )
        session["payment_intent"] = intent["id"]
    found = books.find("payment_intent", session["payment_intent"])
    found |= {"_method": method, "payment_method_types": session["payment_method_types"]}
    return found
