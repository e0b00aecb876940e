"""PaymentIntents and their charges: money that came in, or was declined."""

from __future__ import annotations

from typing import Any

from tests.support.fake_stripe import balance, form, lists
from tests.support.fake_stripe.books import Books, Call, Thing
from tests.support.fake_stripe.form import Schema

# Methods whose money comes days later.  Their charges are called payments and have other ids.
DELAYED_METHODS = ("sepa_debit", "us_bank_account", "customer_balance")
INTENTS_SCHEMA: Schema = {**lists.PAGING, "customer": form.text()}
CHARGES_SCHEMA: Schema = {
    **lists.PAGING,
    "payment_intent": form.text(),
    "transfer_group": form.text(),
}


def intent(call: Call, key: str) -> Thing:
    """Answer with one PaymentIntent."""
    return call.books.find("payment_intent", key, account=call.account)


def intents(call: Call) -> Thing:
    """Answer with a page of PaymentIntents; this fake has no customers, so none has any."""
    found = call.books.all("payment_intent", account=call.account) if "customer" not in call.params else ()
    return lists.page(call, "/v1/payment_intents", found)


def charge(call: Call, key: str) -> Thing:
    """Answer with one charge."""
    return call.books.find("charge", key, account=call.account)


def charges(call: Call) -> Thing:
    """Answer with a page of charges."""
    wanted = {name: call.params[name] for name in ("payment_intent", "transfer_group") if name in call.params}
    found = (
        thing
        for thing in call.books.all("charge", account=call.account)
        if all(thing[name] == value for name, value in wanted.items())
    )
    return lists.page(call, "/v1/charges", found)


def create_intent(books: Books, amount: int, code: str, *, params: Thing) -> Thing:
    """Make the PaymentIntent of a session, when somebody first tries to pay."""
    fields = {
        "amount": amount,
        "amount_capturable": 0,
        "amount_received": 0,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "confirmation_method": "automatic",
        "currency": code,
        "customer": None,
        "description": params.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": books.livemode,
        "metadata": params.get("metadata", {}),
        "next_action": None,
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
        "transfer_group": params.get("transfer_group"),
        "_method": "card",
    }
    made = books.add("payment_intent", fields)
    books.emit("payment_intent.created", made)
    return made


def begin(books: Books, found: Thing, *, name: str, email: str, method: str) -> None:
    """Let a delayed payment be under way: a charge that is pending."""
    made = _add_charge(books, found, name=name, email=email, method=method)
    found |= {"status": "processing", "latest_charge": made["id"]}
    books.emit("charge.pending", made)
    books.emit("payment_intent.processing", found)


def succeed(books: Books, found: Thing, *, name: str, email: str, method: str) -> None:
    """Let the money come in: the charge, its line with its fee, and their events."""
    made = _charge_under_way(books, found) or _add_charge(books, found, name=name, email=email, method=method)
    kind = "payment" if method in DELAYED_METHODS else "charge"
    line = balance.add_line(
        books,
        kind,
        made["amount"],
        made["currency"],
        source=made["id"],
        fee=_fee(books, made["amount"]),
        available_on=books.clock.now() + books.settings.available_after_s,
    )
    made |= {"paid": True, "captured": True, "status": "succeeded", "amount_captured": made["amount"]}
    made["balance_transaction"] = line["id"]
    found |= {"status": "succeeded", "amount_received": made["amount"], "latest_charge": made["id"]}
    found["last_payment_error"] = None
    books.emit("charge.succeeded", made)
    books.emit("payment_intent.succeeded", found)


def fail(books: Books, found: Thing, *, name: str, email: str, method: str) -> None:
    """Let the payment be declined; the intent waits for another try."""
    made = _charge_under_way(books, found) or _add_charge(books, found, name=name, email=email, method=method)
    code, message = _DECLINED if method == "card" else _NOT_PAID
    made |= {"status": "failed", "failure_code": code, "failure_message": message}
    found |= {"status": "requires_payment_method", "latest_charge": made["id"]}
    found["last_payment_error"] = {
        "charge": made["id"],
        "code": code,
        "message": message,
        "type": "card_error",
    }
    books.emit("charge.failed", made)
    books.emit("payment_intent.payment_failed", found)


_DECLINED = ("card_declined", "Your card was declined.")
_NOT_PAID = ("insufficient_funds", "The customer's account has insufficient funds to cover this payment.")


def _charge_under_way(books: Books, found: Thing) -> Thing | None:
    latest = books.known(found["latest_charge"] or "")
    return latest if latest is not None and latest["status"] == "pending" else None


def _fee(books: Books, amount: int) -> int:
    settings = books.settings
    return amount * settings.fee_basis_points // 10_000 + settings.fee_fixed


def _add_charge(books: Books, found: Thing, *, name: str, email: str, method: str) -> Thing:
    paid_with: dict[str, Any] = {"type": method, method: {}}
    fields = {
        "amount": found["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": email, "name": name, "phone": None, "tax_id": None},
        "captured": False,
        "currency": found["currency"],
        "customer": None,
        "description": found["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": books.livemode,
        "metadata": dict(found["metadata"]),
        "paid": False,
        "payment_intent": found["id"],
        "payment_method_details": paid_with,
        "refunded": False,
        "status": "pending",
        "transfer_group": found["transfer_group"],
    }
    prefix = "py_3" if method in DELAYED_METHODS else ""
    return books.add("charge", fields, prefix=prefix)
