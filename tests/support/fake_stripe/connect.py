"""Connected accounts, transfers to them, and reversals."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.fake_stripe import balance, form, lists
from tests.support.fake_stripe.books import PLATFORM, Books, Call, Thing
from tests.support.fake_stripe.currencies import currency, shown
from tests.support.fake_stripe.errors import ApiError, no_access, no_such
from tests.support.fake_stripe.form import Schema

# A transfer shows its latest reversals; the others are on a list of their own.
REVERSALS_SHOWN_MAX = 10
_REQUESTED: Schema = {"requested": form.boolean()}
ACCOUNT_SCHEMA: Schema = {
    "type": form.one_of("custom", "express", "standard"),
    "country": form.text(length_max=2),
    "email": form.text(length_max=800),
    "business_type": form.one_of("company", "government_entity", "individual", "non_profit"),
    "capabilities": form.nested(
        {"transfers": form.nested(_REQUESTED), "card_payments": form.nested(_REQUESTED)}
    ),
    "metadata": form.metadata(),
    **form.EXPAND,
}
TRANSFER_SCHEMA: Schema = {
    "amount": form.integer(least=1),
    "currency": currency,
    "destination": form.text(),
    "description": form.text(),
    "metadata": form.metadata(),
    "source_transaction": form.text(),
    "transfer_group": form.text(),
    **form.EXPAND,
}
TRANSFER_REQUIRED = ("amount", "currency", "destination")
TRANSFERS_SCHEMA: Schema = {**lists.PAGING, "destination": form.text(), "transfer_group": form.text()}
REVERSAL_SCHEMA: Schema = {
    "amount": form.integer(least=1),
    "description": form.text(),
    "metadata": form.metadata(),
    **form.EXPAND,
}


def create_account(call: Call) -> Thing:
    """Make a connected account; it can take transfers once Stripe has looked at it."""
    call.platform_only()
    asked = call.params.get("capabilities", {})
    fields: Thing = {
        "business_type": call.params.get("business_type"),
        "capabilities": {name: "inactive" for name, wish in asked.items() if wish.get("requested")},
        "charges_enabled": False,
        "country": call.params.get("country", "DE"),
        "default_currency": "eur",
        "details_submitted": False,
        "email": call.params.get("email"),
        "metadata": call.params.get("metadata", {}),
        "payouts_enabled": False,
        "type": call.params.get("type", "standard"),
    }
    return call.books.add("account", fields)


def account(call: Call, key: str) -> Thing:
    """Answer with one connected account; another's is not even named."""
    if call.books.known(key) is None:
        raise no_access(key)
    return call.books.find("account", key)


def own_account(call: Call) -> Thing:
    """Answer with the account that the key acts for."""
    if call.account:
        return account(call, call.account)
    return {
        "id": PLATFORM,
        "object": "account",
        "capabilities": {"card_payments": "active", "transfers": "active"},
        "charges_enabled": True,
        "country": "DE",
        "default_currency": "eur",
        "details_submitted": True,
        "email": "platform@example.org",
        "payouts_enabled": True,
        "type": "standard",
    }


def accounts(call: Call) -> Thing:
    """Answer with a page of connected accounts."""
    call.platform_only()
    return lists.page(call, "/v1/accounts", call.books.all("account"))


def enable(books: Books, key: str, *, enabled: bool) -> Thing:
    """Let Stripe find an account in order, or not; control only."""
    found = books.find("account", key)
    word = "active" if enabled else "inactive"
    found["capabilities"] = dict.fromkeys(found["capabilities"] or ("transfers",), word)
    found |= {"charges_enabled": enabled, "payouts_enabled": enabled, "details_submitted": enabled}
    books.emit("account.updated", found)
    return found


def create_transfer(call: Call) -> Thing:
    """Move money of the platform's balance to a connected account."""
    call.platform_only()
    books, params = call.books, call.params
    to, source = _destination(books, params["destination"]), None
    group, available_on = params.get("transfer_group"), books.clock.now()
    if "source_transaction" in params:
        source = _source(books, params)
        group = _group_of(source, group)
        available_on = books.find("balance_transaction", source["balance_transaction"])["available_on"]
        available_on = max(books.clock.now(), available_on)
    else:
        balance.check_available(books, params["amount"], params["currency"])
    fields = {
        "amount": params["amount"],
        "amount_reversed": 0,
        "balance_transaction": None,
        "currency": params["currency"],
        "description": params.get("description"),
        "destination": to["id"],
        "livemode": books.livemode,
        "metadata": params.get("metadata", {}),
        "reversed": False,
        "source_transaction": source["id"] if source else None,
        "source_type": "card",
        "transfer_group": group,
    }
    made = books.add("transfer", fields)
    address = f"/v1/transfers/{made['id']}/reversals"
    made["reversals"] = {"object": "list", "url": address, "has_more": False, "data": []}
    _write(books, made, to, available_on)
    books.emit("transfer.created", made)
    return made


def _destination(books: Books, key: str) -> Thing:
    found = books.known(key)
    if found is None or found["object"] != "account":
        raise no_such("destination", key, param="destination", status=400)
    if found["capabilities"].get("transfers") != "active":
        raise ApiError(
            "Your destination account needs to have at least one of the following capabilities enabled: "
            "transfers, crypto_transfers, legacy_payments",
            code="insufficient_capabilities_for_transfer",
        )
    return found


def _source(books: Books, params: Thing) -> Thing:
    charge = books.find("charge", params["source_transaction"], param="source_transaction", status=400)
    if charge["status"] != "succeeded":
        raise ApiError("The source_transaction has not succeeded.", param="source_transaction")
    if charge["currency"] != params["currency"]:
        raise ApiError(
            f"The currency of the source_transaction's line ({charge['currency']}) must be the same "
            f"as the transfer currency ({params['currency']})",
            param="currency",
        )
    sent = sum(
        thing["amount"] - thing["amount_reversed"]
        for thing in books.all("transfer")
        if thing["source_transaction"] == charge["id"]
    )
    left = charge["amount"] - charge["amount_refunded"] - sent
    if params["amount"] > left:
        raise ApiError(
            f"The transfer amount ({shown(params['amount'], charge['currency'])}) is greater than what is "
            f"left of the source_transaction ({shown(max(left, 0), charge['currency'])}).",
            code="balance_insufficient",
            param="amount",
        )
    return charge


def _group_of(source: Thing, group: str | None) -> str:
    # A charge and the transfers from it are of one group; the first to name it decides.
    have = source["transfer_group"]
    if have is not None and group not in (None, have):
        raise ApiError(
            f"The transfer_group must be that of the source_transaction ({have}).", param="transfer_group"
        )
    source["transfer_group"] = have or group or f"group_{source['payment_intent'] or source['id']}"
    return str(source["transfer_group"])


def _write(books: Books, made: Thing, to: Thing, available_on: int) -> None:
    amount, code = made["amount"], made["currency"]
    out = balance.add_line(books, "transfer", -amount, code, source=made["id"], available_on=available_on)
    came = balance.add_line(
        books, "payment", amount, code, source=made["id"], account=to["id"], available_on=available_on
    )
    made["balance_transaction"], made["_came"] = out["id"], came["id"]


def transfer(call: Call, key: str) -> Thing:
    """Answer with one transfer."""
    return call.books.find("transfer", key, account=call.account)


def transfers(call: Call) -> Thing:
    """Answer with a page of transfers."""
    wanted = {name: call.params[name] for name in ("destination", "transfer_group") if name in call.params}
    found = (
        thing
        for thing in call.books.all("transfer", account=call.account)
        if all(thing[name] == value for name, value in wanted.items())
    )
    return lists.page(call, "/v1/transfers", found)


def reverse(call: Call, key: str) -> Thing:
    """Take a transfer back, whole or in part, out of the account's own balance."""
    call.platform_only()
    books, sent = call.books, transfer(call, key)
    code, left = sent["currency"], sent["amount"] - sent["amount_reversed"]
    amount = call.params.get("amount", left)
    if left == 0:
        raise ApiError(f"Transfer {key} is already fully reversed.", code="transfer_already_reversed")
    if amount > left:
        raise ApiError(
            f"Transfer reversal amount ({shown(amount, code)}) is greater than unreversed amount on transfer "
            f"({shown(left, code)})",
            param="amount",
        )
    came = books.find("balance_transaction", sent["_came"], account=sent["destination"])
    if came["available_on"] <= books.clock.now():
        balance.check_available(books, amount, code, account=sent["destination"])
    return _reverse(call, sent, amount, max(books.clock.now(), came["available_on"]))


def _reverse(call: Call, sent: Thing, amount: int, available_on: int) -> Thing:
    books, code = call.books, sent["currency"]
    fields = {
        "amount": amount,
        "balance_transaction": None,
        "currency": code,
        "destination_payment_refund": None,
        "metadata": call.params.get("metadata", {}),
        "source_refund": None,
        "transfer": sent["id"],
    }
    made = books.add("transfer_reversal", fields)
    back = balance.add_line(
        books, "transfer_refund", amount, code, source=made["id"], available_on=available_on
    )
    balance.add_line(
        books,
        "payment_refund",
        -amount,
        code,
        source=made["id"],
        account=sent["destination"],
        available_on=available_on,
    )
    made["balance_transaction"] = back["id"]
    sent["amount_reversed"] += amount
    sent["reversed"] = sent["amount_reversed"] == sent["amount"]
    shown_first = [made, *sent["reversals"]["data"]]
    sent["reversals"] |= {
        "data": shown_first[:REVERSALS_SHOWN_MAX],
        "has_more": len(shown_first) > REVERSALS_SHOWN_MAX,
    }
    books.emit("transfer.reversed", sent)
    return made


def reversal(call: Call, key: str, reversal_key: str) -> Thing:
    """Answer with one reversal of a transfer."""
    transfer(call, key)
    found = call.books.find("transfer_reversal", reversal_key, account=call.account)
    if found["transfer"] != key:
        raise no_such("transfer_reversal", reversal_key)
    return found


def reversals(call: Call, key: str) -> Thing:
    """Answer with a page of a transfer's reversals."""
    transfer(call, key)
    found: Iterator[Thing] = (
        thing
        for thing in call.books.all("transfer_reversal", account=call.account)
        if thing["transfer"] == key
    )
    return lists.page(call, f"/v1/transfers/{key}/reversals", found)
