"""The payer's page: every way to pay, and the way over to the payment service's own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale

from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import let_forms_lead_to, this_world, visitor
from auction.payments import stripe_answers
from auction.payments.checkout import service as checkouts
from auction.payments.checkout.session import Checkout
from auction.payments.each_gateway import gateways_of
from auction.payments.gateway import GatewayRefused, GatewayUnavailable
from auction.payments.stripe_gateway import StripeGateway
from auction.payments.words import Reason
from auction.people.names_views import own_name
from auction.settlement.paying import service
from auction.settlement.paying.page import Asked, may_pay

blueprint = Blueprint("paying", __name__)
# Where Stripe's pages live; browsers let a form lead nowhere else.
CHECKOUT_ORIGIN = "https://checkout.stripe.com"


@blueprint.get("/my/payments/<reference>")
def ways(reference: str) -> Response:
    """Show how to pay, what arrived, what is missing and what went back."""
    return _page(_asked(reference), None)


@blueprint.post("/my/payments/<reference>/checkout")
def checkout(reference: str) -> Response:
    """Lead to a page of the payment service: written down first, then asked for, then kept."""
    asked, at = _asked(reference), this_world().clock.now()
    stripe = gateways_of(this_world()).get("stripe")
    if not isinstance(stripe, StripeGateway):
        abort(404)
    if refusal := stripe.offers(asked.ask):
        return _page(asked, refusal)
    with this_world().database.transaction() as tx:
        begun = service.begin_checkout(tx, asked, checkout_id=new_id(), language=str(get_locale()), at=at)
    led = begun if isinstance(begun, Refusal) else _open(stripe, asked, begun)
    return _page(asked, led) if isinstance(led, Refusal) else make_response(redirect(led, 303))


def _open(stripe: StripeGateway, asked: Asked, begun: Checkout) -> str | Refusal:
    """Return the address of the page, asking for it where it is not known yet."""
    if begun.url:
        return begun.url
    back_url = this_world().settings.public_url.rstrip("/") + url_for(
        "paying.ways", reference=asked.request.reference
    )
    wish = stripe_answers.checkout_of(
        asked.ask, expires_at=begun.expires_at, language=begun.language, back_url=back_url
    )
    try:
        gateway_id, url = stripe.begin_checkout(begun.id, wish)
    except GatewayUnavailable:
        return Refusal(Reason.CHECKOUT_UNREACHABLE, "")
    except GatewayRefused as no:
        with this_world().database.transaction() as tx:
            checkouts.refused(tx, begun, reason=no.reason)
        return Refusal(Reason.CHECKOUT_REFUSED, "", {"code": no.reason})
    with this_world().database.transaction() as tx:
        checkouts.opened(tx, begun, gateway_id=gateway_id, url=url, at=this_world().clock.now())
    return url


def _asked(reference: str) -> Asked:
    with this_world().database.reading() as tx:
        asked = service.asked_of(tx, reference=reference, account_id=visitor().account_id)
    return asked or abort(404)


def _page(asked: Asked, refusal: Refusal | None) -> Response:
    at, settings = this_world().clock.now(), this_world().settings
    over = may_pay(asked, at)
    gateways = gateways_of(this_world()).values()
    if settings.takes_stripe:
        let_forms_lead_to(_origin(settings.stripe_api_url) or CHECKOUT_ORIGIN)
    with this_world().database.reading() as tx:
        payer = own_name(tx)
    html = render_template(
        "settlement/paying/ways.html", asked=asked, over=over, refusal=refusal, at=at, payer=payer,
        ways=[] if over else service.ways_of(asked, gateways), back=request.args.get("back", ""),
    )  # fmt: skip
    return make_response(html, 409 if refusal else 200)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if url else ""
