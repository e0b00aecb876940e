"""Doors of payments: the webhook, and the demonstration page of the bank on paper."""

from __future__ import annotations

import re

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from auction.kernel.ids import new_id
from auction.kernel.money import Money, NotAnAmount, format_plain, parse_plain
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world
from auction.payments import paper_gateway, service, store, webhook
from auction.payments.each_gateway import gateways_of
from auction.payments.gateway import Gateway, GatewayUnavailable
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.received import PaymentRequest
from auction.payments.webhook import (
    PAYER_NAME_LENGTH_MAX,
    PAYMENT_MINOR_MAX,
    WEBHOOK_BYTES_MAX,
    Message,
)
from auction.payments.words import Reason
from auction.people.vault import vault_of

blueprint = Blueprint("payments", __name__)
_FORM_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


@blueprint.record_once
def _exempt(state: BlueprintSetupState) -> None:
    # A gateway has no session; its signature says who it is.
    if "csrf" in state.app.extensions:
        state.app.extensions["csrf"].exempt(hear)


@blueprint.post("/webhooks/<gateway>", endpoint="webhook")
def hear(gateway: str) -> Response:
    """Take a message from a gateway: signature first, then the inbox, and nothing else."""
    world = this_world()
    known = gateways_of(world).get(gateway)
    if known is None or not known.signature_header:
        abort(404)
    at, body = world.clock.now(), _raw_body()
    refusal = _too_large(body) or known.check(_signature(known), body, at=at)
    event_id = webhook.event_id_of(body)
    if refusal is not None or event_id is None:
        return _not_taken(refusal or Refusal(Reason.EVENT_WITHOUT_ID, ""))
    with world.database.transaction() as tx:
        vault = vault_of(world.settings)
        service.keep_message(tx, vault=vault, gateway=gateway, event_id=event_id, body=body, at=at)
    return make_response("taken\n", 200, {"Content-Type": "text/plain"})


@blueprint.get("/pay/<reference>")
def pay(reference: str) -> str:
    """Show the demonstration bank's page for a reference."""
    return _page(_request_of(reference), payment=new_id())


@blueprint.post("/pay/<reference>")
def tell(reference: str) -> AnyResponse | tuple[str, int]:
    """Let the bank on paper tell us, over our own webhook, that somebody paid."""
    asked = _request_of(reference)
    amount, payer = _amount(asked), request.form.get("payer_name", "").strip()
    payment = request.form.get("payment", "")
    payment = payment if _FORM_ID.fullmatch(payment) else new_id()
    errors = _errors(asked, amount, payer)
    if amount is None or errors:
        return _page(asked, payment=payment, errors=errors), 422
    message = Message(f"pay_{payment}", reference, amount, payer)
    if not _deliver(message, event_id=f"evt_{payment}"):
        errors = {"": Refusal(Reason.BANK_UNREACHABLE, "")}
        return _page(asked, payment=payment, errors=errors), 502
    flash(gettext("The bank has told the platform; the payment is checked within seconds."))
    return redirect(url_for("payments.pay", reference=reference), 303)


def _raw_body() -> bytes:
    # One byte more than the limit is enough to know that it is passed.
    return request.stream.read(WEBHOOK_BYTES_MAX + 1)


def _too_large(body: bytes) -> Refusal | None:
    if len(body) > WEBHOOK_BYTES_MAX:
        return Refusal(Reason.WEBHOOK_TOO_LARGE, "", {"bytes_max": WEBHOOK_BYTES_MAX})
    return None


def _signature(gateway: Gateway) -> str:
    return request.headers.get(gateway.signature_header, "")


def _not_taken(refusal: Refusal) -> Response:
    current_app.logger.warning("webhook not taken: %s", refusal.reason)
    return make_response(f"{refusal.reason}\n", 400, {"Content-Type": "text/plain"})


def _request_of(reference: str) -> PaymentRequest:
    world = this_world()
    if paper_gateway_of(world.database, world.settings) is None:
        abort(404)
    with world.database.reading() as tx:
        asked = store.request_by_reference(tx, reference)
    return asked or abort(404)


def _amount(asked: PaymentRequest) -> Money | None:
    try:
        amount = parse_plain(request.form.get("amount", ""), asked.amount.currency)
    except NotAnAmount:
        return None
    return amount if amount.minor <= PAYMENT_MINOR_MAX else None


def _errors(asked: PaymentRequest, amount: Money | None, payer: str) -> dict[str, Refusal]:
    errors = {}
    if not 0 < len(payer) <= PAYER_NAME_LENGTH_MAX:
        errors["payer_name"] = Refusal(Reason.PAYER_MISSING, "", {"length_max": PAYER_NAME_LENGTH_MAX})
    if amount is None:
        errors["amount"] = Refusal(Reason.AMOUNT_UNREADABLE, "", {"currency": asked.amount.currency})
    return errors


def _deliver(message: Message, *, event_id: str) -> bool:
    world = this_world()
    bank = paper_gateway_of(world.database, world.settings)
    assert bank is not None, "this page is the paper gateway's own"
    body, headers = bank.message(message, event_id=event_id, at=world.clock.now())
    url = world.settings.public_url.rstrip("/") + url_for("payments.webhook", gateway=bank.name)
    # Tests put their own postman here: they have no server that listens.
    deliver = current_app.extensions.get("payments.deliver", paper_gateway.deliver)
    try:
        return bool(deliver(url, body, headers) == 200)
    except GatewayUnavailable:
        return False


def _page(asked: PaymentRequest, *, payment: str, errors: dict[str, Refusal] | None = None) -> str:
    return render_template(
        "payments/pay.html",
        asked=asked,
        plain_amount=format_plain(asked.amount),
        payment=payment,
        errors=errors or {},
        form=request.form,
    )
