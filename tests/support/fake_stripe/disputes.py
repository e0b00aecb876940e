"""Disputes: a cardholder's bank takes the money back, and gives it again or not."""

from __future__ import annotations

from tests.support.fake_stripe import balance, form, lists
from tests.support.fake_stripe.books import Books, Call, Thing
from tests.support.fake_stripe.errors import ApiError
from tests.support.fake_stripe.form import Schema

LIST_SCHEMA: Schema = {**lists.PAGING, "charge": form.text(), "payment_intent": form.text()}


def dispute(call: Call, key: str) -> Thing:
    """Answer with one dispute."""
    return call.books.find("dispute", key, account=call.account)


def disputes(call: Call) -> Thing:
    """Answer with a page of disputes."""
    wanted = {name: call.params[name] for name in ("charge", "payment_intent") if name in call.params}
    found = (
        thing
        for thing in call.books.all("dispute", account=call.account)
        if all(thing[name] == value for name, value in wanted.items())
    )
    return lists.page(call, "/v1/disputes", found)


def open_dispute(books: Books, charge_id: str, *, amount: int | None = None) -> Thing:
    """Let a cardholder dispute what is left of a charge: money and a fee leave at once; control only."""
    charge = books.find("charge", charge_id)
    left = charge["amount"] - charge["amount_refunded"]
    if charge["status"] != "succeeded" or charge["disputed"] or left == 0:
        raise ApiError(f"Charge {charge_id} cannot be disputed.")
    fields: Thing = {
        "amount": min(amount or left, left),
        "balance_transactions": [],
        "charge": charge_id,
        "currency": charge["currency"],
        "is_charge_refundable": False,
        "livemode": books.livemode,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": "fraudulent",
        "status": "needs_response",
    }
    made = books.add("dispute", fields)
    charge["disputed"] = True
    fee = books.settings.dispute_fee
    taken = balance.add_line(
        books, "adjustment", -made["amount"], made["currency"], source=made["id"], fee=fee, reported="dispute"
    )
    made["balance_transactions"].append(taken)
    books.emit("charge.dispute.created", made)
    books.emit("charge.dispute.funds_withdrawn", made)
    return made


def close_dispute(books: Books, key: str, *, won: bool) -> Thing:
    """Let a dispute end: won, the money comes back (the fee does not); control only."""
    made = books.find("dispute", key)
    if made["status"] != "needs_response":
        raise ApiError(f"Dispute {key} is already closed.")
    made["status"] = "won" if won else "lost"
    if won:
        back = balance.add_line(
            books,
            "adjustment",
            made["amount"],
            made["currency"],
            source=made["id"],
            reported="dispute_reversal",
        )
        made["balance_transactions"].append(back)
    books.emit("charge.dispute.closed", made)
    if won:
        books.emit("charge.dispute.funds_reinstated", made)
    return made
