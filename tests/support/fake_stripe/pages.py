"""The page a session's address leads to: plain HTML, for people and for browser tests."""

from __future__ import annotations

from html import escape

from tests.support.fake_stripe.books import Thing
from tests.support.fake_stripe.currencies import shown

_FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1rem/1.5 sans-serif;max-width:28rem;margin:2rem auto;padding:0 1rem}}
label,input,button{{display:block;width:100%;box-sizing:border-box;margin:.4rem 0;padding:.5rem;font:inherit}}
.error{{color:#a00000}}</style></head><body><main><h1>{title}</h1>{inner}</main></body></html>"""

_FORM = """<p>{what}</p><p><strong>{amount}</strong></p>{error}
<form method="post"><label for="name">Name on the card or account</label>
<input id="name" name="name" required maxlength="200" autocomplete="cc-name" value="{name}">
<label for="email">E-mail</label><input id="email" name="email" type="email" value="{email}">
<button name="act" value="pay">Pay</button>
<button name="act" value="pay_later">Pay by bank debit (takes days)</button>
<button name="act" value="decline">Pay with a card that is declined</button></form>
{back}<p>This is a fake of Stripe for trying things out. No money moves.</p>"""


def pay_page(session: Thing, *, error: str = "", name: str = "", email: str = "") -> bytes:
    """Write the page of an open session."""
    what = ", ".join(item["description"] for item in session["_line_items"]["data"])
    back = f'<p><a href="{escape(session["cancel_url"])}">Cancel</a></p>' if session["cancel_url"] else ""
    inner = _FORM.format(
        what=escape(what),
        amount=escape(shown(session["amount_total"], session["currency"])),
        error=f'<p class="error" role="alert">{escape(error)}</p>' if error else "",
        name=escape(name),
        email=escape(email or session["customer_email"] or ""),
        back=back,
    )
    return _FRAME.format(title="Pay", inner=inner).encode()


def closed_page(status: str) -> bytes:
    """Write the page of a session that nobody can pay any more."""
    return _FRAME.format(
        title="This page is closed", inner=f"<p>The session is {escape(status)}.</p>"
    ).encode()


def success_address(session: Thing) -> str:
    """Return where the payer goes after paying."""
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])
