"""The balance and its lines: every movement with its fee, payouts, top-ups, and Stripe's own fees."""

from __future__ import annotations

from typing import Any

from tests.support.fake_stripe import form, lists
from tests.support.fake_stripe.books import Books, Call, Thing
from tests.support.fake_stripe.currencies import currency
from tests.support.fake_stripe.errors import ApiError
from tests.support.fake_stripe.form import Schema

KINDS = (
    "adjustment", "charge", "payment", "payment_refund", "payout", "payout_failure", "payment_failure_refund",
    "refund", "refund_failure", "stripe_fee", "topup", "transfer", "transfer_refund",
)  # fmt: skip
# How Stripe's reports call what these types do.
_REPORTED = {
    "payment": "charge", "payment_refund": "refund", "payment_failure_refund": "refund_failure",
    "payout_failure": "payout_reversal", "stripe_fee": "fee", "transfer_refund": "transfer_reversal",
}  # fmt: skip
LINES_SCHEMA: Schema = {
    **lists.PAGING,
    "type": form.one_of(*KINDS),
    "source": form.text(),
    "payout": form.text(),
    "currency": currency,
}
PAYOUTS_SCHEMA: Schema = {
    **lists.PAGING,
    "status": form.one_of("pending", "paid", "failed", "canceled", "in_transit"),
}


def add_line(
    books: Books,
    kind: str,
    amount: int,
    code: str,
    *,
    source: str | None,
    fee: int = 0,
    account: str = "",
    available_on: int | None = None,
    reported: str = "",
) -> Thing:
    """Write one line of the balance; the amount is signed as the balance moves."""
    fees = [{"amount": fee, "application": None, "currency": code, "description": "Stripe processing fees",
             "type": "stripe_fee"}] if fee else []  # fmt: skip
    fields: Thing = {
        "amount": amount,
        "available_on": books.clock.now() if available_on is None else available_on,
        "balance_type": "payments",
        "currency": code,
        "description": None,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": fees,
        "net": amount - fee,
        "reporting_category": reported or _REPORTED.get(kind, kind),
        "source": source,
        "status": "pending",
        "type": kind,
        "_payout": None,
    }
    return books.add("balance_transaction", fields, account=account)


def refresh(books: Books) -> None:
    """Let lines whose day has come be available."""
    now = books.clock.now()
    for line in books.every_line():
        line["status"] = "available" if line["available_on"] <= now else "pending"


def available(books: Books, code: str, *, account: str = "") -> int:
    """Return what can leave now."""
    now = books.clock.now()
    lines = books.all("balance_transaction", account=account)
    return sum(line["net"] for line in lines if line["currency"] == code and line["available_on"] <= now)


def check_available(books: Books, amount: int, code: str, *, account: str = "") -> None:
    """Say no to what is more than can leave now."""
    if amount > available(books, code, account=account):
        raise ApiError(
            "You have insufficient available funds in your Stripe account. One likely reason you have "
            "insufficient funds is that your funds are automatically being paid out; try enabling manual "
            "payouts by going to https://dashboard.stripe.com/account/payouts.",
            code="balance_insufficient",
        )


def retrieve(call: Call) -> Thing:
    """Answer with the balance, by currency."""
    now, sums = call.books.clock.now(), {"available": {"eur": 0}, "pending": {"eur": 0}}
    for line in call.books.all("balance_transaction", account=call.account):
        place = sums["available" if line["available_on"] <= now else "pending"]
        place[line["currency"]] = place.get(line["currency"], 0) + line["net"]
    shown: dict[str, Any] = {
        name: [{"amount": net, "currency": code, "source_types": {"card": net}} for code, net in by.items()]
        for name, by in sums.items()
    }
    return {"object": "balance", "livemode": call.books.livemode, **shown}


def line(call: Call, key: str) -> Thing:
    """Answer with one line."""
    return call.books.find("balance_transaction", key, account=call.account, param="id")


def lines(call: Call) -> Thing:
    """Answer with a page of lines."""
    wanted = {name: call.params[name] for name in ("type", "source", "currency") if name in call.params}
    payout = call.params.get("payout")
    if payout is not None:
        call.books.find("payout", payout, account=call.account, param="payout", status=400)
    found = (
        thing
        for thing in call.books.all("balance_transaction", account=call.account)
        if all(thing[name] == value for name, value in wanted.items())
        and (payout is None or thing["_payout"] == payout)
    )
    return lists.page(call, "/v1/balance_transactions", found)


def payout(call: Call, key: str) -> Thing:
    """Answer with one payout."""
    return call.books.find("payout", key, account=call.account)


def payouts(call: Call) -> Thing:
    """Answer with a page of payouts."""
    status = call.params.get("status")
    found = (
        thing
        for thing in call.books.all("payout", account=call.account)
        if status is None or thing["status"] == status
    )
    return lists.page(call, "/v1/payouts", found)


def topup(call: Call, key: str) -> Thing:
    """Answer with one top-up."""
    call.platform_only()
    return call.books.find("topup", key)


def topups(call: Call) -> Thing:
    """Answer with a page of top-ups."""
    call.platform_only()
    return lists.page(call, "/v1/topups", call.books.all("topup"))


def pay_to_bank(books: Books, code: str, *, account: str = "", paid: bool = True) -> Thing:
    """Send everything available to the bank, as an automatic payout does; control only."""
    settled = [
        thing
        for thing in books.all("balance_transaction", account=account)
        if thing["currency"] == code and thing["available_on"] <= books.clock.now() and not thing["_payout"]
    ]
    amount = sum(thing["net"] for thing in settled)
    if amount <= 0:
        raise ApiError("Nothing is available to be paid out.", code="balance_insufficient")
    made = _add_payout(books, amount, code, account=account)
    for thing in (*settled, books.find("balance_transaction", made["balance_transaction"], account=account)):
        thing["_payout"] = made["id"]
    books.emit("payout.created", made)
    return settle_payout(books, made["id"], "paid", account=account) if paid else made


def _add_payout(books: Books, amount: int, code: str, *, account: str) -> Thing:
    fields = {
        "amount": amount,
        "arrival_date": books.clock.now(),
        "automatic": True,
        "balance_transaction": None,
        "currency": code,
        "description": "STRIPE PAYOUT",
        "destination": "ba_1Fake",
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": books.livemode,
        "metadata": {},
        "method": "standard",
        "reconciliation_status": "completed",
        "source_type": "card",
        "status": "in_transit",
        "type": "bank_account",
    }
    made = books.add("payout", fields, account=account)
    made["balance_transaction"] = add_line(
        books, "payout", -amount, code, source=made["id"], account=account
    )["id"]
    return made


def settle_payout(books: Books, key: str, status: str, *, account: str = "") -> Thing:
    """Let a payout arrive (``paid``) or come back (``failed``); control only."""
    made = books.find("payout", key, account=account)
    assert status in ("paid", "failed"), "a payout arrives or comes back"
    made["status"] = status
    if status == "failed":
        back = add_line(
            books, "payout_failure", made["amount"], made["currency"], source=key, account=account
        )
        made |= {"failure_balance_transaction": back["id"], "failure_code": "account_closed"}
        made["failure_message"] = "The bank account has been closed"
    books.emit(f"payout.{status}", made)
    return made


def top_up(books: Books, amount: int, code: str) -> Thing:
    """Bring money of the platform's own onto the balance; control only."""
    fields = {
        "amount": amount,
        "balance_transaction": None,
        "currency": code,
        "description": None,
        "expected_availability_date": books.clock.now(),
        "failure_code": None,
        "failure_message": None,
        "livemode": books.livemode,
        "metadata": {},
        "source": None,
        "statement_descriptor": None,
        "status": "succeeded",
        "transfer_group": None,
    }
    made = books.add("topup", fields)
    made["balance_transaction"] = add_line(books, "topup", amount, code, source=made["id"])["id"]
    books.emit("topup.succeeded", made)
    return made


def charge_fee(books: Books, amount: int, code: str) -> Thing:
    """Take a fee that belongs to no payment; control only."""
    made = add_line(books, "stripe_fee", -amount, code, source=None)
    made["description"] = "Radar for Fraud Teams"
    return made
