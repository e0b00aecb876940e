"""Refunds: never above what is left of a charge, and never while it is disputed."""

from __future__ import annotations

from tests.support.fake_stripe import balance, form, lists
from tests.support.fake_stripe.books import Books, Call, Thing
from tests.support.fake_stripe.currencies import shown
from tests.support.fake_stripe.errors import ApiError, invalid
from tests.support.fake_stripe.form import Schema

CREATE_SCHEMA: Schema = {
    "amount": form.integer(least=1),
    "charge": form.text(),
    "payment_intent": form.text(),
    "metadata": form.metadata(),
    "reason": form.one_of("duplicate", "fraudulent", "requested_by_customer"),
    **form.EXPAND,
}
LIST_SCHEMA: Schema = {**lists.PAGING, "charge": form.text(), "payment_intent": form.text()}


def create(call: Call) -> Thing:
    """Send money of a charge back over the card that brought it."""
    call.platform_only()
    charge = _charge_of(call)
    left = charge["amount"] - charge["amount_refunded"]
    _check(call.books, charge, call.params.get("amount"), left)
    amount = call.params.get("amount", left)
    waits = not _is_covered(call.books, amount, charge["currency"])
    fields = {
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "currency": charge["currency"],
        "destination_details": {"type": charge["payment_method_details"]["type"]},
        "metadata": call.params.get("metadata", {}),
        "payment_intent": charge["payment_intent"],
        "pending_reason": "insufficient_funds" if waits else None,
        "reason": call.params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending" if waits else call.books.settings.refund_status,
        "transfer_reversal": None,
    }
    prefix = "pyr_1" if _is_payment(charge) else ""
    made = call.books.add("refund", fields, prefix=prefix)
    if not waits:
        made["balance_transaction"] = _line_of(call.books, made, charge)["id"]
    _count(charge, amount)
    call.books.emit("refund.created", made)
    call.books.emit("charge.refunded", charge)
    return made


def _is_covered(books: Books, amount: int, code: str) -> bool:
    return not books.settings.refunds_need_balance or amount <= balance.available(books, code)


def go_on(books: Books) -> None:
    """Let refunds that wait for money leave as soon as it is there, the oldest first."""
    waiting = [made for made in books.all("refund") if made["pending_reason"] == "insufficient_funds"]
    for made in reversed(waiting):
        if not _is_covered(books, made["amount"], made["currency"]):
            return
        charge = books.find("charge", made["charge"])
        made["balance_transaction"] = _line_of(books, made, charge)["id"]
        made |= {"pending_reason": None, "status": "succeeded"}
        books.emit("refund.updated", made)


def _charge_of(call: Call) -> Thing:
    books, params = call.books, call.params
    if "charge" in params and "payment_intent" in params:
        raise invalid("charge", "You may only specify one of these parameters: charge, payment_intent.")
    if "charge" in params:
        return books.find("charge", params["charge"], param="charge")
    if "payment_intent" not in params:
        raise ApiError(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
            kept=False,
        )
    intent = books.find("payment_intent", params["payment_intent"], param="payment_intent")
    if intent["status"] != "succeeded":
        raise ApiError(
            f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
            param="payment_intent",
        )
    return books.find("charge", intent["latest_charge"])


def _check(books: Books, charge: Thing, amount: int | None, left: int) -> None:
    if charge["status"] != "succeeded":
        raise ApiError(f"Charge {charge['id']} has not succeeded and cannot be refunded.", param="charge")
    if any(it["charge"] == charge["id"] and it["status"] != "won" for it in books.all("dispute")):
        raise ApiError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    if left == 0:
        raise ApiError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount is not None and amount > left:
        code, whole = charge["currency"], left == charge["amount"]
        against = f"charge amount ({shown(left, code)})"
        unrefunded = f"unrefunded amount on charge ({shown(left, code)})"
        raise ApiError(
            f"Refund amount ({shown(amount, code)}) is greater than {against if whole else unrefunded}",
            param="amount",
        )


def _is_payment(charge: Thing) -> bool:
    return bool(charge["id"].startswith("py_"))


def _line_of(books: Books, made: Thing, charge: Thing) -> Thing:
    # The refund of money that is still pending is pending as long, unless it has to be covered.
    came = books.find("balance_transaction", charge["balance_transaction"])
    now = books.clock.now()
    return balance.add_line(
        books,
        "payment_refund" if _is_payment(charge) else "refund",
        -made["amount"],
        made["currency"],
        source=made["id"],
        available_on=now if books.settings.refunds_need_balance else max(now, came["available_on"]),
    )


def _count(charge: Thing, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]


def settle(books: Books, key: str, status: str) -> Thing:
    """Let a refund arrive (``succeeded``) or fail, its money coming back to the balance; control only."""
    made = books.find("refund", key)
    assert status in ("succeeded", "failed"), "a refund arrives or fails"
    assert made["status"] == "pending" or (made["status"], status) == ("succeeded", "failed"), "it is settled"
    made["status"] = status
    if status == "failed":
        _take_back(books, made)
    books.emit("refund.updated", made)
    if status == "failed":
        books.emit("refund.failed", made)
    books.emit("charge.refund.updated", made)
    return made


def _take_back(books: Books, made: Thing) -> None:
    charge = books.find("charge", made["charge"])
    kind = "payment_failure_refund" if _is_payment(charge) else "refund_failure"
    back = balance.add_line(books, kind, made["amount"], made["currency"], source=made["id"])
    made |= {"failure_balance_transaction": back["id"], "failure_reason": "expired_or_canceled_card"}
    _count(charge, -made["amount"])


def retrieve(call: Call, key: str) -> Thing:
    """Answer with one refund."""
    return call.books.find("refund", key, account=call.account)


def refunds(call: Call) -> Thing:
    """Answer with a page of refunds."""
    wanted = {name: call.params[name] for name in ("charge", "payment_intent") if name in call.params}
    found = (
        thing
        for thing in call.books.all("refund", account=call.account)
        if all(thing[name] == value for name, value in wanted.items())
    )
    return lists.page(call, "/v1/refunds", found)
